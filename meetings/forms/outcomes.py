"""Forms of decisions and promises: of a paragraph, of an ask, and by hand."""

from datetime import date
from typing import Any

from django import forms

from icsgov.boards.models import Board
from icsgov.nhsuk.forms import NHSDateField
from meetings.models import AgendaItem, Decision, ForwardEntry, Meeting, Paper, ProposedOutcome
from meetings.outcomes.deciding import Votes, VotesDiffer, check_votes, members_there

COUNT: dict[str, Any] = {"min_value": 0, "max_value": 999, "required": False}


class DecisionForm(forms.Form):
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
        fields["papers"].queryset = _papers(item)
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
        if row is not None:
            self.initial = {**_filled(row), **self.initial}

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
        given = self.cleaned_data
        return {
            "outcome": given["outcome"],
            "words": given["words"],
            "conditions": given["conditions"],
            "ground": given.get("ground", ""),
            "votes": self.votes,
            "pending": given.get("pending", ()),
            "papers": given.get("papers", ()),
        }


def _papers(item: AgendaItem | None) -> Any:
    """Papers under an item; of one in Part 1 those that are no secret."""
    if item is None:
        return Paper.objects.none()
    rows = Paper.objects.filter(enclosures__item=item)
    return rows.distinct() if item.part > 1 else rows.filter(private=False).distinct()


def _filled(row: Decision) -> dict[str, Any]:
    names = (
        "outcome", "words", "conditions", "votes_for", "votes_against", "abstained", "ground"
    )  # fmt: skip
    return {
        **{name: getattr(row, name) for name in names},
        "papers": [paper.key for paper in row.papers.all()],
        "pending": [board.key for board in row.pending.all()],
    }


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


class PickForm(forms.Form):
    """What came of one ask; a suggestion."""

    pick = forms.ChoiceField(
        label="What came of it", choices=ProposedOutcome.Pick.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(label="With what changes, or why", required=False, max_length=1000)


class PromiseForm(forms.Form):
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
        if row is not None:
            self.initial = {
                "title": row.title,
                "why": row.why,
                "target": str(row.target.key) if row.target else "",
                "window": row.window,
                "public": row.public,
                **self.initial,
            }

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
