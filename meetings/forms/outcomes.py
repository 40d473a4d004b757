"""Forms of decisions and promises: of a paragraph, of an ask, and by hand."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import forms
from django.db.models import Q

from icsgov.boards.models import Board
from icsgov.nhsuk.forms import NHSDateField
from meetings.forms.merging import MergingForm
from meetings.models import AgendaItem, Decision, ForwardEntry, Meeting, Paper, ProposedOutcome
from meetings.outcomes import deciding, promising
from meetings.outcomes.deciding import Unexplained, Votes, VotesDiffer, check_votes, members_there

COUNT: dict[str, Any] = {"min_value": 0, "max_value": 999, "required": False}
EXPLAIN = "Enter why you change it: readers have it"
# What is chosen from rows, and of which kind.
CHOSEN: dict[str, type[Paper] | type[Board]] = {"papers": Paper, "pending": Board}


class DecisionForm(MergingForm):
    """What the board resolved, in its words."""

    outcome = forms.ChoiceField(
        label="Outcome", choices=Decision.Outcome.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label="The resolution, in the board’s words",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    conditions = forms.CharField(
        label="Conditions",
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    votes_for = forms.IntegerField(label="Votes for", **COUNT)
    votes_against = forms.IntegerField(label="Votes against", **COUNT)
    abstained = forms.IntegerField(label="Abstained", **COUNT)
    papers = forms.ModelMultipleChoiceField(
        label="Papers it is about",
        queryset=Paper.objects.none(),
        to_field_name="key",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    pending = forms.ModelMultipleChoiceField(
        label="Must also be adopted by",
        queryset=Board.objects.none(),
        to_field_name="key",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    ground = forms.CharField(
        label="Legal ground, if it excludes the public",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="The exclusion of the public is a decision of Part 1. The public reads this.",
    )

    def __init__(
        self,
        *args: Any,
        meeting: Meeting,
        part: int,
        item: AgendaItem | None,
        row: Decision | None = None,
        is_out: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.meeting, self.row = meeting, row
        fields: Any = self.fields
        fields["papers"].queryset = _papers(item, row)
        fields["pending"].queryset = Board.objects.for_public().exclude(pk=meeting.board_id)
        for name in ("papers", "pending"):
            if not fields[name].queryset.exists():
                del self.fields[name]
        if part > 1:
            del self.fields["ground"]
        if is_out:
            self.fields["why"] = forms.CharField(
                label="Why you change it",
                max_length=1000,
                required=False,
                help_text="Readers have it. The reason stays in its history.",
            )
        if row is None:
            del self.fields["read"]
        else:
            self.initial = {**self.filled_from(row), **self.initial}

    def values_of(self, row: Any) -> dict[str, Any]:
        filled = _filled(row)
        return {name: value for name, value in filled.items() if name in self.fields}

    def mine(self) -> dict[str, Any]:
        typed = {name: value for name, value in super().mine().items() if name != "why"}
        return typed | {name: _keys(typed[name]) for name in CHOSEN if name in typed}

    def spoken(self, name: str, value: Any) -> str:
        if name in CHOSEN:
            return "\n".join(str(each) for each in CHOSEN[name].objects.filter(key__in=value))
        return super().spoken(name, value)

    def save(self, row: Decision, by: Any, now: datetime) -> bool:
        """Change the decision; False where something is wrong, or clashes with theirs."""
        why = self.cleaned_data.get("why", "")

        def write(stored: Any, values: dict[str, Any]) -> None:
            deciding.revise(stored, stored.version, by, now, why=why, **_said(values))

        try:
            return not self.merge_into(row, write)
        except Unexplained:
            self.add_error("why" if "why" in self.fields else None, EXPLAIN)
        except VotesDiffer as differ:
            self.add_error(differ.field, str(differ))
        return False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("outcome") == Decision.Outcome.CONDITIONAL and not cleaned.get("conditions"):
            self.add_error("conditions", "Enter the conditions")
        try:
            check_votes(self.votes, members_there(self.meeting))
        except VotesDiffer as differ:
            self.add_error(differ.field, str(differ))
        return cleaned

    @property
    def votes(self) -> Votes:
        named = (self.cleaned_data.get(name) for name in Votes().columns)
        return Votes(*named)

    @property
    def said(self) -> dict[str, Any]:
        """What was decided, under the names of deciding.decide()."""
        return _said(self.mine())


def _said(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values of the form under the names of deciding.decide() and revise()."""
    votes = Votes(*(values.get(name) for name in Votes().columns))
    said = {name: values[name] for name in values if name not in (*votes.columns, *CHOSEN)}
    rows = {
        name: model.objects.filter(key__in=values[name])
        for name, model in CHOSEN.items()
        if name in values
    }
    return {**said, **rows, "votes": votes}


