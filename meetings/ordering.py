"""Putting rows of an agenda in their place: adding, moving, lifting, taking out.

A row may stand under another, one step deep. A row moves with what stands under it. All of it
happens under the meeting's lock, so that two people cannot put two rows in one place.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.db.models import F

from meetings import ranks
from meetings.models import AgendaItem, Meeting


class To(StrEnum):
    """The moves that need no pointer."""

    UP = "up"
    DOWN = "down"
    IN = "in"
    OUT = "out"
    PART = "part"


@dataclass(frozen=True)
class Stays:
    """Why a row stays where it is."""

    words: str


@dataclass(frozen=True)
class _Place:
    """Behind `after` (None: first of the part), under `parent`, in a part."""

    after: AgendaItem | None
    parent: AgendaItem | None
    part: int


def _rows(meeting: Meeting, part: int) -> list[AgendaItem]:
    """The rows of a part in order, read under the meeting's lock."""
    Meeting.objects.select_for_update().get(pk=meeting.pk)
    return list(AgendaItem.objects.filter(meeting=meeting, part=part).in_order())


def _block(rows: Sequence[AgendaItem], row: AgendaItem) -> list[AgendaItem]:
    """A row and what stands under it."""
    return [each for each in rows if row.pk in (each.pk, each.parent_id)]


def _same(rows: Sequence[AgendaItem], item: AgendaItem) -> AgendaItem:
    """The row as it was read under the lock; DoesNotExist if it has gone."""
    found = next((row for row in rows if row.pk == item.pk), None)
    if found is None:
        raise AgendaItem.DoesNotExist
    return found


@transaction.atomic
def move(item: AgendaItem, to: To, by: Any, now: datetime) -> Stays | None:
    """Move a row one step; answers why where it cannot."""
    item.refresh_from_db(fields=["part", "parent"])
    rows = _rows(item.meeting, item.part)
    row = _same(rows, item)
    place = _STEPS[to](rows, row)
    if isinstance(place, Stays):
        return place
    _put(rows, row, place, by, now)
    return None


@transaction.atomic
def drop(
    item: AgendaItem,
    after: AgendaItem | None,
    part: int,
    by: Any,
    now: datetime,
    *,
    deep: bool = False,
) -> Stays | None:
    """Put a row behind another (None: first in the part); under it where `deep`, if that may be."""
    item.refresh_from_db(fields=["part", "parent"])
    rows = _rows(item.meeting, item.part)
    row = _same(rows, item)
    others = rows if part == item.part else _rows(item.meeting, part)
    block = _block(rows, row)
    if after in block:
        return Stays("A row cannot stand under itself.")
    rest = [each for each in others if each not in block]
    behind = _same(rest, after) if after else None
    place = _landing(rest, behind, part, deep=deep, alone=len(block) == 1)
    _put(rows, row, place, by, now)
    return None


def _landing(
    rest: Sequence[AgendaItem], after: AgendaItem | None, part: int, *, deep: bool, alone: bool
) -> _Place:
    """Where a row comes to stand that was dropped behind `after`."""
    if after is None:
        return _Place(None, None, part)
    holder = _same(rest, after.parent) if after.parent else after
    block = _block(rest, holder)
    amid = after.pk != block[-1].pk
    if alone and holder.kind in AgendaItem.HOLDS_OTHERS and (deep or amid):
        return _Place(after, holder, part)
    return _Place(block[-1], None, part)


def _siblings(rows: Sequence[AgendaItem], row: AgendaItem) -> tuple[list[AgendaItem], int]:
    beside = [each for each in rows if each.parent_id == row.parent_id]
    return beside, beside.index(row)


def _before(rows: Sequence[AgendaItem], row: AgendaItem) -> AgendaItem | None:
    at = rows.index(row)
    return rows[at - 1] if at else None


def _up(rows: Sequence[AgendaItem], row: AgendaItem) -> _Place | Stays:
    beside, at = _siblings(rows, row)
    if at == 0:
        return Stays("This is the first row here. To take it further, move it out.")
    return _Place(_before(rows, beside[at - 1]), row.parent, row.part)


def _down(rows: Sequence[AgendaItem], row: AgendaItem) -> _Place | Stays:
    beside, at = _siblings(rows, row)
    if at == len(beside) - 1:
        return Stays("This is the last row here. To take it further, move it out.")
    return _Place(_block(rows, beside[at + 1])[-1], row.parent, row.part)


def _in(rows: Sequence[AgendaItem], row: AgendaItem) -> _Place | Stays:
    beside, at = _siblings(rows, row)
    if row.parent_id or len(_block(rows, row)) > 1:
        return Stays("Rows stand one step under another, no deeper.")
    if at == 0 or beside[at - 1].kind not in AgendaItem.HOLDS_OTHERS:
        return Stays("There is no item above for this row to stand under.")
    holder = beside[at - 1]
    return _Place(_block(rows, holder)[-1], holder, row.part)


