"""Clock times of an agenda: start and minutes make them, fixed times interrupt them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time

DAY = 24 * 60


@dataclass(frozen=True)
class Slot:
    """How long a row takes, in minutes, and when it must start, if that is fixed."""

    minutes: int = 0
    fixed: time | None = None


@dataclass(frozen=True)
class Timed:
    """When a row starts and ends on the clock.

    `gap` is the minutes left free before its fixed time; below 0, the minutes by which the rows
    before it run into it.
    """

    starts: time
    ends: time
    gap: int = 0


@dataclass(frozen=True)
class Timetable:
    """The rows with their times, the minutes they take, and those past the meeting's end.

    `over` is below 0 while there are minutes to spare.
    """

    rows: list[Timed]
    used: int
    over: int


def timetable(start: time, end: time, slots: Iterable[Slot]) -> Timetable:
    """When each row of a meeting is taken, in order; a clock that passes midnight starts anew."""
    now, used, rows = _minutes(start), 0, []
    for slot in slots:
        gap = _minutes(slot.fixed) - now if slot.fixed else 0
        now += gap
        rows.append(Timed(_clock(now), _clock(now + slot.minutes), gap))
        now += slot.minutes
        used += slot.minutes
    return Timetable(rows, used, now - _minutes(end))


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def _clock(minutes: int) -> time:
    hours, minutes = divmod(minutes % DAY, 60)
    return time(hours, minutes)
