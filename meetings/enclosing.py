"""Papers under agenda rows: expected, attached, put in order, taken off."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from icsgov.boards.models import Person
from meetings.models import AgendaItem, Enclosure, Meeting, Paper, PaperRole


@transaction.atomic
def expect(
    item: AgendaItem,
    title: str,
    people: Sequence[tuple[str, Person, str]],
    by: Any,
    now: datetime,
) -> Paper:
    """A new paper under an item; `people` are role, person and title as printed."""
    board = item.meeting.board
    paper = Paper(board=board, title=title, private=item.part > 1).create_by(by, now)
    for position, (role, person, printed) in enumerate(people):
        if person._state.adding:
            person.create_by(by, now)
        PaperRole.objects.create(
            paper=paper,
            person=person,
            role=role,
            position=position,
            name=person.full_name,
            title=printed,
        )
    attach(item, paper, by, now)
    return paper


@transaction.atomic
def attach(item: AgendaItem, paper: Paper, by: Any, now: datetime) -> Enclosure:
    """Put a paper under an item, behind the others; with a paper the item is no verbal one."""
    last = item.enclosures.order_by("-position").values_list("position", flat=True).first()
    position = 0 if last is None else last + 1
    made, new = Enclosure.objects.get_or_create(
        item=item, paper=paper, defaults={"position": position}
    )
    if new:
        item.record_change("attached", by, now, words=paper.title)
        if item.mode == AgendaItem.Mode.VERBAL:
            item.save_at(item.version, by, now, mode=AgendaItem.Mode.PAPER)
    return made


@transaction.atomic
def detach(enclosure: Enclosure, by: Any, now: datetime) -> None:
    """Take a paper off an item; the paper stays with its board."""
    enclosure.item.record_change("detached", by, now, words=str(enclosure.paper))
    enclosure.delete()


@transaction.atomic
def shift(enclosure: Enclosure, step: int, by: Any, now: datetime) -> None:
    """One place up (-1) or down (1) among the enclosures of the item; at the ends nothing."""
    beside = list(enclosure.item.enclosures.select_for_update())
    at = beside.index(enclosure)
    if not 0 <= at + step < len(beside):
        return
    beside.insert(at + step, beside.pop(at))
    for position, each in enumerate(beside):
        Enclosure.objects.filter(pk=each.pk).update(position=position)
    enclosure.item.record_change("reordered", by, now, words=str(enclosure.paper))


@transaction.atomic
def enclose_register(meeting: Meeting, by: Any, now: datetime) -> Enclosure | None:
    """Put the register of interests under the first numbered row of Part 1, once.

    None where the agenda has no such row.
    """
    rows = meeting.items.filter(part=1, parent=None, kind__in=AgendaItem.NUMBERED)
    item = rows.order_by("rank").first()
    if item is None:
        return None
    kind = Enclosure.Kind.INTERESTS
    known = Enclosure.objects.filter(item__meeting=meeting, item__part=1, kind=kind)
    return known.select_related("item").first() or enclose_generated(item, kind, by, now)


@transaction.atomic
def enclose_generated(item: AgendaItem, kind: str, by: Any, now: datetime) -> Enclosure:
    """An enclosure that is made from the record, behind the others of an item."""
    last = item.enclosures.aggregate(last=Max("position"))["last"]
    position = 0 if last is None else last + 1
    made = Enclosure.objects.create(item=item, kind=kind, position=position)
    item.record_change("enclosed", by, now, words=made.get_kind_display())
    if item.mode == AgendaItem.Mode.VERBAL:
        item.save_at(item.version, by, now, mode=AgendaItem.Mode.PAPER)
    return made
