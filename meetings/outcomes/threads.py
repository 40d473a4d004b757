"""The thread: from a promise to the item that keeps it, its papers, what was decided, what next.

Names change on the way; the links are between things, so that they hold through every renaming.
"""

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce
from itertools import groupby
from operator import or_
from typing import Final, TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet

from icsgov.record import places
from icsgov.record.kinds import BY, MINUTES
from icsgov.record.models import Entry, EntryLink, Release
from icsgov.record.models.releases import Audience
from meetings.proofs.outcomes import DECIDES, DECISION, FORWARD
from meetings.proofs.sitting import DISCHARGES

T = TypeVar("T", bound=Hashable)
MOST: Final = 300  # things on a thread; a promise a month makes this ten years
WORDS: Final = {
    "item": "On the agenda",
    "paper": "Paper",
    "business": "In the minutes",
    DECISION: "Decided",
    FORWARD: "Promised",
}
ORDER: Final = tuple(WORDS)
CALLED: Final = {"item": "Item", "business": "Item", "paper": "Enclosure"}


@dataclass(frozen=True)
class Step:
    """One thing on the way: what it is, where it is read, and what it keeps."""

    kind: str
    title: str
    url: str
    on: date | None
    board: str = ""
    text: str = ""
    thing: UUID | None = None
    keeps: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        return WORDS[self.kind]


@dataclass(frozen=True)
class Day:
    """The steps of one meeting, or of what belongs to none."""

    on: date | None
    board: str
    steps: tuple[Step, ...]


def by_day(steps: Iterable[Step]) -> list[Day]:
    """The steps in the order of their days, and of what came when on a day."""

    def place(step: Step) -> tuple[date, str]:
        return step.on or date.max, step.board

    ordered = sorted(steps, key=lambda step: (*place(step), ORDER.index(step.kind), step.title))
    groups = groupby(ordered, key=place)
    return [Day(None if on == date.max else on, board, tuple(each)) for (on, board), each in groups]


def _as_public(entry: Entry, url: str) -> str:
    return url


def on_record(
    start: UUID, releases: QuerySet[Release], place: Callable[[Entry, str], str] = _as_public
) -> list[Day]:
    """The thread of a thing as these releases tell it.

    `place` tells where a step is read, given its public address.
    """
    things = _connected({start, *_decided_by(start, releases)}, releases)
    found = list(_once(_entries(things, releases)))
    urls, keeps = places.addresses(found), _keeps(found)
    return by_day(_step(entry, place(entry, urls[entry.pk]), keeps) for entry in found)


def _decided_by(start: UUID, releases: QuerySet[Release]) -> Iterator[UUID]:
    """Where the thread of a decision begins: with what it decides."""
    yield from EntryLink.objects.filter(
        rel=DECIDES, entry__thing=start, entry__release__in=releases
    ).values_list("to", flat=True)


def threads_of(starts: Collection[UUID], releases: QuerySet[Release]) -> dict[UUID, set[UUID]]:
    """Items and promises that hang together with each of these, itself among them (1 query)."""
    tied = _tied(_pairs(starts, releases))
    return {key: _reached({key}, tied) for key in starts}


def _connected(start: set[UUID], releases: QuerySet[Release]) -> set[UUID]:
    """Items and promises that hang together with any of these (1 query)."""
    return connected(start, _pairs(start, releases))


def _pairs(start: Collection[UUID], releases: QuerySet[Release]) -> list[tuple[UUID, UUID]]:
    """Who keeps what and what was promised where, of the boards that have any of these."""
    boards = releases.filter(entries__thing__in=start).values("board")
    links = EntryLink.objects.filter(
        Q(rel=DISCHARGES) | Q(rel=BY, entry__kind=FORWARD),
        entry__release__in=releases.filter(board__in=boards),
    )
    return [(to, thing) for to, thing in links.values_list("to", "entry__thing") if thing]


def connected(start: Iterable[T], pairs: Iterable[tuple[T, T]]) -> set[T]:
    """All that is tied to the start by pairs, over any number of them, nearest first up to MOST.

    Rings of promises that keep each other end it like any other way.
    """
    return _reached(set(start), _tied(pairs))


def _tied(pairs: Iterable[tuple[T, T]]) -> dict[T, set[T]]:
    tied: dict[T, set[T]] = {}
    for one, other in pairs:
        tied.setdefault(one, set()).add(other)
        tied.setdefault(other, set()).add(one)
    return tied


def _reached(start: set[T], tied: Mapping[T, Collection[T]]) -> set[T]:
    seen, edge = set(start), set(start)
    while edge and len(seen) <= MOST:
        edge = {near for each in edge for near in tied.get(each, ())} - seen
        seen |= edge
    return seen


def _entries(things: Collection[UUID], releases: QuerySet[Release]) -> Iterator[Entry]:
    """What the record holds of these things, their papers, minutes and decisions (4 queries)."""
    rows = Entry.objects.filter(release__in=releases).select_related("release__board")
    rows = rows.prefetch_related("links")
    known = list(rows.filter(thing__in=things, kind__in=("item", FORWARD)))
    yield from known
    within = [
        Q(release=entry.release_id, seq__range=(entry.seq, entry.end))
        for entry in known
        if entry.kind == "item"
    ]
    if within:
        yield from rows.filter(reduce(or_, within), kind="paper")
    about = Q(kind=DECISION, links__rel=DECIDES) | Q(kind="business", links__rel=MINUTES)
    yield from rows.filter(about, links__to__in=things).distinct()


def _once(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Each thing once; what everybody may read comes before what members may."""
    ordered = sorted(entries, key=lambda entry: entry.release.audience != Audience.PUBLIC)
    seen: set[tuple[UUID | None, str]] = set()
    for entry in ordered:
        if (entry.thing, entry.kind) not in seen:
            seen.add((entry.thing, entry.kind))
            yield entry


def _keeps(entries: Iterable[Entry]) -> dict[UUID, str]:
    """The names of promises by their keys."""
    return {entry.thing: entry.title for entry in entries if entry.kind == FORWARD and entry.thing}


def _step(entry: Entry, url: str, promises: dict[UUID, str]) -> Step:
    release = entry.release
    kept = [link.to for link in entry.links.all() if link.rel == DISCHARGES]
    return Step(
        kind=entry.kind,
        title=_title(entry),
        url=url,
        on=release.on,
        board=release.board.short_name if release.board else "",
        text=entry.text if entry.kind == DECISION else "",
        thing=entry.thing,
        keeps=tuple(promises[key] for key in kept if key in promises),
    )


def _title(entry: Entry) -> str:
    """Item 4: Charter; Enclosure D: Charter; ICP/2023-04-25/D3 Agreed: Charter."""
    label = entry.label.rstrip(".")
    if entry.kind == DECISION:
        return f"{entry.ref} {entry.title}"
    if label and entry.kind in CALLED:
        return f"{CALLED[entry.kind]} {label}: {entry.title}"
    return entry.title
