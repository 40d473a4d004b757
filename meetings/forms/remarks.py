"""Short forms: a remark on a row, who wants it discussed, a chair's word, a printed name."""

from typing import Any

from django import forms

from icsgov.boards.models import Person
from meetings.models import ItemLead


class CommentForm(forms.Form):
    """A remark on a row."""

    text = forms.CharField(
        label="Add a comment",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Write your comment"},
    )


class LiftForm(forms.Form):
    """Who wants an item discussed."""

    words = forms.CharField(
        label="Who asked to discuss it, and why",
        max_length=500,
        help_text="It is kept in the history of the item.",
    )


class AgreeForm(forms.Form):
    """A chair's word on the agenda as it was read; of another's word, the evidence."""

    seen = forms.CharField(widget=forms.HiddenInput)
    chair = forms.ChoiceField(label="Who agreed it", required=False)
    evidence = forms.CharField(
        label="How you know",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="For example, the e-mail of 3 July.",
    )

    def __init__(
        self, *args: Any, chairs: list[tuple[str, Person]], needs_chair: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        names = [(key, person.full_name) for key, person in chairs]
        self.fields["chair"].choices = [("", "Select a chair"), *names]
        self.fields["chair"].required = needs_chair

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("chair") and not cleaned.get("evidence", "").strip():
            self.add_error("evidence", "Enter how you know that the agenda was agreed")
        return cleaned

    def changed_meanwhile(self, sha256: str) -> None:
        """Say that the agenda is another now; sending again means the one that is shown."""
        data: Any = self.data.copy()
        data["seen"] = sha256
        self.data = data
        words = "The agenda has changed since you read it. Read it again, then agree"
        self.add_error(None, words)


class PresenterForm(forms.ModelForm):
    """How a person is printed on this agenda."""

    class Meta:
        model = ItemLead
        fields = ["name", "initials", "title"]
        labels = {"title": "Job title"}
        help_texts = {"title": "As it stands in the key of presenters."}
