"""Attendance over a year, member by member: cancelled meetings left out, deputies shown."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from django.db.models import Q

from icsgov.boards.models import Board, Seat
from meetings.models import Attendance, Meeting

Mark = Literal["present", "deputy", "apologies", "absent", "unknown", "none"]
WORDS: dict[Mark, str] = {
    "present": "Present",
    "deputy": "Sent a substitute",
    "apologies": "Apologies",
    "absent": "Absent",
    "unknown": "Not recorded",
    "none": "Had no seat",
}
LETTERS: dict[Mark, str] = {
    "present": "P",
    "deputy": "S",
    "apologies": "A",
    "absent": "X",
    "unknown": "?",
    "none": "–",
}
CALLED_OFF = (Meeting.State.CANCELLED, Meeting.State.POSTPONED)
YEAR = re.compile(r"(\d{4})(?:-(\d{2}))?")


@dataclass(frozen=True)
class Year:
    """A calendar year ("2023"), or one from April to March ("2023-24")."""

    name: str
    first: date
    last: date

    @property
    def words(self) -> str:
        return (
            f"April {self.first.year} to March {self.last.year}" if "-" in self.name else self.name
        )


def year(words: str) -> Year:
    """The year of that name. Raises ValueError for what is none."""
    found = YEAR.fullmatch(words)
    if found is None or not 1900 <= int(found[1]) <= 2200:
        raise ValueError(f"“{words}” is no year.")
    start = int(found[1])
    if found[2] is None:
        return Year(words, date(start, 1, 1), date(start, 12, 31))
    if (start + 1) % 100 != int(found[2]):
        raise ValueError(f"“{words}” is no year from April to March.")
    return Year(words, date(start, 4, 1), date(start + 1, 3, 31))


def year_of(day: date) -> Year:
    """The year from April to March in which a day lies: the one annual reports are about."""
    start = day.year if day.month >= 4 else day.year - 1
    return year(f"{start}-{(start + 1) % 100:02}")


def around(chosen: Year, today: date) -> list[Year]:
    """The years to choose from: the one shown, the present ones, and those before."""
    now = year_of(today)
    starts = range(now.first.year, now.first.year - 4, -1)
    named = {f"{start}-{(start + 1) % 100:02}" for start in starts}
    named |= {str(start) for start in range(today.year, today.year - 3, -1)} | {chosen.name}
    return [year(name) for name in sorted(named, reverse=True)]


@dataclass(frozen=True)
class Cell:
    """One member at one meeting."""

    mark: Mark
    deputy: str = ""

    @property
    def words(self) -> str:
        return f"{WORDS[self.mark]}: {self.deputy}" if self.deputy else WORDS[self.mark]

    @property
    def letter(self) -> str:
        return LETTERS[self.mark]


@dataclass(frozen=True)
class Line:
    """A member's year."""

    name: str
    title: str
    cells: Sequence[Cell]

    @property
    def possible(self) -> int:
        """Recorded meetings while the member had a seat."""
        return sum(cell.mark not in ("none", "unknown") for cell in self.cells)

    @property
    def attended(self) -> int:
        return self.count("present")

    @property
    def deputised(self) -> int:
        return self.count("deputy")

    def count(self, mark: Mark) -> int:
        return sum(cell.mark == mark for cell in self.cells)


@dataclass(frozen=True)
class Table:
    """Everybody's year: a column for each meeting that took place."""

    board: Board
    year: Year
    meetings: Sequence[Meeting]
    lines: Sequence[Line]


def table(board: Board, of: Year, now: datetime) -> Table:
    """The year's meetings until today, and every member who had a seat in it (3 queries)."""
    until = min(of.last, board.today(now))
    held = Meeting.objects.filter(board=board, date__range=(of.first, until))
    meetings = list(held.exclude(state__in=CALLED_OFF).order_by("date", "starts", "pk"))
    seats = Seat.objects.of_members().filter(board=board, starts__lte=of.last)
    seats = seats.filter(Q(ends=None) | Q(ends__gte=of.first))
    rows = Attendance.objects.filter(meeting__in=meetings).exclude(person=None)
    known = {(row.meeting_id, row.person_id): row for row in rows}
    by_person: dict[int, list[Seat]] = {}
    for seat in seats.select_related("person", "organisation"):
        by_person.setdefault(seat.person_id, []).append(seat)
    lines = [_line(own, meetings, known) for own in by_person.values()]
    return Table(board, of, meetings, lines)


def _line(
    seats: Sequence[Seat],
    meetings: Iterable[Meeting],
    known: dict[tuple[int, int | None], Attendance],
) -> Line:
    last = max(seats, key=lambda seat: seat.starts)
    cells = tuple(
        cell(known.get((meeting.pk, last.person_id)), _held(seats, meeting.date))
        for meeting in meetings
    )
    return Line(last.person.full_name, last.standing_words, cells)


def _held(seats: Iterable[Seat], day: date) -> bool:
    return any(seat.starts <= day and (seat.ends is None or seat.ends >= day) for seat in seats)


def cell(row: Attendance | None, had_seat: bool) -> Cell:
    """What the roll says of a member; without a row nothing is known of one with a seat."""
    if not had_seat:
        return Cell("none")
    if row is None or row.kind == Attendance.Kind.EXPECTED:
        return Cell("unknown")
    if row.deputy_name:
        return Cell("deputy", row.deputy_name)
    if row.kind in (Attendance.Kind.PRESENT, Attendance.Kind.IN_ATTENDANCE):
        return Cell("present")
    return Cell("apologies" if row.kind == Attendance.Kind.APOLOGIES else "absent")
