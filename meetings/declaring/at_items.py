"""Interests at the items of a meeting: what to ask about, what was declared, what was done."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from icsgov.boards.models import Person
from meetings import withholding
from meetings.declaring import register
from meetings.declaring.matching import Match, match
from meetings.models import AgendaItem, Interest, ItemInterest, Meeting, Paper


@dataclass(frozen=True)
class Prompt:
    """An interest that may bear on an item, and why; `recorded` once something was written."""

    interest: Interest
    match: Match
    recorded: bool = False

    @property
    def sentence(self) -> str:
        """Ann Able: trustee of X. “X” stands in “Focus on X”."""
        held = ", ".join(filter(None, (self.interest.organisation, self.interest.words)))
        return f"{self.interest.person}: {held.rstrip('.')}."

    @property
    def why(self) -> str:
        return f"“{self.match.words}” stands in “{self.match.line}”."


@dataclass(frozen=True)
class AtItem:
    """An item with what was declared at it, and what to ask about."""

    item: AgendaItem
    records: Sequence[ItemInterest]
    prompts: Sequence[Prompt]

    @property
    def open(self) -> list[Prompt]:
        """The prompts about which nothing was written yet."""
        return [each for each in self.prompts if not each.recorded]


def lines_of(item: AgendaItem) -> list[str]:
    """What an item is about: its title, its lines, the titles of its papers."""
    papers = [each.paper.title for each in item.enclosures.all() if each.paper]
    return [item.title, *item.text_lines, *papers]


def at_items(meeting: Meeting, items: Iterable[AgendaItem]) -> list[AtItem]:
    """The items, which the reader sees, with records and prompts (4 queries)."""
    rows = list(items)
    records: dict[int, list[ItemInterest]] = {}
    known = ItemInterest.objects.filter(item__in=rows).select_related("person", "interest")
    for record in known.order_by("pk"):
        records.setdefault(record.item_id, []).append(record)
    held = register.of_meeting(meeting.board, meeting.date)
    return [_at(item, held, records.get(item.pk, [])) for item in rows]


def _at(item: AgendaItem, held: Sequence[Interest], records: Sequence[ItemInterest]) -> AtItem:
    done = {record.interest_id for record in records}
    lines = lines_of(item)
    found = ((row, match(row.organisation, row.words, lines)) for row in held)
    return AtItem(item, records, [Prompt(row, why, row.pk in done) for row, why in found if why])


def bearing_on(paper: Paper) -> dict[int, str]:
    """Who holds an interest that a paper's title or its item names, with the interest (2 queries).

    By the id of the person; the meeting is the one that the paper goes to next.
    """
    place = paper.enclosure
    if place is None:
        return {}
    lines = [paper.title, place.item.title, *place.item.text_lines]
    held = register.of_meeting(place.item.meeting.board, place.item.meeting.date)
    found = {}
    for row in held:
        if match(row.organisation, row.words, lines):
            words = ", ".join(filter(None, (row.organisation, row.words)))
            found[row.person_id] = f"{row.get_kind_display()} interest: {words}"
    return found


@dataclass(frozen=True)
class Said:
    """What was declared at an item, and what was done about it."""

    person: Person
    words: str
    done: str
    interest: Interest | None = None
    published: bool = True


@transaction.atomic
def record(item: AgendaItem, said: Said, by: Any, now: datetime) -> ItemInterest:
    """Write it; saying it again about the same interest changes what was written.

    “Paper withheld” withholds the item's papers; what `withholding.refusals` says could not be.
    """
    rows = ItemInterest.objects.select_for_update().filter(item=item, person=said.person)
    same = Q(interest=said.interest) if said.interest else Q(interest=None, words=said.words)
    known = rows.filter(same).first()
    fields: dict[str, Any] = {"words": said.words, "done": said.done, "published": said.published}
    if known is not None:
        known.save_at(known.version, by, now, **fields)
        withholding.follow(known, by, now)
        return known
    made = ItemInterest(item=item, person=said.person, interest=said.interest, **fields)
    made.create_by(by, now)
    item.record_change("interest", by, now, words=str(made))
    withholding.follow(made, by, now)
    return made


@transaction.atomic
def withdraw(row: ItemInterest, by: Any, now: datetime) -> None:
    """Take a record off an item on which it was written by mistake; the item's history keeps it."""
    row.item.record_change("interest taken off", by, now, words=f"{row}: {row.words}")
    withholding.end_of(row, "The interest was taken off the item.", by, now)
    row.delete()
