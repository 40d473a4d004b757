"""Which paragraphs stand elsewhere in a file than in what it was made from. Knows no Django."""

from bisect import bisect_left
from collections.abc import Sequence

Place = tuple[str, str]  # the section, and the paragraph in it


def moved(before: Sequence[Place], after: Sequence[Place]) -> set[str]:
    """The fewest paragraphs that must have been moved to come from one order to the other.

    Those that are new or gone move nothing.
    """
    at = {name: place for place, (_, name) in enumerate(before)}
    home = {name: section for section, name in before}
    known = [(section, name) for section, name in after if name in at]
    stayed = [name for section, name in known if section == home[name]]
    kept = {stayed[n] for n in _longest_rising([at[name] for name in stayed])}
    return {name for _, name in known} - kept


def _longest_rising(numbers: Sequence[int]) -> list[int]:
    """The positions of a longest rising run of these numbers, gaps allowed (n log n)."""
    tails: list[int] = []  # the least number that ends a run of each length
    ends: list[int] = []  # and its position
    before: list[int | None] = []
    for position, number in enumerate(numbers):
        length = bisect_left(tails, number)
        before.append(ends[length - 1] if length else None)
        if length == len(tails):
            tails.append(number)
            ends.append(position)
        else:
            tails[length], ends[length] = number, position
    run: list[int] = []
    here = ends[-1] if ends else None
    while here is not None:
        run.append(here)
        here = before[here]
    return run[::-1]
