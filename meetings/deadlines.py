"""When papers are due, and when those who owe one are reminded."""

from collections.abc import Iterable
from datetime import date, timedelta

from icsgov.boards.rules import Days
from meetings import dates


def papers_due(meeting: date, rule: Days) -> date:
    """The last day for papers of a meeting, by the board's rule."""
    if rule.working:
        return dates.due(meeting, rule.days)
    return meeting - timedelta(days=rule.days)


def reminder(due: date, today: date, days_before: Iterable[int]) -> int | None:
    """Which of the board's reminders is the one for today: the last whose day has come.

    None before the first and after the deadline. A clock that stood still for a day still sends
    the one it missed.
    """
    left = (due - today).days
    reached = [days for days in days_before if days >= left]
    return min(reached) if reached and left >= 0 else None