def _papers(item: AgendaItem | None, row: Decision | None) -> Any:
    """Papers under an item, of one in Part 1 those that are no secret; and those it had."""
    open_ones = Q(enclosures__item=item) if item else Q(pk=None)
    if item is not None and item.part == 1:
        open_ones &= Q(private=False)
    had = Q(decisions=row) if row else Q(pk=None)
    return Paper.objects.filter(open_ones | had).distinct()


def _filled(row: Decision) -> dict[str, Any]:
    names = (
        "outcome", "words", "conditions", "votes_for", "votes_against", "abstained", "ground"
    )  # fmt: skip
    return {
        **{name: getattr(row, name) for name in names},
        "papers": _keys(row.papers.all()),
        "pending": _keys(row.pending.all()),
    }


def _keys(rows: Any) -> list[str]:
    return sorted(str(each.key) for each in rows)


class AdoptForm(forms.Form):
    """That a board for which a decision was pending adopted it."""

    board = forms.ModelChoiceField(
        label="Which board adopted it",
        queryset=Board.objects.none(),
        to_field_name="key",
        widget=forms.RadioSelect,
        empty_label=None,
    )
    on = NHSDateField(label="On which day")
    words = forms.CharField(
        label="In which words, or with what changes",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, row: Decision, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row, self.today = row, today
        fields: Any = self.fields
        adopted = row.adoptions.values("board")
        fields["board"].queryset = row.pending.exclude(pk__in=adopted)

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on < self.row.meeting.date:
            raise forms.ValidationError("The day must be that of the decision or later")
        if on > self.today:
            raise forms.ValidationError("The day must be today or before")
        return on


class StrikeForm(forms.Form):
    """Why something is taken back that was recorded by mistake."""

    reason = forms.CharField(
        label="Why you take it back",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="It stays in the history. Whoever could read it sees this in its place.",
    )


class PickForm(forms.Form):
    """What came of one ask; a suggestion."""

    pick = forms.ChoiceField(
        label="What came of it", choices=ProposedOutcome.Pick.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(label="With what changes, or why", required=False, max_length=1000)


class PromiseForm(MergingForm):
    """What comes back, why, and when."""

    title = forms.CharField(label="What comes back", max_length=300)
    why = forms.CharField(
        label="Why", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    target = forms.ChoiceField(
        label="At which meeting",
        required=False,
        help_text="It is not on the agenda yet: you put it there from the forward plan.",
    )
    window = forms.CharField(
        label="Or about when", required=False, max_length=100, help_text="Such as “in the autumn”."
    )
    public = forms.BooleanField(
        label="Show it in the public forward plan now",
        required=False,
        help_text="A promise from minutes is public with them, without this.",
    )

    def __init__(
        self,
        *args: Any,
        meetings: list[Meeting],
        part: int,
        row: ForwardEntry | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["target"].choices = [("", "Not planned yet")] + [
            (str(each.key), str(each)) for each in meetings
        ]
        self.meetings = {str(each.key): each for each in meetings}
        if part > 1:
            del self.fields["public"]
        if row is None:
            del self.fields["read"]
        else:
            self.initial = {**self.filled_from(row), **self.initial}

    def values_of(self, row: Any) -> dict[str, Any]:
        named = ("title", "why", "window", "public")
        values = {name: getattr(row, name) for name in named if name in self.fields}
        return {**values, "target": str(row.target.key) if row.target else ""}

    def save(self, row: ForwardEntry, by: Any, now: datetime) -> bool:
        """Change the promise; False on a clash. One that an item keeps has its meeting from it."""

        def write(stored: Any, values: dict[str, Any]) -> None:
            fields = {**values, "target": self.meetings.get(values["target"])}
            if stored.discharged_by_id is not None:
                del fields["target"]
            promising.change(stored, stored.version, by, now, **fields)

        return not self.merge_into(row, write)

    @property
    def said(self) -> dict[str, Any]:
        """The promise, under the names of promising.promise()."""
        given = self.cleaned_data
        return {
            "title": given["title"],
            "why": given["why"],
            "target": self.meetings.get(given["target"]),
            "window": given["window"],
            "public": given.get("public", False),
        }


class DropForm(forms.Form):
    """Why something will not come back."""

    reason = forms.CharField(
        label="Why it will not come back", max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )


class KeepForm(forms.Form):
    """Which item keeps a promise."""

    item = forms.ChoiceField(label="Which item keeps it")

    def __init__(self, *args: Any, items: list[AgendaItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = {str(each.key): each for each in items}
        fields: Any = self.fields
        fields["item"].choices = [("", "Select an item")] + [
            (str(each.key), f"{each.meeting}: {each.title}") for each in items
        ]

    @property
    def chosen(self) -> AgendaItem:
        return self.items[self.cleaned_data["item"]]
