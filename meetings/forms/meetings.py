"""Forms for planning meetings: one, a series, one like the last; and for changing the plan."""

from datetime import date as Day
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from icsgov.boards.models import Board
from icsgov.boards.rules import Rules
from icsgov.boards.saving import VersionedForm
from icsgov.nhsuk.dates import date_words, time_words
from icsgov.nhsuk.forms import Hinted, NHSDateField, NHSTimeField
from meetings import dates
from meetings.forms.merging import MergingForm
from meetings.models import Meeting, MeetingPart, Series
from meetings.notice import day_warnings
from meetings.planning import Private

KNOWN = f"Enter a year from {dates.FIRST_YEAR} to {dates.LAST_YEAR}"
KINDS = [
    (Meeting.Kind.PUBLIC, Hinted("Meeting in public", "Anybody may come or watch.")),
    (Meeting.Kind.PRIVATE, Hinted("Private meeting", "Members and those they ask.")),
    (Meeting.Kind.SEMINAR, Hinted("Seminar", "To learn and discuss; nothing is decided.")),
    (Meeting.Kind.ANNUAL, Hinted("Annual general meeting", "In public, once a year.")),
]
DETAILS = (
    "kind title date starts ends mode venue how_to_attend joining_link papers_due private_session"
).split()


class KnownDate(NHSDateField):
    """A date of which the bank holidays are known."""

    def clean(self, value: Any) -> Day | None:
        day = super().clean(value)
        if day and not dates.FIRST_YEAR <= day.year <= dates.LAST_YEAR:
            raise ValidationError(KNOWN)
        return day


class Times(forms.Form):
    """A day with its hours, and what speaks against it, which is asked once."""

    date = KnownDate(label="Date")
    starts = NHSTimeField(label="Starts")
    ends = NHSTimeField(label="Ends", help_text="For example, 5pm")
    sure = forms.BooleanField(
        label="Use this date all the same", required=False, widget=forms.HiddenInput
    )
    board: Board | None = None
    now: datetime
    day_before: Day | None = None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self._check_hours(cleaned.get("date"), cleaned.get("starts"), cleaned.get("ends"))
        board = self.board or cleaned.get("board")
        day = cleaned.get("date")
        if board and day and day != self.day_before and not cleaned.get("sure"):
            self._ask(day, board.today(self.now), board.rules(day))
        return cleaned

    def _check_hours(self, day: Day | None, starts: Any, ends: Any) -> None:
        if starts and ends and ends <= starts:
            self.add_error("ends", "The meeting must end after it starts")
        zone = ZoneInfo(self.board.zone) if self.board else ZoneInfo("Europe/London")
        for name, clock in (("starts", starts), ("ends", ends)):
            if day and clock:
                self._check_instant(name, dates.local_instant(day, clock, zone))

    def _check_instant(self, name: str, instant: Any) -> None:
        if isinstance(instant, dates.NoSuchTime):
            words = f"The clocks go forward past this time. Enter {time_words(instant.instead)}"
            self.add_error(name, words)
        elif isinstance(instant, dates.TwiceThatTime):
            self.add_error(name, "The clocks go back, so this time comes twice. Enter another")

    def _ask(self, day: Day, today: Day, rules: Rules) -> None:
        """What speaks against the day is said once; ticking the box answers it."""
        for words in day_warnings(day, today, rules):
            self.add_error("date", words)
        if "date" in self.errors:
            self.fields["sure"].widget = forms.CheckboxInput()
            self.fields["sure"].help_text = "The system only warns. You decide."


