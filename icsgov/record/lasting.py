"""What a page that is drawn makes of the clock, besides what it asks the database.

A page may say what day it is, or which release is live. It notes here until when that stays so;
what is kept of it is not sent after that. Public pages ask for the day here and nowhere else.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time, timedelta
from typing import Final

from django.utils import timezone

_ENDS: Final[ContextVar[list[datetime] | None]] = ContextVar("ends", default=None)


@contextmanager
def watched() -> Iterator[list[datetime]]:
    """The hours at which something that is drawn within becomes untrue by itself."""
    ends: list[datetime] = []
    token = _ENDS.set(ends)
    try:
        yield ends
    finally:
        _ENDS.reset(token)


def until(hour: datetime) -> None:
    """Note that what is drawn now is true until before this hour."""
    ends = _ENDS.get()
    if ends is not None:
        ends.append(hour)


def today(now: datetime) -> date:
    """The day it is for the public; a page that asks for it is made anew the next day."""
    day = timezone.localdate(now)
    until(timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min)))
    return day
