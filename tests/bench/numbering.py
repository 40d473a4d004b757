"""Numbers and ranks at the size of long minutes."""

from collections.abc import Iterator
from datetime import time

from meetings import numbering, ranks, timetable
from tests.bench.figure import Figure, milliseconds

PARAGRAPHS = 400


def measure() -> Iterator[Figure]:
    """The time of each computation that a save of one paragraph or row repeats."""
    frozen = [f"3.{n:02}" if n % 3 else None for n in range(1, PARAGRAPHS + 1)]
    slots = [timetable.Slot(n % 20) for n in range(PARAGRAPHS)]
    for name, work in {
        "labels of 400 paragraphs, a third of them new": lambda: numbering.paragraph_labels(
            frozen, "3."
        ),
        "numbers of 400 agenda rows": lambda: numbering.item_labels(
            [n % 3 for n in range(PARAGRAPHS)]
        ),
        "clock times of 400 agenda rows": lambda: timetable.timetable(time(9), time(17), slots),
        "400 ranks typed one after the other between two": typed,
    }.items():
        yield Figure(name, milliseconds(work), "ms", limit=50)
    yield Figure("longest of these ranks", max(map(len, typed())), "chars", limit=ranks.CROWDED)


def typed() -> list[str]:
    """Ranks of 400 paragraphs, each put after the one before, ahead of one that stands."""
    last, following = ranks.spread(2)
    made = []
    for _ in range(PARAGRAPHS):
        last = ranks.between(last, following)
        made.append(last)
    return made
