"""Reminders to those who owe a paper: by the board's rule, or at a secretary's word."""

from collections.abc import Iterator
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from icsgov.boards.rights import may
from icsgov.work.clock import every_tick
from icsgov.work.mail import Composed, composes
from icsgov.work.models import Message
from meetings import deadlines
from meetings.calling import REMINDERS
from meetings.models import Paper
from meetings.progress import Progress, progress_of_all
from meetings.tasks import calls, letters

# Nobody is reminded at night.
MORNING = time(8)


@every_tick
def remind(now: datetime) -> None:
    """Queue the reminders whose day has come, each once for each reader and deadline."""
    for row, once in _due(now):
        letters.tell("paper-due", row.paper, letters.authors_of(row.paper, now), now, once=once)
        calls.remind(row.paper, now, once=once)


def _due(now: datetime) -> Iterator[tuple[Progress, str]]:
    """The owed papers to remind of now, each with what keeps it from being sent twice."""
    wanted = [
        (row, f"paper-due:{row.paper.key}:{row.due}:{which}")
        for row in progress_of_all(Paper.objects.owed().enclosed_from(now).for_desk(), now)
        if _is_morning(row, now)
        for which in [_which(row)]
        if which is not None
    ]
    sent = set(
        Message.objects.filter(
            kind__in=REMINDERS, thing__in=[row.paper.key for row, _ in wanted]
        ).values_list("once", flat=True)
    )
    for row, once in wanted:
        if not any(each.startswith(f"{once}:") for each in sent):
            yield row, once


def _is_morning(row: Progress, now: datetime) -> bool:
    return now.astimezone(ZoneInfo(row.paper.board.zone)).time() >= MORNING


def _which(row: Progress) -> int | None:
    if row.due is None or row.facts.mode == "verbal":
        return None
    return deadlines.reminder(row.due, row.today, row.rules.chase_days)


def nudge(paper: Paper, by: Any, now: datetime) -> list[str]:
    """Remind the authors now, at most once a day; the names of those who were written to."""
    once = f"nudge:{paper.key}:{paper.board.today(now)}"
    accounts = letters.authors_of(paper, now)
    told = accounts if letters.tell("paper-due", paper, accounts, now, once=once) else []
    names = [*map(str, told), *map(str, calls.remind(paper, now, once=once))]
    if names:
        paper.record_change("reminded", by, now, words=", ".join(names))
    return names


@composes("paper-due")
def compose_due(message: Message, now: datetime) -> Composed | None:
    """A reminder to those who owe a paper; not sent once it was handed in."""
    row = letters.read(message, now)
    if row is None or not may(message.user, "submit", row.paper, now):
        return None
    if row.owing is None or row.paper.state == Paper.State.SUBMITTED:
        return None
    due = letters.due_words(row)
    return letters.composed(
        row,
        f"Reminder: {letters.called(row)}{due}",
        f"{letters.capital(letters.called(row))} for {letters.for_meeting(row)}{due}.",
        calls.own_link_words(message.user, row.paper, now),
        "You can write it, upload it and submit it here:",
    )
