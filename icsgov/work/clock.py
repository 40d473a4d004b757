"""The clock tick: gives back what is stale, knocks for what waits, starts what is due."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from icsgov.work import jobs, mail, scratch
from icsgov.work.models import Work

_STARTERS: list[Callable[[datetime], None]] = []
PATIENCE = timedelta(seconds=20)


def every_tick(function: Callable[[datetime], None]) -> Callable[[datetime], None]:
    """Register what the clock asks for at each tick; must be harmless when run twice."""
    _STARTERS.append(function)
    return function


@dataclass(frozen=True)
class Tick:
    """What one tick did."""

    given_back: int
    knocked: int
    sent: int


def tick(now: datetime) -> Tick:
    """One turn of the clock."""
    stale = list(Work.objects.stale(now))
    given_back = sum(work.give_back(now, "The worker stopped three times.") for work in stale)
    for start in _STARTERS:
        start(now)
    scratch.sweep(now)
    jobs.forget_knocks(now)
    knocked = _knock(now)
    return Tick(given_back, knocked, mail.send_due(now))


def _knock(now: datetime) -> int:
    """Knock once more for what waits though nothing in the queue says so; how often."""
    unheard = jobs.unheard()
    waiting = Work.objects.ready(now).filter(asked_at__lt=now - PATIENCE)[:100]
    lost = [work for work in waiting if str(work.key) not in unheard]
    for work in lost:
        jobs.knock(work)
    return len(lost)
