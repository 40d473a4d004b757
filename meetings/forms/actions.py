"""Forms of actions: who does what by when, what owners report, what a meeting does with them."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import forms

from icsgov.boards.models import Board
from icsgov.nhsuk.dates import date_words
from icsgov.nhsuk.forms import Hinted, NHSDateField
from meetings.forms.merging import MergingForm
from meetings.models import Action, Meeting
from meetings.outcomes import following, owning
from meetings.outcomes.following import Due
from meetings.outcomes.owning import UnknownOwner

WORDS = {"rows": 3}


class DueForm(forms.Form):
    """A day, or words that are kept as they were said."""

    due = NHSDateField(label="Due on", required=False)
    due_words = forms.CharField(
        label="Or due in words",
        required=False,
        max_length=100,
        help_text="Such as “by the autumn”. It is kept as you write it.",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("due") and cleaned.get("due_words"):
            self.add_error("due_words", "Enter a day or words, not both")
        return cleaned

    @property
    def when(self) -> Due:
        return Due(self.cleaned_data.get("due"), self.cleaned_data.get("due_words") or "")


class ActionForm(MergingForm, DueForm):
    """An action: its words, owners and day. All but the words may stay empty."""

    text = forms.CharField(
        label="What is to be done", max_length=2000, widget=forms.Textarea(attrs=WORDS)
    )
    owners = forms.CharField(
        label="Who does it",
        required=False,
        max_length=500,
        help_text="Names, initials or organisations, with commas between them.",
        widget=forms.TextInput(attrs={"list": "owners", "autocomplete": "off"}),
    )
    public = forms.BooleanField(
        label="Show it in the public action log now",
        required=False,
        help_text="An action from minutes is public with them, without this.",
    )
    field_order: tuple[str, ...] = ("text", "owners", "due", "due_words", "public")

    def __init__(
        self,
        *args: Any,
        board: Board,
        on: date,
        part: int,
        row: Action | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.board, self.on = board, on
        if part > 1:
            del self.fields["public"]
        if row is None:
            del self.fields["read"]
        else:
            self.initial = {
                **self.filled_from(row),
                "owners": owning.typed(row),
                "due": row.due,
                "due_words": row.due_words,
                **self.initial,
            }

    def values_of(self, row: Any) -> dict[str, Any]:
        """Day and words are one value: one of them stands."""
        values = {
            "text": row.text,
            "owners": [str(each.key) for each in following.owners_of(row)],
            "due": _when(row.due, row.due_words),
        }
        return values | ({"public": row.public} if "public" in self.fields else {})

    def mine(self) -> dict[str, Any]:
        values = {
            "text": self.cleaned_data["text"],
            "owners": [str(each.key) for each in self.cleaned_data["owners"]],
            "due": _when(self.when.day, self.when.words),
        }
        return values | ({"public": self.is_public} if "public" in self.fields else {})

    def spoken(self, name: str, value: Any) -> str:
        if name == "owners":
            return ", ".join(str(each) for each in owning.keyed(value))
        if name == "due":
            day, words = value or ("", "")
            return date_words(date.fromisoformat(day)) if day else words
        return super().spoken(name, value)

    def save(self, row: Action, by: Any, now: datetime) -> bool:
        """Change the action; False on a clash."""

        def write(stored: Any, values: dict[str, Any]) -> None:
            day, words = values["due"] or ("", "")
            following.revise(
                stored,
                stored.version,
                by,
                now,
                text=values["text"],
                owners=owning.keyed(values["owners"]),
                due=Due(date.fromisoformat(day) if day else None, words),
                public=values.get("public", stored.public),
            )

        return not self.merge_into(row, write)

    def clean_owners(self) -> list[Any]:
        """The people and organisations that are meant."""
        try:
            return list(owning.named(self.cleaned_data["owners"], self.board, self.on))
        except UnknownOwner as error:
            raise forms.ValidationError(str(error)) from error

    @property
    def is_public(self) -> bool:
        return bool(self.cleaned_data.get("public"))


class NewActionForm(ActionForm):
    """An action made by hand: for which board, in public or in private."""

    part = forms.ChoiceField(
        label="Part",
        choices=[(1, "Part 1"), (2, Hinted("Part 2", "Private: never public."))],
        widget=forms.RadioSelect,
        initial=1,
    )
    field_order = ("text", "owners", "due", "due_words", "part", "public")

    def __init__(self, *args: Any, private: bool, **kwargs: Any) -> None:
        super().__init__(*args, part=1, **kwargs)
        if not private:
            del self.fields["part"]

    @property
    def chosen_part(self) -> int:
        return int(self.cleaned_data.get("part") or 1)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("part") == "2" and cleaned.get("public"):
            self.add_error("public", "An action of Part 2 is never public")
        return cleaned


class ReportForm(forms.Form):
    """One line of an owner."""

    text = forms.CharField(
        label="What has happened, in a line or two",
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    complete = forms.BooleanField(
        label="It is complete",
        required=False,
        help_text="The next meeting is asked to close it.",
    )


class SettleForm(DueForm):
    """What a meeting does with an action."""

    what = forms.ChoiceField(label="What happens to it", widget=forms.RadioSelect)
    meeting = forms.ChoiceField(
        label="Which meeting",
        required=False,
        help_text="The one that closes it or carries it over.",
    )
    into = forms.IntegerField(label="Number of the other action", required=False, min_value=1)
    words = forms.CharField(
        label="Why, or in which words",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    field_order = ("what", "meeting", "due", "due_words", "into", "words")
    OPEN = (
        ("close", Hinted("Close it", "A meeting found it done.")),
        ("carry", Hinted("Carry it over", "A meeting keeps it open, perhaps with another day.")),
        ("merge", Hinted("Merge it into another action", "Enter the number of that action.")),
        ("supersede", Hinted("Replace it", "Something else came in its place. Say what.")),
    )
    SETTLED = (("reopen", Hinted("Open it again", "It was not done after all. Say why.")),)

    def __init__(self, *args: Any, row: Action, meetings: list[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row = row
        fields: Any = self.fields
        fields["what"].choices = self.OPEN if row.is_open else self.SETTLED
        fields["meeting"].choices = [("", "No meeting")] + [
            (str(each.key), str(each)) for each in meetings
        ]
        self.meetings = {str(each.key): each for each in meetings}
        if not row.is_open:
            for name in ("meeting", "due", "due_words", "into"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        what = cleaned.get("what")
        if what == "close" and not cleaned.get("meeting"):
            self.add_error("meeting", "Select the meeting that closed it")
        if what == "merge" and not self._other(cleaned.get("into")):
            self.add_error("into", "Enter the number of another action of this log")
        if what in ("supersede", "reopen") and not cleaned.get("words", "").strip():
            self.add_error("words", "Enter why")
        return cleaned

    def _other(self, number: int | None) -> Action | None:
        rows = Action.objects.standing().filter(board=self.row.board, part=self.row.part)
        return rows.filter(number=number or 0).exclude(pk=self.row.pk).first()

    @property
    def other(self) -> Action | None:
        """The action into which it goes."""
        return self._other(self.cleaned_data.get("into"))

    @property
    def chosen_meeting(self) -> Meeting | None:
        return self.meetings.get(self.cleaned_data.get("meeting") or "")


def _when(day: date | None, words: str) -> list[str]:
    """A day or words as one value; empty for neither."""
    return [day.isoformat() if day else "", words] if day or words else []


def key_of(typed: str) -> UUID | None:
    """A key that a form sent; None for what is none."""
    try:
        return UUID(typed)
    except ValueError:
        return None
