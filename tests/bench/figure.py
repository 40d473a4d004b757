"""What a benchmark yields, and how a time is taken."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Figure:
    """A measured value; `limit` is the most it may be, `goal` what it should come to."""

    name: str
    value: float
    unit: str
    limit: float | None = None
    goal: float | None = None

    @property
    def holds(self) -> bool:
        return self.limit is None or self.value <= self.limit


def milliseconds(work: Callable[[], object], rounds: int = 5) -> float:
    """The median time of some rounds of work, after one to warm up."""
    work()
    return median(_once(work) for _ in range(rounds))


def _once(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000
