"""Asks first: a meeting on one page, item by item; for the chair with what steering it needs."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from icsgov.boards.rights import standing
from icsgov.record.models import Entry, EntryLink, Release
from icsgov.record.pages import AgendaRow
from icsgov.record.tree import Link
from meetings.attending import counting
from meetings.book.editions import Edition, editions_of, minutes_of
from meetings.book.leaves import leaves_of
from meetings.book.parts import Part
from meetings.models import AgendaItem, ItemInterest, Meeting
from meetings.quorum import Quorate

SETTLED = ("closed", "merged", "superseded", "done", "complete")
PAST = {
    "approve": "approved",
    "agree": "agreed",
    "comment on": "commented on",
    "note": "noted",
    "support": "supported",
    "endorse": "endorsed",
    "discuss": "discussed",
    "consider": "considered",
    "decide": "decided",
    "adopt": "adopted",
    "ratify": "ratified",
    "receive": "received",
    "confirm": "confirmed",
    "delegate": "delegated",
}


@dataclass(frozen=True)
class Steering:
    """What the chair has to know of one item: `quorum` where conflicts bear on it."""

    conflicts: tuple[str, ...]
    quorum: str
    is_quorate: bool
    back: tuple[str, ...]

    @property
    def is_needed(self) -> bool:
        """Whether there is anything to say."""
        return bool(self.conflicts or self.back)


@dataclass(frozen=True)
class Line:
    """One item: what is asked, how long it takes, who leads it, and what went before."""

    row: AgendaRow
    papers: Sequence[Edition]
    pages: tuple[str, ...]
    priorities: tuple[Link, ...]
    actions: Sequence[Entry] = ()
    decision: Entry | None = None
    steering: Steering | None = None


@dataclass(frozen=True)
class Brief:
    """A part of a meeting, asks first; for the chair with what the replies promise."""

    part: Part
    lines: Sequence[Line]
    minutes: int = 0
    promised: counting.Forecast | None = None


def for_the_chair(user: Any, meeting: Meeting, now: datetime) -> bool:
    """Whether the reader steers the meeting, or prepares it."""
    seats = standing(user, now)
    return meeting.board_id in seats.chair | seats.secretary


def brief_of(
    user: Any, meeting: Meeting, part: Part, now: datetime, *, chair: bool = False
) -> Brief:
    """The brief of one part (about 10 queries, however many items)."""
    editions = editions_of([part.release])[part.release.pk]
    leaves = leaves_of(part.release)
    by_thing = {each.thing: each for each in editions}
    rows = [row for row in part.rows if row.node.kind == "item"]
    threads = _threads(user, meeting, part, rows, now)
    promised = counting.forecast(meeting) if chair else None
    steering = _steering(user, meeting, rows, promised, now) if promised else {}
    lines = [
        Line(
            row,
            [by_thing[p.node.thing] for p in row.papers if p.node.thing in by_thing],
            tuple(filter(None, (leaves.words(paper.node.thing) for paper in row.papers))),
            tuple(_priorities(row)),
            threads[row.node.anchor].actions,
            threads[row.node.anchor].decision,
            steering.get(row.node.anchor),
        )
        for row in rows
    ]
    return Brief(part, lines, minutes_of(editions, meeting.rules.reading), promised)


def _priorities(row: AgendaRow) -> Iterator[Link]:
    """The priorities that the item or its papers support, each once."""
    links = [*row.node.links, *(link for paper in row.papers for link in paper.node.links)]
    seen: set[UUID] = set()
    for link in links:
        if link.rel == "supports" and link.words and link.to not in seen:
            seen.add(link.to)
            yield link


@dataclass
class _Thread:
    actions: list[Entry] = field(default_factory=list)
    decision: Entry | None = None


def _threads(
    user: Any, meeting: Meeting, part: Part, rows: Sequence[AgendaRow], now: datetime
) -> dict[str, _Thread]:
    """What was decided and promised before on the same thread, by the anchor of each item.

    A thread is held together by keys: the item, its papers, the priorities it supports, what it
    discharges, and items of the same name at earlier meetings. Only what the reader may read.
    """
    keys = {row.node.anchor: _keys(row) for row in rows}
    for anchor, key in _earlier(meeting, part, rows):
        keys[anchor].add(key)
    every = set().union(*keys.values()) if keys else set()
    live = Release.objects.visible_to(user, now).live(now).exclude(subject=meeting.key)
    entries = Entry.objects.filter(release__in=live, kind__in=("decision", "action"))
    linked = EntryLink.objects.filter(entry__in=entries, to__in=every).select_related("entry")
    found: dict[UUID, list[Entry]] = defaultdict(list)
    for link in linked.order_by("entry__on", "entry_id"):
        found[link.to].append(link.entry)
    for entry in entries.filter(thing__in=every):
        if entry.thing is not None:
            found[entry.thing].append(entry)
    return {anchor: _thread(own, found) for anchor, own in keys.items()}


def _keys(row: AgendaRow) -> set[UUID]:
    nodes = [row.node, *(paper.node for paper in row.papers)]
    linked = {link.to for node in nodes for link in node.links}
    return linked | {node.thing for node in nodes if node.thing}


def _earlier(meeting: Meeting, part: Part, rows: Sequence[AgendaRow]) -> Iterator[tuple[str, UUID]]:
    """Items of the same name at earlier meetings of the board (1 query)."""
    named = {row.node.title: row.node.anchor for row in rows}
    items = AgendaItem.objects.filter(
        meeting__board=meeting.board,
        meeting__date__lt=meeting.date,
        part__lte=part.number,
        title__in=named,
    )
    for title, key in items.values_list("title", "key"):
        yield named[title], key


def _thread(keys: Collection[UUID], found: Mapping[UUID, Sequence[Entry]]) -> _Thread:
    entries = {entry.pk: entry for key in keys for entry in found.get(key, ())}
    ordered = sorted(entries.values(), key=lambda each: (f"{each.on or ''}", each.pk))
    decisions = [each for each in ordered if each.kind == "decision"]
    actions = [each for each in ordered if each.kind == "action" and each.state not in SETTLED]
    return _Thread(actions, decisions[-1] if decisions else None)


def _steering(
    user: Any,
    meeting: Meeting,
    rows: Sequence[AgendaRow],
    promised: counting.Forecast,
    now: datetime,
) -> dict[str, Steering]:
    """Conflicts, what they leave of the quorum, and the words to state back, by anchor."""
    declared = ItemInterest.objects.visible_to(user, now).filter(item__meeting=meeting)
    by_item: dict[UUID, list[ItemInterest]] = defaultdict(list)
    for each in declared.select_related("item", "person"):
        by_item[each.item.key].append(each)
    return {
        row.node.anchor: _steer(
            meeting, row, by_item[row.node.thing] if row.node.thing else [], promised
        )
        for row in rows
    }


def _steer(
    meeting: Meeting,
    row: AgendaRow,
    declared: Sequence[ItemInterest],
    promised: counting.Forecast,
) -> Steering:
    out = {each.person_id for each in declared if each.done != ItemInterest.Done.NOTED}
    answer = counting.without(meeting.rules.quorum, promised, out) if out else None
    return Steering(
        conflicts=tuple(
            f"{each.person}: {each.words} ({each.get_done_display().lower()})" for each in declared
        ),
        quorum=counting.in_words(answer) if answer else "",
        is_quorate=isinstance(answer, Quorate),
        back=tuple(state_back(ask["verb"], ask["text"]) for ask in row.asked),
    )


def state_back(verb: str, text: str) -> str:
    """What the chair says before the item is left: The board has noted the progress made."""
    done = PAST.get(verb.strip().lower())
    words = text.strip().rstrip(".")
    if done is None:
        return f"The board has been asked to {verb.strip().lower()} {words}. Is that agreed?"
    return f"The board has {done} {words}."
