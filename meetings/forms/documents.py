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

NOTE = (
    "Readers see it beside the date, for example where the paper was considered. "
    "If you leave it empty, nothing is said of the meeting."
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
        kinds = [each for each in BoardDocument.Kind.choices if each[0] != "released"]
        self.fields["kind"].choices = kinds
        if self.instance.pk and self.instance.is_released_later:
            del self.fields["kind"]

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

    def __init__(self, *args: Any, first: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if first:
            self.fields["words"].label = "A note to readers"
            self.fields["words"].help_text = NOTE
