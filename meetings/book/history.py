"""What went before on the matter of an agenda item: what was last decided, what is still owed."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any, Final
from uuid import UUID

from django.db.models import Q, QuerySet

from icsgov.record.kinds import MINUTES
from icsgov.record.models import Entry, EntryLink, Release
from icsgov.record.pages import AgendaRow
from icsgov.record.tree import Link
from meetings.book.parts import Part
from meetings.models import AgendaItem, Meeting
from meetings.outcomes.threads import threads_of

SETTLED: Final = ("closed", "merged", "superseded", "done", "complete")
SHOWN: Final = 3  # actions of one item; the rest is counted
Found = Mapping[UUID, Sequence[Entry]]


@dataclass(frozen=True)
class History:
    """Of one item. `about` names a priority where the decision is on that, not on the thread."""

    decision: Entry | None = None
    about: str = ""
    actions: tuple[Entry, ...] = ()

    @property
    def shown(self) -> tuple[Entry, ...]:
        return self.actions[:SHOWN]

    @property
    def more(self) -> int:
        """How many open actions are not shown."""
        return len(self.actions) - len(self.shown)


def histories(
    user: Any, meeting: Meeting, part: Part, rows: Sequence[AgendaRow], now: datetime
) -> dict[str, History]:
    """The history of each item by its anchor, of what the reader may read (about 10 queries).

    A thread is held together by keys: the item, its papers, promises that it keeps, the items
    under which they were made, and items of the same name at earlier meetings. Where it holds no
    decision, the last one on the one priority that the item supports is said, and named as such.
    """
    live = Release.objects.visible_to(user, now).live(now)
    threads = _threads(meeting, part, rows, live)
    said = _paragraphs(set().union(*threads.values()), live) if threads else {}
    keys = {
        anchor: things.union(*(said.get(each, ()) for each in things))
        for anchor, things in threads.items()
    }
    supported = {row.node.anchor: list(priorities_of(row)) for row in rows}
    wanted = set().union(*keys.values()) if keys else set()
    wanted |= {link.to for links in supported.values() for link in links}
    found = _found(wanted, live.exclude(subject=meeting.key))
    return {anchor: _history(own, supported[anchor], found) for anchor, own in keys.items()}


def priorities_of(row: AgendaRow) -> Iterator[Link]:
    """The priorities that the item or its papers support, each once."""
    links = [*row.node.links, *(link for paper in row.papers for link in paper.node.links)]
    seen: set[UUID] = set()
    for link in links:
        if link.rel == "supports" and link.words and link.to not in seen:
            seen.add(link.to)
            yield link


def _threads(
    meeting: Meeting, part: Part, rows: Sequence[AgendaRow], live: QuerySet[Release]
) -> dict[str, set[UUID]]:
    """What hangs together with each item, by its anchor."""
    own = {row.node.anchor: _own(row) for row in rows}
    for anchor, key in _earlier(meeting, part, rows):
        own[anchor].add(key)
    hang = threads_of(set().union(*own.values()), live) if own else {}
    return {anchor: keys.union(*(hang[key] for key in keys)) for anchor, keys in own.items()}


def _own(row: AgendaRow) -> set[UUID]:
    """The item, its papers, and what they keep or bring back."""
    nodes = [row.node, *(paper.node for paper in row.papers)]
    linked = {link.to for node in nodes for link in node.links if link.rel != "supports"}
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


def _paragraphs(things: Collection[UUID], live: QuerySet[Release]) -> dict[UUID, set[UUID]]:
    """The paragraphs of minutes under these items, by the item: actions name them (2 queries)."""
    under = EntryLink.objects.filter(
        rel=MINUTES, to__in=things, entry__kind="business", entry__release__in=live
    )
    spans = list(under.values_list("to", "entry__release", "entry__seq", "entry__end"))
    if not spans:
        return {}
    within = [Q(release=release, seq__range=(first, last)) for _, release, first, last in spans]
    rows = Entry.objects.filter(reduce(or_, within), thing__isnull=False)
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for release, seq, thing in rows.values_list("release", "seq", "thing"):
        for item, own, first, last in spans:
            if own == release and first <= seq <= last and thing is not None:
                found[item].add(thing)
    return found


def _found(keys: Collection[UUID], releases: QuerySet[Release]) -> Found:
    """Decisions and actions by what they are of, the oldest first (2 queries)."""
    entries = Entry.objects.filter(release__in=releases, kind__in=("decision", "action"))
    found: dict[UUID, list[Entry]] = defaultdict(list)
    linked = EntryLink.objects.filter(entry__in=entries, to__in=keys).select_related("entry")
    for link in linked.order_by("entry__on", "entry_id"):
        found[link.to].append(link.entry)
    for entry in entries.filter(thing__in=keys):
        if entry.thing is not None:
            found[entry.thing].append(entry)
    return found


def _history(keys: Iterable[UUID], supported: Sequence[Link], found: Found) -> History:
    own = _once(entry for key in keys for entry in found.get(key, ()))
    near = _once(entry for link in supported for entry in found.get(link.to, ()))
    decided = [each for each in own if each.kind == "decision"]
    decision, about = (decided[-1], "") if decided else _on_a_priority(supported, found)
    told = {each.thing for each in own}
    owed = [*own, *(each for each in near if each.thing not in told)]
    return History(decision, about, tuple(each for each in owed if _is_owed(each)))


def _is_owed(entry: Entry) -> bool:
    return entry.kind == "action" and entry.state not in SETTLED


def _on_a_priority(supported: Sequence[Link], found: Found) -> tuple[Entry | None, str]:
    """The last decision on a priority, where the item supports just one."""
    if len(supported) != 1:
        return None, ""
    (link,) = supported
    decided = [each for each in _once(found.get(link.to, ())) if each.kind == "decision"]
    return (decided[-1], link.words) if decided else (None, "")


def _once(entries: Iterable[Entry]) -> list[Entry]:
    """Each thing once, whoever may read it; the oldest first."""
    ordered = sorted(entries, key=lambda each: (f"{each.on or ''}", each.pk))
    return list({each.thing or each.pk: each for each in ordered}.values())
