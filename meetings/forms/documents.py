"""Forms of a board's documents: what it is, what has changed, why it is taken back."""

from typing import Any

from django import forms

from icsgov.boards.saving import VersionedForm
from icsgov.nhsuk.forms import NHSDateField
from meetings.models import BoardDocument

ON = (
    "For how the board is governed, the day it came into force. "
    "For papers of a past meeting, the day it met."
)


class DocumentForm(VersionedForm):
    """What a document is; its title, text and files are those of its paper."""

    title = forms.CharField(label="Title", max_length=300)

    class Meta:
        model = BoardDocument
        fields = ("kind", "on", "review")
        field_classes = {"on": NHSDateField, "review": NHSDateField}
        labels = {"kind": "What is it?", "on": "Date", "review": "When to look at it again"}
        help_texts = {"on": ON, "review": "You are reminded on your desk."}
        widgets = {"kind": forms.RadioSelect}

    field_order = ("kind", "title", "on", "review")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["title"]

    def clean(self) -> dict[str, Any]:
        """Papers of a past meeting are found by its day."""
        cleaned = super().clean() or {}
        if cleaned.get("kind") == BoardDocument.Kind.PACK and not cleaned.get("on"):
            self.add_error("on", "Enter the day of the meeting")
        return cleaned


class ReleaseDocumentForm(forms.Form):
    """What changed since the public last saw it."""

    words = forms.CharField(
        label="What has changed, in your words",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Readers see it beside the date. You can leave it empty.",
    )
