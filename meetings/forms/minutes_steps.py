"""Forms of what happens to minutes as a whole: cleared, released, accepted, corrected."""

from datetime import datetime
from typing import Any

from django import forms

from icsgov.nhsuk.forms import Hinted
from icsgov.record.models.releases import Audience
from meetings.minuting import accepting, clearing
from meetings.minuting.book import Book
from meetings.models import Correction, Meeting, Minutes
from meetings.packs import audiences_for


class ClearForm(forms.Form):
    """The chair's word on the minutes, with a remark beside any paragraph."""

    answer = forms.ChoiceField(
        label="Your answer",
        choices=[
            ("clear", Hinted("Clear them", "They can be released as draft minutes.")),
            ("return", Hinted("Return them", "The secretary gets your remarks.")),
        ],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label="A note to the secretary",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, book: Book, needs_evidence: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.book, self.needs_evidence = book, needs_evidence
        if needs_evidence:
            self.fields["words"].label = "How you know what the chair said"

    def remarks(self) -> dict[str, str]:
        """What was typed beside paragraphs, by their keys."""
        named = ((str(line.row.key), line) for line in self.book.lines)
        typed = ((key, self.data.get(f"remark-{key}", "").strip()) for key, _ in named)
        return {key: words[:4000] for key, words in typed if words}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        words = cleaned.get("words", "").strip()
        if self.needs_evidence and not words:
            self.add_error("words", "Enter how you know what the chair said")
        if cleaned.get("answer") == "clear" and self.remarks():
            words = "You wrote remarks. Return the minutes, or take the remarks out to clear them"
            self.add_error("answer", words)
        if cleaned.get("answer") == "return" and not (self.remarks() or words):
            self.add_error("words", "Enter what should be changed, here or beside a paragraph")
        return cleaned

    def settle(self, minutes: Minutes, by: Any, now: datetime) -> str:
        """Do it; what happened in words. Raises MoveRefused."""
        words = self.cleaned_data["words"]
        if self.cleaned_data["answer"] == "clear":
            minutes.clear(by, now, words=words)
            return "The minutes are cleared."
        clearing.give_back(minutes, self.remarks(), words, by, now)
        return "The minutes went back to the secretary with your remarks."


class ReleaseForm(forms.Form):
    """Who gets the minutes."""

    audience = forms.ChoiceField(label="Who gets them", widget=forms.RadioSelect)

    def __init__(self, *args: Any, minutes: Minutes, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: list[tuple[str, str]] = [("members", "Members of the board only")]
        if Audience.PUBLIC in audiences_for(minutes.meeting, minutes.part):
            choices.append(("everybody", "Members and the public"))
        self.fields["audience"].choices = choices

    @property
    def audiences(self) -> list[str]:
        """To whom, as releases name them."""
        if self.cleaned_data["audience"] == "everybody":
            return [Audience.PUBLIC, Audience.MEMBERS]
        return [Audience.MEMBERS]


class AcceptForm(forms.Form):
    """Which meeting took the minutes as a record, and subject to what."""

    meeting = forms.ModelChoiceField(
        Meeting.objects.none(), label="Meeting that accepted them", empty_label="Select a meeting"
    )
    words = forms.CharField(
        label="Subject to what",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Leave it empty where they were accepted as they stand.",
    )

    def __init__(self, *args: Any, minutes: Minutes, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = accepting.next_meetings(minutes).select_related("board")
        self.fields["meeting"].queryset = rows
        self.initial = {"meeting": rows.first(), "words": accepting.amended(minutes)}


class SuggestForm(forms.Form):
    """A correction that a member suggests to a paragraph as they read it."""

    text = forms.CharField(
        label="How it should read",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Write the words as they should stand, or what is to be corrected.",
    )
    reason = forms.CharField(
        label="Why", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    read = forms.CharField(widget=forms.HiddenInput, required=False)

    data: Any

    def changed_meanwhile(self, stands: str) -> None:
        """Say that the paragraph reads differently now; sending again means the new one."""
        data: Any = self.data.copy()
        data["read"] = stands
        self.data = data
        words = "The paragraph was corrected since you read it. Read it again, then send yours"
        self.add_error(None, words)


class SettleForm(forms.Form):
    """The secretary's answer to a correction."""

    answer = forms.ChoiceField(
        label="Your answer",
        choices=[
            (Correction.State.ACCEPTED.value, "Accept it"),
            (Correction.State.DECLINED.value, "Decline it"),
        ],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label="Words of the correction",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="As they will stand beside the paragraph and in the next meeting’s minutes.",
    )
    why = forms.CharField(
        label="Reason",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Needed where you decline it. The member reads it.",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("answer") == Correction.State.DECLINED and not cleaned.get("why"):
            self.add_error("why", "Enter why you decline it")
        return cleaned


class PastForm(forms.Form):
    """Past minutes as a Word file."""

    file = forms.FileField(label="The minutes as a Word file", help_text="A .docx file.")


class BringForm(forms.Form):
    """A Word file of the minutes that was edited elsewhere."""

    file = forms.FileField(
        label="The edited Word file",
        help_text="A .docx that was downloaded here, with all tracked changes accepted.",
    )
