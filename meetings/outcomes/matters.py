"""Matters arising: the action log of a meeting, with what was closed since the last one."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch

from meetings.models import Action, ActionUpdate, Meeting


@dataclass(frozen=True)
class Matter:
    """One action with what its owners said since the last meeting."""

    action: Action
    last: ActionUpdate | None
    overdue: bool


@dataclass(frozen=True)
class Log:
    """The log of one part for one meeting: overdue and due first, then what is still to come."""

    meeting: Meeting
    since: date | None
    due: tuple[Matter, ...]
    open: tuple[Matter, ...]
    closed: tuple[Matter, ...]

    @property
    def matters(self) -> tuple[Matter, ...]:
        return (*self.due, *self.open, *self.closed)

    @property
    def is_empty(self) -> bool:
        return not self.matters


def log_of(meeting: Meeting, part: int, *, only: Collection[UUID] | None = None) -> Log:
    """The action log that a meeting looks at (5 queries); `only` these actions where given."""
    since = before(meeting)
    rows = Action.objects.standing().filter(board=meeting.board, part=part).for_record()
    rows = rows.prefetch_related(Prefetch("updates", ActionUpdate.objects.order_by("-at", "-pk")))
    if only is not None:
        rows = rows.filter(key__in=only)
    still = rows.filter(made_on__lt=meeting.date).open().order_by("due", "number")
    closed = rows.filter(state="closed", closed_at_meeting__date__lte=meeting.date)
    if since is not None:
        closed = closed.filter(closed_at_meeting__date__gte=since)
    matters = _matters(still, meeting.date)
    return Log(
        meeting,
        since,
        due=tuple(each for each in matters if each.action.due and each.action.due <= meeting.date),
        open=tuple(
            each for each in matters if not each.action.due or each.action.due > meeting.date
        ),
        closed=tuple(_matters(closed.order_by("number"), meeting.date)),
    )


def before(meeting: Meeting) -> date | None:
    """The day of the board's meeting before this one, if there was one."""
    past = meeting.board.meetings.past(meeting.date).exclude(pk=meeting.pk)
    last: date | None = past.values_list("date", flat=True).first()
    return last


def _matters(actions: Iterable[Action], on: date) -> list[Matter]:
    return [
        Matter(action, next(iter(action.updates.all()), None), action.is_overdue(on))
        for action in actions
    ]
