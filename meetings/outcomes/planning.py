"""The forward plan of a board: what comes back at which of its meetings."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from icsgov.boards.models import Board
from meetings.models import ForwardEntry, Meeting

MOST = 8  # columns of meetings


@dataclass(frozen=True)
class Column:
    """A coming meeting, or none, with what comes back there."""

    meeting: Meeting | None
    entries: tuple[ForwardEntry, ...]


@dataclass(frozen=True)
class Plan:
    """What slipped, what is planned for no meeting yet, and the coming meetings in order."""

    slipped: tuple[ForwardEntry, ...]
    columns: tuple[Column, ...]
    settled: tuple[ForwardEntry, ...]

    @property
    def meetings(self) -> list[Meeting]:
        """The meetings to which something may be brought."""
        return [column.meeting for column in self.columns if column.meeting]


def plan_of(board: Board, entries: Iterable[ForwardEntry], now: datetime) -> Plan:
    """A board's plan from the entries that a reader sees (2 queries)."""
    today = board.today(now)
    coming = list(board.meetings.coming(today).select_related("board")[:MOST])
    rows = list(entries)
    there = {meeting.pk for meeting in coming}
    columns = [Column(meeting, tuple(_at(meeting, rows))) for meeting in coming]
    rest = [row for row in rows if row.target_id not in there]
    still = [row for row in rest if row.is_open]
    slipped = [row for row in still if row.target and row.target.date < today]
    unplanned = [row for row in still if row not in slipped]
    return Plan(
        slipped=tuple(slipped),
        columns=(Column(None, tuple(unplanned)), *columns),
        settled=tuple(row for row in rest if not row.is_open),
    )


def _at(meeting: Meeting, rows: Sequence[ForwardEntry]) -> Iterable[ForwardEntry]:
    return (row for row in rows if row.target_id == meeting.pk and row.dropped_at is None)