class Part2(forms.Form):
    """Part 2: whether there is one, and on what ground."""

    part2 = forms.BooleanField(
        label="This meeting has a private Part 2",
        required=False,
        help_text="It has its own agenda, numbers and pack, for those who may read Part 2.",
    )
    part2_starts = NHSTimeField(label="Part 2 starts", required=False)
    reason = forms.CharField(
        label="Legal reason for meeting in private",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="For example, the Public Bodies (Admission to Meetings) Act 1960, section 1(2).",
    )
    review = KnownDate(
        label="Look again whether to release it on",
        required=False,
        help_text="For example, 24 7 2024",
    )
    NAMES = ("part2", "part2_starts", "reason", "review")

    def drop_part2(self) -> None:
        """For secretaries who may not see Part 2."""
        for name in self.NAMES:
            del self.fields[name]

    @property
    def private(self) -> Private | None:
        """What was said of Part 2; None for a meeting without."""
        return self.private_from(self.cleaned_data)

    @staticmethod
    def private_from(said: dict[str, Any]) -> Private | None:
        """Part 2 by the values of the form, or of a merge."""
        if not said.get("part2"):
            return None
        return Private(said["part2_starts"], said["reason"], said["review"])


class Details(Times):
    """Everything about a meeting but its agenda."""

    kind = forms.ChoiceField(label="Kind of meeting", choices=KINDS, widget=forms.RadioSelect)
    title = forms.CharField(
        label="Title",
        required=False,
        max_length=200,
        help_text="Only where it is called otherwise than its board.",
    )
    mode = forms.ChoiceField(
        label="How people meet", choices=Meeting.Mode, widget=forms.RadioSelect
    )
    venue = forms.CharField(label="Venue", required=False, max_length=300)
    how_to_attend = forms.CharField(
        label="How the public can come or watch",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    joining_link = forms.URLField(
        label="Joining link",
        required=False,
        assume_scheme="https",
        help_text="Only members see it.",
    )
    papers_due = KnownDate(
        label="Papers are due on",
        required=False,
        help_text="Leave empty to go by the rule of the board.",
    )
    private_session = forms.CharField(
        label="What the public is told of a private session",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="One sentence. Leave empty where there is none.",
    )
    field_order = [*DETAILS[:3], "sure", *DETAILS[3:], *Part2.NAMES]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        day, due = cleaned.get("date"), cleaned.get("papers_due")
        if day and due and due >= day and "papers_due" in self.changed_data:
            self.add_error("papers_due", "Papers must be due before the meeting")
        return cleaned


class NewMeeting(Details, Part2):
    """A meeting of one of the secretary's boards."""

    board = forms.ModelChoiceField(  # type: ignore[assignment]  # a field in place of a value
        Board.objects.none(), label="Board"
    )
    field_order = ["board", *Details.field_order]

    def __init__(self, *args: Any, boards: QuerySet[Board], now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["board"].queryset = boards
        self.now = now
        self.part2_boards: set[int] = set()

    def allow_part2(self, boards: set[int]) -> None:
        """Say for which boards a Part 2 may be planned; for none, it is not asked about."""
        self.part2_boards = boards
        if not boards:
            self.drop_part2()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        board = cleaned.get("board")
        if cleaned.get("part2") and board and board.pk not in self.part2_boards:
            self.add_error("part2", f"You may not see Part 2 of {board}, so you cannot plan one")
        return cleaned

    def unsaved(self) -> Meeting:
        """The meeting that was described."""
        said = self.cleaned_data
        return Meeting(board=said["board"], **{name: said[name] for name in DETAILS})


class EditMeeting(MergingForm, Details, Part2):
    """The details of a meeting that is planned."""

    field_order = ["read", *Details.field_order]

    def __init__(self, *args: Any, meeting: Meeting, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meeting, self.board, self.now = meeting, meeting.board, now
        self.day_before = meeting.date
        self.initial = {**self.filled_from(meeting), **self.initial}

    def values_of(self, row: Meeting) -> dict[str, Any]:
        values: dict[str, Any] = {name: getattr(row, name) for name in DETAILS}
        part = row.parts.filter(number=2).first()
        return {**values, **_part_values(part)}

    def mine(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.fields if name not in ASIDE}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        unticked = "part2" in self.fields and not cleaned.get("part2")
        if unticked and self.meeting.items.filter(part=2).exists():
            self.add_error("part2", "Part 2 has items. Move or remove them first")
        return cleaned


ASIDE = ("read", "sure")


def _part_values(part: MeetingPart | None) -> dict[str, Any]:
    return {
        "part2": part is not None,
        "part2_starts": part.starts if part else None,
        "reason": part.reason if part else "",
        "review": part.review if part else None,
    }


class CloneMeeting(Times):
    """A new meeting like an earlier one: the day, and which of its other items come along."""

    carry = forms.MultipleChoiceField(
        label="Take these items along too",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="The board’s standing items come anyway, with their leads.",
    )
    field_order = ["date", "sure", "starts", "ends", "carry"]

    def __init__(
        self, *args: Any, last: Meeting, carriable: Any, now: datetime, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.board, self.now, self.last = last.board, now, last
        self.fields["carry"].choices = [(str(row.key), row.title) for row in carriable]
        if not carriable:
            del self.fields["carry"]

    @property
    def carried(self) -> set[str]:
        """Keys of the items that were ticked."""
        return set(self.cleaned_data.get("carry", ()))

    def unsaved(self) -> Meeting:
        """The new meeting: everything else is as it was."""
        said, last = self.cleaned_data, self.last
        same = "kind title mode venue how_to_attend joining_link private_session".split()
        return Meeting(
            board=last.board,
            series=last.series,
            date=said["date"],
            starts=said["starts"],
            ends=said["ends"],
            **{name: getattr(last, name) for name in same},
        )


class SeriesForm(VersionedForm):
    """Meetings that come again."""

    first = KnownDate(label="The first is on")
    starts = NHSTimeField(label="Starts")
    ends = NHSTimeField(label="Ends", help_text="For example, 5pm")
    count = forms.IntegerField(label="How many weeks or months apart", min_value=1, max_value=60)

    class Meta:
        model = Series
        fields = ["board", "name", "first", "every", "count", "starts", "ends", "venue"]
        labels = {"every": "Comes again", "name": "Name of the series", "venue": "Usual venue"}
        help_texts = {
            "name": "For example, Quarterly meetings in public.",
        }
        widgets = {"every": forms.RadioSelect}

    def __init__(self, *args: Any, boards: QuerySet[Board], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["board"].queryset = boards
        self.fields["every"].choices = Series.Every.choices

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and ends <= starts:
            self.add_error("ends", "The meeting must end after it starts")
        return cleaned


class SeriesDays(forms.Form):
    """Which days of a series become meetings."""

    days = forms.TypedMultipleChoiceField(
        label="Plan a meeting on",
        coerce=Day.fromisoformat,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Select at least one day"},
    )

    def __init__(
        self, *args: Any, occurrences: list[dates.Occurrence], planned: set[Day], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        free = [each for each in occurrences if each.day not in planned]
        self.fields["days"].choices = [choice for each in free for choice in _choices(each)]
        self.fields["days"].initial = [each.day.isoformat() for each in free if not each.holiday]


def _choices(each: dates.Occurrence) -> list[tuple[str, str]]:
    """A day, and for a bank holiday the working day after it."""
    day = (each.day.isoformat(), f"{each.day:%A} {date_words(each.day)}")
    if each.instead is None:
        return [day]
    instead = f"{each.instead:%A} {date_words(each.instead)}"
    return [
        (day[0], Hinted(day[1], f"A bank holiday: {each.holiday}.")),
        (each.instead.isoformat(), Hinted(instead, f"Instead of {date_words(each.day)}.")),
    ]


class NoticeForm(forms.Form):
    """Why a meeting is cancelled or postponed: the public reads it."""

    notice = forms.CharField(
        label="What to tell the public",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="It stands on the public page of the meeting.",
    )


class PlanAgain(Times):
    """The day of a meeting that takes place after all."""

    notice = forms.CharField(
        label="What to tell the public",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For example, that it has moved. Leave empty to say nothing.",
    )
    field_order = ["date", "sure", "notice"]

    def __init__(self, *args: Any, meeting: Meeting, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["starts"], self.fields["ends"]
        self.board, self.now = meeting.board, now
