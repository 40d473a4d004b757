"""Forms of what went out: a letter that came back, noted by hand or read from its message."""

from pathlib import Path
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from icsgov.press.returned import ENDINGS
from meetings.forms.papers import check_size


class CameBackForm(forms.Form):
    """Why an e-mail did not arrive."""

    words = forms.CharField(
        label="What does the message say?",
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Such as “Mailbox full” or “She has left the council”.",
        error_messages={"required": "Say why the e-mail came back."},
    )


class ReturnedForm(forms.Form):
    """The message that the mail server sent when an e-mail could not be delivered."""

    message = forms.FileField(
        label="Message that came back",
        help_text="Saved from your mail program as .eml or .msg. We read from it whose it was.",
        error_messages={"required": "Choose the message that came back."},
    )

    def clean_message(self) -> Any:
        file = self.cleaned_data["message"]
        if Path(file.name).suffix.lower() not in ENDINGS:
            raise ValidationError("Choose a message saved as .eml or .msg.")
        check_size(file)
        return file
