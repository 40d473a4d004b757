"""Promises: what is to be brought back, to which meeting, and the item that kept it."""

from datetime import datetime
from typing import Any

from django.db import transaction

from icsgov.boards.models import Board
from icsgov.record.models import Entry
from meetings import ordering
from meetings.models import AgendaItem, ForwardEntry, Meeting, Paragraph
from meetings.outcomes import releasing


class WrongPart(ValueError):
    """A private promise is kept in private, a public one in public."""


@transaction.atomic
def promise(
    board: Board,
    part: int,
    title: str,
    by: Any,
    now: datetime,
    *,
    why: str = "",
    paragraph: Paragraph | None = None,
    item: AgendaItem | None = None,
    origin: Meeting | None = None,
    target: Meeting | None = None,
    window: str = "",
    public: bool = False,
) -> ForwardEntry:
    """Something to be brought to a meeting of the board; `why` it comes, `window` about when.

    Where it was promised is taken from the paragraph, if there is one.
    """
    if paragraph is not None:
        item = item or paragraph.section.item
        origin = origin or paragraph.section.minutes.meeting
    if target is not None and target.board_id != board.pk:
        raise ValueError("A promise is kept at a meeting of its own board.")
    made = ForwardEntry(
        board=board,
        part=part,
        title=title,
        why=why,
        paragraph=paragraph,
        item=item,
        origin=origin,
        target=target,
        window=window,
        public=public and part == 1,
    ).create_by(by, now)
    releasing.refresh(made, by, now)
    return made


@transaction.atomic
def change(entry: ForwardEntry, version: int, by: Any, now: datetime, **fields: Any) -> bool:
    """Save it, and what readers have of it; raises Conflict when somebody was first."""
    changed = entry.save_at(version, by, now, **fields)
    releasing.refresh(entry, by, now)
    return changed


@transaction.atomic
def aim(entry: ForwardEntry, meeting: Meeting | None, by: Any, now: datetime) -> bool:
    """Plan it for a meeting, or for none yet; False when that is so already."""
    return change(entry, entry.version, by, now, target=meeting)


@transaction.atomic
def bring(
    entry: ForwardEntry, meeting: Meeting, by: Any, now: datetime, *, title: str = ""
) -> AgendaItem:
    """A new agenda item of a meeting that keeps the promise, whatever it is called.

    Where an item keeps it already that one is answered. Raises WrongPart where the meeting has no
    such part.
    """
    ForwardEntry.objects.select_for_update().get(pk=entry.pk)
    entry.refresh_from_db()
    if entry.discharged_by is not None:
        return entry.discharged_by
    if entry.part > 1 and not meeting.parts.filter(number=entry.part).exists():
        raise WrongPart(f"The meeting has no Part {entry.part}.")
    new = AgendaItem(meeting=meeting, part=entry.part, title=title or entry.title)
    item = ordering.add(new, _before_the_end(meeting, entry.part), by, now)
    change(entry, entry.version, by, now, discharged_by=item, target=meeting)
    return item


def _before_the_end(meeting: Meeting, part: int) -> AgendaItem | None:
    """The last row ahead of any other business; None puts it at the end."""
    rows = list(meeting.items.filter(part=part, parent=None).in_order())
    ends = [at for at, row in enumerate(rows) if row.kind == AgendaItem.Kind.AOB]
    return rows[ends[0] - 1] if ends and ends[0] else None


@transaction.atomic
def move(entry: ForwardEntry, meeting: Meeting | None, by: Any, now: datetime) -> None:
    """Bring it to a meeting as an item of its agenda, or to none yet.

    An item that was made for it elsewhere goes, while it is bare. Raises WrongPart, and Begun
    where somebody has worked on that item.
    """
    entry.refresh_from_db()
    item = entry.discharged_by
    if item is not None and meeting is not None and item.meeting_id == meeting.pk:
        return
    if item is not None:
        _take_off(item, by, now)
        entry.refresh_from_db()
        reopen(entry, by, now)
    if meeting is None:
        aim(entry, None, by, now)
    else:
        bring(entry, meeting, by, now)


class Begun(ValueError):
    """The item that keeps a promise has papers, people or readers: it is moved on its agenda."""


def _take_off(item: AgendaItem, by: Any, now: datetime) -> None:
    worked_on = any(
        rows.exists() for rows in (item.enclosures, item.leads, item.asks, item.children)
    )
    if worked_on or Entry.objects.filter(thing=item.key).exists():
        raise Begun(str(item))
    ordering.remove(item, by, now)


@transaction.atomic
def keep(entry: ForwardEntry, item: AgendaItem, by: Any, now: datetime) -> None:
    """Say that an item of an agenda keeps the promise. Raises WrongPart for one of another part."""
    if (item.part, item.meeting.board_id) != (entry.part, entry.board_id):
        raise WrongPart("An item of the same board and part keeps a promise.")
    change(entry, entry.version, by, now, discharged_by=item, target=item.meeting)


@transaction.atomic
def reopen(entry: ForwardEntry, by: Any, now: datetime) -> None:
    """Say that it is not kept, or not dropped, after all."""
    entry.save_at(entry.version, by, now, discharged_by=None, dropped_at=None, dropped_reason="")


@transaction.atomic
def drop(entry: ForwardEntry, reason: str, by: Any, now: datetime) -> None:
    """Say that it will not be brought, and why."""
    change(entry, entry.version, by, now, dropped_at=now, dropped_reason=reason)