def _out(rows: Sequence[AgendaItem], row: AgendaItem) -> _Place | Stays:
    if row.parent is None:
        return Stays("This row does not stand under another.")
    rest = [each for each in _block(rows, _same(rows, row.parent)) if each != row]
    return _Place(rest[-1], None, row.part)


def _to_other_part(rows: Sequence[AgendaItem], row: AgendaItem) -> _Place | Stays:
    part = 3 - row.part
    if not row.meeting.parts.filter(number=part).exists():
        return Stays(f"This meeting has no Part {part}. Add it to the details of the meeting.")
    others = _rows(row.meeting, part)
    return _Place(others[-1] if others else None, None, part)


_STEPS = {To.UP: _up, To.DOWN: _down, To.IN: _in, To.OUT: _out, To.PART: _to_other_part}


def _put(
    rows: Sequence[AgendaItem], row: AgendaItem, place: _Place, by: Any, now: datetime
) -> None:
    """Give a row and what stands under it their new place, and write it down."""
    block = _block(rows, row)
    before = {"part": row.part, "parent": row.parent, "after": _before(rows, row)}
    if before["after"] != place.after or row.part != place.part:
        _rank(block, place)
    parent = place.parent
    changed: dict[str, Any] = {"parent": parent, "version": F("version") + 1}
    if row.lifted and parent is not None and parent.kind == AgendaItem.Kind.NOTING:
        changed["lifted"] = False
    AgendaItem.objects.filter(pk=row.pk).update(**changed)
    row.record_change(
        "moved",
        by,
        now,
        before={name: _title(value) for name, value in before.items()},
        after={"part": place.part, "parent": _title(parent), "after": _title(place.after)},
    )


def _title(value: Any) -> Any:
    return value.title if isinstance(value, AgendaItem) else value


def _rank(block: Sequence[AgendaItem], place: _Place) -> None:
    """Ranks for the rows of a block between `place.after` and what follows it."""
    meeting = block[0].meeting
    rows = list(AgendaItem.objects.filter(meeting=meeting, part=place.part).in_order())
    rest = [each for each in rows if each not in block]
    at = rest.index(place.after) + 1 if place.after else 0
    last = place.after.rank if place.after else None
    following = rest[at].rank if at < len(rest) else None
    for each in block:
        last = ranks.between(last, following)
        AgendaItem.objects.filter(pk=each.pk).update(rank=last, part=place.part)
    if last and ranks.is_crowded(last):
        _spread([*rest[:at], *block, *rest[at:]])


def _spread(rows: Sequence[AgendaItem]) -> None:
    """Fresh ranks for a crowded part. The first round makes room: no two ranks may ever meet."""
    for mark in ("~", ""):
        for row, rank in zip(rows, ranks.spread(len(rows)), strict=True):
            AgendaItem.objects.filter(pk=row.pk).update(rank=mark + rank)


@transaction.atomic
def add(
    new: AgendaItem, after: AgendaItem | None, by: Any, now: datetime, *, deep: bool = False
) -> AgendaItem:
    """Insert a new row behind another (None: at the end of its part); under it where `deep`."""
    rows = _rows(new.meeting, new.part)
    behind = _same(rows, after) if after else (rows[-1] if rows else None)
    if after is None or behind is None:
        place = _Place(behind, None, new.part)
    elif behind.parent_id is None and not deep and behind.kind != AgendaItem.Kind.NOTING:
        place = _Place(_block(rows, behind)[-1], None, new.part)
    else:
        place = _landing(rows, behind, new.part, deep=True, alone=True)
    at = rows.index(place.after) + 1 if place.after else 0
    following = rows[at].rank if at < len(rows) else None
    new.rank = ranks.between(place.after.rank if place.after else None, following)
    new.parent = place.parent
    new.create_by(by, now, words=new.title)
    if ranks.is_crowded(new.rank):
        _spread([*rows[:at], new, *rows[at:]])
    return new


@transaction.atomic
def lift(item: AgendaItem, words: str, by: Any, now: datetime) -> Stays | None:
    """Take an item out of the block for noting, so that it is discussed; `words` say who asked."""
    rows = _rows(item.meeting, item.part)
    row = _same(rows, item)
    block = row.parent
    if block is None or block.kind != AgendaItem.Kind.NOTING:
        return Stays("Only an item in a block for noting can be lifted out of it.")
    rest = [each for each in _block(rows, _same(rows, block)) if each != row]
    _put(rows, row, _Place(rest[-1], None, row.part), by, now)
    AgendaItem.objects.filter(pk=row.pk).update(lifted=True)
    row.record_change("lifted", by, now, words=words)
    return None


@transaction.atomic
def remove(item: AgendaItem, by: Any, now: datetime) -> None:
    """Take a row off the agenda. What stood under it and its papers stay; its words are kept."""
    _rows(item.meeting, item.part)
    comments = [f"{each.by}: {each.text}" for each in item.comments.select_related("by__person")]
    kept = {"title": item.title, "lines": item.lines, "comments": comments}
    item.record_change("removed", by, now, before=kept)
    item.meeting.record_change("removed a row", by, now, words=item.title, before=kept)
    item.children.update(parent=None, version=F("version") + 1)
    item.delete()
