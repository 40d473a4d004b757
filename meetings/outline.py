"""The agenda as it prints: numbers, enclosure letters and clock times of one part's rows.

Nothing here asks the database: items come with their enclosures and papers at hand.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import time
from itertools import count
from string import digits

from icsgov.boards.rules import Rules
from meetings.models import AgendaItem, Enclosure, Meeting
from meetings.numbering import enclosure_labels, item_labels
from meetings.timetable import Slot, Timed, timetable


@dataclass(frozen=True)
class Row:
    """One row of the agenda with what is computed for it; `depth` 0 is the outermost."""

    item: AgendaItem
    depth: int
    label: str
    timed: Timed
    letters: tuple[tuple[Enclosure, str], ...] = ()

    @property
    def has_time(self) -> bool:
        """Whether a clock time stands beside it: not beside headings and lines without minutes."""
        item = self.item
        if item.kind == AgendaItem.Kind.HEADING:
            return False
        return self.depth == 0 or bool(item.minutes or item.fixed_time)


def outline(
    meeting: Meeting,
    items: Sequence[AgendaItem],
    starts: time,
    ends: time,
    *,
    used: Collection[str] = (),
) -> list[Row]:
    """The rows of one part in order. `items` are in print order; `used` are letters once given."""
    rules = meeting.rules
    depths = _depths(items)
    labels = _labels(items, depths, rules)
    times = timetable(starts, ends, (Slot(item.minutes, item.fixed_time) for item in items))
    letters = _letters(items, labels, rules, used)
    return [
        Row(item, depth, label, timed, tuple(letters.get(item.pk, ())))
        for item, depth, label, timed in zip(items, depths, labels, times.rows, strict=True)
    ]


def _depths(items: Iterable[AgendaItem]) -> list[int]:
    """How deep each row stands; a row whose parent is not there stands outermost."""
    known: dict[int, int] = {}
    for item in items:
        known[item.pk] = known.get(item.parent_id, -1) + 1 if item.parent_id else 0
    return list(known.values())


def _labels(items: Sequence[AgendaItem], depths: Sequence[int], rules: Rules) -> list[str]:
    numbered = [
        depth if item.kind in AgendaItem.NUMBERED else None
        for item, depth in zip(items, depths, strict=True)
    ]
    computed = item_labels(numbered, rules.numbering)
    return [item.label or label for item, label in zip(items, computed, strict=True)]


def _letters(
    items: Sequence[AgendaItem], labels: Sequence[str], rules: Rules, used: Collection[str]
) -> dict[int, list[tuple[Enclosure, str]]]:
    """Each item's enclosures with their letters; withdrawn papers have none."""
    lettered = [
        (enclosure, label)
        for item, label in zip(items, labels, strict=True)
        if item.mode != AgendaItem.Mode.VERBAL
        for enclosure in item.enclosures.all()
        if not is_withdrawn(enclosure)
    ]
    kept = {each.letter for item in items for each in item.enclosures.all()}
    given = frozen_letters(
        [enclosure.letter for enclosure, _ in lettered],
        [label for _, label in lettered],
        rules.enclosures,
        used=kept.union(used),
        suffix=rules.late_papers == "suffix",
    )
    by_item: dict[int, list[tuple[Enclosure, str]]] = {}
    for (enclosure, _), letter in zip(lettered, given, strict=True):
        by_item.setdefault(enclosure.item_id, []).append((enclosure, letter))
    return by_item


def is_withdrawn(enclosure: Enclosure) -> bool:
    """Whether the paper was taken off, so that nothing of it is printed."""
    return enclosure.paper is not None and enclosure.paper.state == "withdrawn"


def frozen_letters(
    frozen: Sequence[str],
    items: Sequence[str],
    style: str = "letters",
    *,
    used: Collection[str] = (),
    suffix: bool = True,
) -> list[str]:
    """The letters of enclosures in print order, of which some were released with theirs.

    `items` are the labels of the items they stand under. Frozen letters stay. Afterwards a new
    one between two gets the letter before it with a number (B1) by `suffix`; else, and at the
    end, the next letter that nothing ever had. `used` holds those of papers that are gone.
    """
    if not any(frozen):
        return enclosure_labels(items, style)
    taken = {*used, *frozen}
    last = max(at for at, letter in enumerate(frozen) if letter)
    given: list[str] = []
    for at, letter in enumerate(frozen):
        if not letter:
            inserted = suffix and style == "letters" and 0 < at < last
            free = _numbered(given[-1]) if inserted else _counted(items[at], style)
            letter = next(each for each in free if each not in taken)
            taken.add(letter)
        given.append(letter)
    return given


def _numbered(letter: str) -> Iterator[str]:
    """B1, B2 …"""
    stem = letter.rstrip(digits)
    return (f"{stem}{number}" for number in count(1))


def _counted(item: str, style: str) -> Iterator[str]:
    """A, B … or 2a, 2b … as the board letters its enclosures."""
    return (enclosure_labels([item] * number, style)[-1] for number in count(1))
