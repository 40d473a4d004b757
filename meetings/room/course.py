"""Taps about the course of the meeting: opened, an item begun, a matter raised, closed."""

from datetime import time

from icsgov.nhsuk.dates import time_words
from meetings.minuting import sittings, skeleton
from meetings.models import MinuteSection
from meetings.proofs.notices import release_notice
from meetings.room.taps import Refused, Scene, taps


@taps("open")
def open_meeting(scene: Scene) -> str:
    """The meeting, or its Part 2, is opened; a second word changes nothing."""
    opened, _ = sittings.times_of(scene.meeting, scene.part)
    if opened is not None:
        return f"Opened at {time_words(opened)} already."
    sittings.note(scene.meeting, scene.part, {"opened": scene.clock}, scene.by, scene.now)
    return f"Opened at {time_words(scene.clock)}."


@taps("start")
def start(scene: Scene) -> str:
    """An item begins, and the one before ends; one that was left begins again where it stood."""
    section = scene.section()
    current = scene.current()
    if current == section:
        return f"{section} is being taken already."
    if current is not None:
        _end(scene, current)
    fields: dict[str, time | None] = {"ended": None}
    if section.began is None:
        fields["began"] = scene.clock
    section.save_at(section.version, scene.by, scene.now, **fields)  # type: ignore[arg-type]
    again = "taken up again" if section.ended else "begun"
    return f"{section}: {again} at {time_words(scene.clock)}."


def _end(scene: Scene, section: MinuteSection) -> None:
    """An item ends; never before it began, also where taps arrive out of order."""
    ended = max(scene.clock, section.began or scene.clock)
    section.save_at(section.version, scene.by, scene.now, ended=ended)


@taps("unstart")
def unstart(scene: Scene) -> str:
    """An item was started by mistake: its times go."""
    section = scene.section()
    section.save_at(section.version, scene.by, scene.now, began=None, ended=None)
    return f"{section}: not begun."


@taps("raise")
def raise_matter(scene: Scene) -> str:
    """A matter that stands on no agenda; the released agenda stays as it is."""
    title = scene.typed("title", 300)
    if not title:
        raise Refused("Enter the matter that was raised", "title")
    section = skeleton.raise_matter(scene.minutes, title, scene.by, scene.now)
    return f"Added: {section}."


@taps("count")
def count(scene: Scene) -> str:
    """How many of the public came to Part 1."""
    words = scene.typed("count", 5)
    if scene.part != 1 or not words.isdecimal() or int(words) > 32_000:
        raise Refused("Enter how many members of the public came, as a number", "count")
    meeting = scene.meeting
    meeting.save_at(meeting.version, scene.by, scene.now, public_count=int(words))
    return f"Members of the public: {int(words)}."


@taps("close")
def close(scene: Scene) -> str:
    """The meeting, or its Part 2, is closed: the last item ends, the minutes' skeleton is laid."""
    opened, closed = sittings.times_of(scene.meeting, scene.part)
    if opened is None:
        raise Refused("Open the meeting first.")
    if closed is not None:
        return f"Closed at {time_words(closed)} already."
    if scene.clock <= opened:
        raise Refused(f"It was opened at {time_words(opened)}, and must close after that.")
    current = scene.current()
    if current is not None:
        _end(scene, current)
    sittings.note(scene.meeting, scene.part, {"closed": scene.clock}, scene.by, scene.now)
    skeleton.lay(scene.meeting, scene.part, scene.by, scene.now)
    if scene.part == 1 and scene.meeting.can_move("held"):
        scene.meeting.hold(scene.by, scene.now)
        release_notice(scene.meeting, scene.by, scene.now)
    return f"Closed at {time_words(scene.clock)}. What the room says stands in the minutes."
