"""In which order items were taken, and between which of them somebody was there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import time
from itertools import pairwise

from meetings.minuting.printing import listed
from meetings.models import AgendaItem, Attendance, Meeting, Minutes, MinuteSection
from meetings.numbering import item_labels


@dataclass(frozen=True)
class Stop:
    """One item as it was, or will be, taken. `place` counts from 1, Part 1 before Part 2."""

    place: int
    part: int
    label: str
    title: str
    item: int | None = None
    section: int | None = None
    began: time | None = None

    def __str__(self) -> str:
        return f"{self.label} {self.title}".strip()


def taken(meeting: Meeting) -> list[Stop]:
    """Every item: those begun in the order of their times, the others where the agenda has them.

    Of a part whose minutes are not begun the agenda is read (2 queries).
    """
    minuted = MinuteSection.objects.filter(minutes__meeting=meeting).select_related("minutes")
    sections = list(minuted.order_by("rank", "pk"))
    rows = meeting.items.filter(parent=None, kind__in=AgendaItem.NUMBERED)
    items = list(rows.in_order())
    found: list[Stop] = []
    for part in (1, 2):
        of_part = [row for row in sections if row.minutes.part == part]
        planned = [item for item in items if item.part == part]
        found += _of_minutes(of_part, part) if of_part else _of_agenda(meeting, planned, part)
    return [replace(stop, place=place) for place, stop in enumerate(found, 1)]


def _of_minutes(rows: Iterable[MinuteSection], part: int) -> list[Stop]:
    return in_order(
        [Stop(0, part, row.label, row.title, row.item_id, row.pk, row.began) for row in rows]
    )


def in_order(stops: Sequence[Stop]) -> list[Stop]:
    """Begun ones by their time; each other one behind what stands before it on the agenda."""
    begun = sorted((stop for stop in stops if stop.began), key=lambda stop: stop.began or time.min)
    made: list[Stop] = list(begun)
    before: Stop | None = None
    for stop in stops:
        if stop.began is None:
            made.insert(made.index(before) + 1 if before else 0, stop)
        before = stop
    return made


def out_of_order(minutes: Minutes) -> dict[int, str]:
    """Sections that were begun behind one that stands later: each with the item it followed."""
    rows = [row for row in minutes.sections.order_by("rank", "pk") if row.began]
    stands = {row.pk: place for place, row in enumerate(rows)}
    taken_rows = sorted(rows, key=lambda row: (row.began or time.min, stands[row.pk]))
    pairs = pairwise(taken_rows)
    return {
        row.pk: f"item {before.label}" if before.label else f"“{before.title}”"
        for before, row in pairs
        if stands[before.pk] > stands[row.pk]
    }


def _of_agenda(meeting: Meeting, items: Sequence[AgendaItem], part: int) -> list[Stop]:
    labels = item_labels([0] * len(items), meeting.rules.numbering)
    return [
        Stop(0, part, item.label or label.rstrip("."), item.title, item.pk)
        for item, label in zip(items, labels, strict=True)
    ]


def there_in(row: Attendance, part: int) -> bool:
    """Whether a person was there in a part at all: nobody is listed in a part they did not see.

    That somebody came for Part 2 alone must not stand in the minutes of Part 1.
    """
    if row.from_item is not None and row.from_item.part > part:
        return False
    return row.to_item is None or row.to_item.part >= part


def span_in(row: Attendance, part: int) -> tuple[AgendaItem | None, AgendaItem | None]:
    """The first and last item of a part for which somebody was there; None for its ends."""
    first = row.from_item if row.from_item and row.from_item.part == part else None
    last = row.to_item if row.to_item and row.to_item.part == part else None
    return first, last


def while_words(row: Attendance, part: int) -> str:
    """For which items of a part somebody was there, where it was not for all of them."""
    first, last = span_in(row, part)
    away = [str(item) for item in row.away.all() if item.part == part]
    if first and last:
        said = f"from “{first}” to “{last}”" if first != last else f"for “{first}”"
    elif first:
        said = f"from “{first}” on"
    else:
        said = f"until “{last}”" if last else ""
    out = f"not for {listed([f'“{title}”' for title in away])}" if away else ""
    return ", ".join(filter(None, (said, out)))
