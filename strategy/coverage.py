"""Coverage: which parts of a plan no board has discussed lately."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from icsgov.record.kinds import AGENDA
from strategy import threads
from strategy.models import Part, Plan

LATELY: Final = 2  # meetings


@dataclass(frozen=True)
class Covered:
    """A part, the day on which a board last had it, and how many meetings have passed since."""

    part: Part
    last: date | None
    passed: int

    @property
    def is_neglected(self) -> bool:
        """Whether it was missing from the last two meetings."""
        return self.passed >= LATELY


def coverage(plan: Plan, user: Any, now: datetime) -> list[Covered]:
    """The priorities and work areas of a plan, the longest neglected first (4 queries).

    Meetings are those of the plan's board, or of any for a plan of the system, whose papers this
    reader may read.
    """
    readable = threads.readable(user, now)
    parts = list(plan.parts.standing().filter(sort__in=("priority", "area", "charter-section")))
    beneath = dict(plan.parts.standing().exclude(parent=None).values_list("key", "parent__key"))
    last = threads.last_discussed([*beneath, *(part.key for part in parts)], readable)
    held = _meetings(plan, readable, plan.board.today(now))
    rows = [_covered(part, beneath, last, held) for part in parts]
    return sorted(rows, key=lambda row: (-row.passed, row.part.position))


def _covered(
    part: Part, beneath: dict[Any, Any], last: dict[Any, date], held: list[date]
) -> Covered:
    own = {part.key, *(key for key, parent in beneath.items() if parent == part.key)}
    on = max((day for key, day in last.items() if key in own), default=None)
    return Covered(part, on, sum(1 for day in held if on is None or day > on))


def _meetings(plan: Plan, readable: Any, today: date) -> list[date]:
    """The days of meetings with papers, up to today."""
    rows: Any = readable.filter(kind=AGENDA, on__lte=today)
    if plan.board.kind != plan.board.Kind.SYSTEM:
        rows = rows.filter(board=plan.board)
    return sorted({release.on for release in rows.only("on", "pk")} - {None})
