"""Taps about people: who arrives, leaves, comes back, sends apologies, declares an interest."""

from typing import Any

from icsgov.boards.models import Person, Seat
from icsgov.nhsuk.dates import time_words
from meetings.attending import order, roll
from meetings.declaring import at_items
from meetings.minuting import sittings
from meetings.models import AgendaItem, Attendance, ItemInterest
from meetings.room.taps import Refused, Scene, taps

Kind = Attendance.Kind


@taps("arrive")
def arrive(scene: Scene) -> str:
    """Somebody is there: from the start, or from the item that is being taken."""
    row = scene.row()
    if row.kind in (Kind.PRESENT, Kind.IN_ATTENDANCE) and not row.left:
        return f"{row.name} is there already."
    attends = not row.voting and row.seat is not None and row.seat.role == Seat.Role.ATTENDEE
    fields: dict[str, Any] = {"kind": Kind.IN_ATTENDANCE if attends else Kind.PRESENT}
    fields |= {"deputy": None, "deputy_name": "", "deputy_title": ""}
    item = _item(scene)
    if item is not None:
        fields |= {"arrived": scene.clock, "from_item": item}
    row.save_at(row.version, scene.by, scene.now, **fields)
    return f"{row.name} arrived{f' at {time_words(scene.clock)}' if item else ''}."


@taps("leave")
def leave(scene: Scene) -> str:
    """Somebody leaves during the item that is being taken."""
    row = scene.row()
    if not row.is_there:
        raise Refused(f"{row.name} is not there.")
    if sittings.times_of(scene.meeting, scene.part)[0] is None:
        fields: dict[str, Any] = {"kind": Kind.EXPECTED, "arrived": None, "from_item": None}
        row.save_at(row.version, scene.by, scene.now, **fields)
        return f"{row.name} is not here yet."
    fields = {"left": scene.clock, "to_item": _item(scene) or row.to_item}
    row.save_at(row.version, scene.by, scene.now, **fields)
    return f"{row.name} left at {time_words(scene.clock)}."


@taps("back")
def back(scene: Scene) -> str:
    """Somebody who left comes back: they were out for the items in between."""
    row = scene.row()
    if row.left is None:
        return f"{row.name} is there already."
    current = scene.current()
    missed = _between(scene, row.to_item, current.item if current else None)
    roll.set_away(row, [*row.away.all(), *missed], scene.by, scene.now)
    row.save_at(row.version, scene.by, scene.now, left=None, to_item=None)
    return f"{row.name} came back at {time_words(scene.clock)}."


def _between(scene: Scene, last: AgendaItem | None, current: AgendaItem | None) -> list[AgendaItem]:
    """The items that were begun after one, before the one that is being taken."""
    stops = order.taken(scene.meeting)
    places = {stop.item: stop.place for stop in stops if stop.item}
    first = places.get(last.pk, 0) if last else 0
    end = places.get(current.pk, len(stops) + 1) if current else len(stops) + 1
    begun = [stop for stop in stops if stop.began and first < stop.place < end]
    missed = [stop.item for stop in begun if stop.item]
    return list(scene.meeting.items.filter(pk__in=missed))


@taps("apologies")
def apologies(scene: Scene) -> str:
    """Somebody sends apologies after all."""
    row = scene.row()
    row.save_at(row.version, scene.by, scene.now, kind=Kind.APOLOGIES, left=None, to_item=None)
    return f"{row.name} sends apologies."


@taps("declare")
def declare(scene: Scene) -> str:
    """An interest is declared at an item, and something is done about it."""
    section, row, words = scene.section(), scene.row(), scene.typed("words", 2000)
    person, item, done = _who(row), section.item, scene.typed("done")
    if not words:
        raise Refused("Enter what was declared", "words")
    if item is None:
        raise Refused("Interests are declared at items of the agenda.")
    if done not in ItemInterest.Done.values:
        raise Refused("Select what was done about it", "done")
    made = at_items.record(item, at_items.Said(person, words, done), scene.by, scene.now)
    return f"{person}: {made.get_done_display().lower()}."


def _who(row: Attendance) -> Person:
    """The person in the room: the substitute, where there is one."""
    person = row.deputy if row.deputy_name else row.person
    if person is None:
        raise Refused(
            f"We have no record of {row.deputy_name or row.name}. Add them under People first."
        )
    return person


def _item(scene: Scene) -> AgendaItem | None:
    """The agenda item being taken."""
    current = scene.current()
    return current.item if current else None
