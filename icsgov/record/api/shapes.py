"""From entries of the record to objects: what all types share, and those that OParl lacks."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from icsgov.record import places
from icsgov.record.api import addresses, things
from icsgov.record.api.things import Source, Thing
from icsgov.record.kinds import AGENDA, MINUTES, NOTICE, PLACE, PROFILE, QUESTION
from icsgov.record.models import Entry, EntryLink, Release

Object = dict[str, Any]
ROWS = ("item", "heading", "break")


@dataclass(frozen=True)
class Kind:
    """A type of object: its list's name, what it is called, and which entries it is made from."""

    name: str
    called: str
    source: Source
    is_own: bool = False

    @property
    def type(self) -> str:
        return addresses.own(self.called) if self.is_own else addresses.oparl(self.called)

    def url(self, key: UUID | str) -> str:
        """Where one of them is read."""
        return addresses.url(self.name, key)


ORGANIZATION = Kind("organizations", "Organization", Source(("board",), (PROFILE,)))
PERSON = Kind("persons", "Person", Source(("person",), (PROFILE,)))
MEMBERSHIP = Kind("memberships", "Membership", Source(("seat",), (PROFILE,)))
MEETING = Kind("meetings", "Meeting", Source(("notice", "meeting"), (NOTICE, AGENDA)))
AGENDA_ITEM = Kind("agenda-items", "AgendaItem", Source(ROWS, (AGENDA,)))
PAPER = Kind("papers", "Paper", Source(("paper",), (AGENDA,)))
PARAGRAPH = Kind("minute-paragraphs", "MinuteParagraph", Source(("minute",), (MINUTES,)), True)
DECISION = Kind("decisions", "Decision", Source(("decision",), ("decision",)), True)
ACTION = Kind("actions", "Action", Source(("action",), ("action",)), True)
ASKED = Kind("questions", "Question", Source(("question",), (QUESTION,)), True)
FORWARD = Kind("forward-entries", "ForwardEntry", Source(("forward",), ("forward",)), True)
PRIORITY = Kind("priorities", "Priority", Source(("priority",), ("plan",)), True)
AREA = Kind("places", "Place", Source((PLACE,), ("plan",)), True)
OWN = (PARAGRAPH, DECISION, ACTION, ASKED, FORWARD, PRIORITY, AREA)
KINDS = (ORGANIZATION, PERSON, MEMBERSHIP, MEETING, AGENDA_ITEM, PAPER, *OWN)

Shaper = Callable[[Mapping[UUID, list[Entry]], datetime], dict[UUID, Object]]


def objects(kind: Kind, rows: Iterable[Thing], shape: Shaper, now: datetime) -> list[Object]:
    """Things as objects, in their order; what is gone keeps only its days."""
    wanted = list(rows)
    present = [thing.key for thing in wanted if not thing.gone]
    shaped = shape(things.entries(kind.source, present, now), now) if present else {}
    return [stamped(kind, thing, shaped.get(thing.key)) for thing in wanted]


def stamped(kind: Kind, thing: Thing, shaped: Object | None) -> Object:
    """The object with its id, type and days; a tombstone where nothing can be read."""
    base = {
        "id": kind.url(thing.key),
        "type": kind.type,
        "created": thing.created,
        "modified": thing.modified,
    }
    if thing.gone or shaped is None:
        return {**base, "deleted": True}
    return base | shaped


def webs(entries: Sequence[Entry]) -> dict[int, str]:
    """The pages on which people read these entries, by the entry's id (1 query)."""
    return {pk: addresses.absolute(path) for pk, path in places.addresses(entries).items()}


def links(entries: Sequence[Entry], now: datetime) -> dict[int, list[dict[str, str]]]:
    """What these entries do to other things, by the entry's id (2 queries)."""
    rows = list(EntryLink.objects.filter(entry__in=entries).order_by("pk"))
    known = _kinds_of({row.to for row in rows}, now)
    found: dict[int, list[dict[str, str]]] = {}
    for row in rows:
        to = known[row.to].url(row.to) if row.to in known else f"urn:uuid:{row.to}"
        made = {"rel": row.rel, "to": to, "words": row.words}
        found.setdefault(row.entry_id, []).append({k: v for k, v in made.items() if v})
    return found


def _kinds_of(keys: set[UUID], now: datetime) -> dict[UUID, Kind]:
    """Of which type the things with these keys are (1 query)."""
    if not keys:
        return {}
    live = Release.objects.for_public(now).live(now)
    rows = Entry.objects.filter(thing__in=keys, release__in=live)
    by_kind = {name: kind for kind in KINDS for name in kind.source.entries}
    pairs = rows.values_list("thing", "kind").distinct()
    return {key: by_kind[name] for key, name in pairs if key and name in by_kind}


def shape_own(found: Mapping[UUID, list[Entry]], now: datetime) -> dict[UUID, Object]:
    """Paragraphs, decisions, actions, questions, promises, priorities and places (4 queries)."""
    entries = [rows[-1] for rows in found.values()]
    pages, linked = webs(entries), links(entries, now)
    boards = board_keys(entries)
    return {
        key: _own(rows[-1], pages, linked, boards.get(rows[-1].release.board_id))
        for key, rows in found.items()
    }


def _own(
    entry: Entry,
    pages: Mapping[int, str],
    linked: Mapping[int, list[dict[str, str]]],
    board: UUID | None,
) -> Object:
    at_meeting = entry.release.kind == MINUTES
    return {
        "name": entry.title or None,
        "number": entry.label or None,
        "reference": entry.ref or None,
        "text": entry.text or None,
        "state": entry.state or None,
        "date": entry.on or (entry.release.on if at_meeting else None),
        "organization": ORGANIZATION.url(board) if board else None,
        "meeting": MEETING.url(entry.release.subject) if at_meeting else None,
        "details": {name: value for name, value in entry.data.items() if name != "html"} or None,
        "links": linked.get(entry.pk),
        "web": pages.get(entry.pk),
    }


def board_keys(entries: Sequence[Entry]) -> dict[int | None, UUID]:
    """The public keys of the boards that released these entries, by the board's id (1 query)."""
    boards = {entry.release.board_id for entry in entries if entry.release.board_id}
    rows = Release.objects.filter(kind=PROFILE, board__in=boards).order_by("pk")
    return dict(rows.values_list("board_id", "subject"))
