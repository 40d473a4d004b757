"""Taps: each is done once, at the time it was tapped, however late and often it arrives."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from meetings.attending import roll
from meetings.minuting import skeleton
from meetings.models import Attendance, Meeting, Minutes, MinuteSection, Tap

# A clock of a phone may be a little ahead; what is older than a day was not tapped in this room.
AHEAD, BEHIND = timedelta(minutes=2), timedelta(days=1)


@dataclass(frozen=True)
class Sent:
    """A tap as it arrives: its own key, what it is, when it was tapped, and what was typed."""

    key: UUID
    what: str
    at: datetime
    values: Mapping[str, str]


class Refused(Exception):
    """A tap that cannot be done; the message says why, and which field it is about."""

    def __init__(self, words: str, field: str = "") -> None:
        super().__init__(words)
        self.words, self.field = words, field


@dataclass(frozen=True)
class Scene:
    """Where a tap is done: the meeting, its minutes as they are taken, the hour, and who taps."""

    meeting: Meeting
    minutes: Minutes
    sent: Sent
    by: Any
    now: datetime

    @property
    def part(self) -> int:
        return self.minutes.part

    @property
    def clock(self) -> time:
        """When it was tapped, by the clock on the wall, to the minute."""
        local = self.sent.at.astimezone(self.meeting.zone)
        return local.time().replace(second=0, microsecond=0)

    def typed(self, name: str, most: int = 4000) -> str:
        """What was typed into a field, at most so long."""
        return self.sent.values.get(name, "").strip()[:most]

    def section(self) -> MinuteSection:
        """The item that the tap is about. Raises Refused."""
        found = self.minutes.sections.filter(key__in=_keys(self.typed("section"))).first()
        if found is None:
            raise Refused("This item is no longer there. Load the page again.")
        return found

    def row(self) -> Attendance:
        """The person that the tap is about. Raises Refused."""
        rows = self.meeting.attendance.filter(key__in=_keys(self.typed("row")))
        found = rows.select_related("seat", "from_item", "to_item").first()
        if found is None:
            raise Refused("This person is no longer on the list. Load the page again.")
        return found

    def current(self) -> MinuteSection | None:
        """The item being taken: begun and not ended, the last of them."""
        rows = self.minutes.sections.exclude(began=None).filter(ended=None)
        return rows.order_by("-began", "-rank").first()


Handler = Callable[[Scene], str]
_HANDLERS: dict[str, Handler] = {}


def taps(what: str) -> Callable[[Handler], Handler]:
    """Register what is done at a tap; it gives back what happened, in words."""

    def register(function: Handler) -> Handler:
        _HANDLERS[what] = function
        return function

    return register


def _keys(text: str) -> list[UUID]:
    """The key that was sent; none where it is no key."""
    try:
        return [UUID(text)]
    except ValueError:
        return []


def when(said: str, now: datetime) -> datetime:
    """The hour a browser gives for a tap; now, where it gives none or one that cannot be."""
    try:
        at = datetime.fromisoformat(said)
    except ValueError:
        return now
    if at.tzinfo is None or not now - BEHIND <= at <= now + AHEAD:
        return now
    return at


@transaction.atomic
def ready(meeting: Meeting, part: int, by: Any, now: datetime) -> Minutes:
    """Lay the roll and a section for each item, so that there is something to tap."""
    roll.lay(meeting, by, now)
    return skeleton.lay_sections(meeting, part, by, now)[0]


def do(meeting: Meeting, part: int, sent: Sent, by: Any, now: datetime) -> str:
    """Do a tap; what happened. One that was done before does nothing and says the same.

    Raises Refused, with nothing done.
    """
    handler = _HANDLERS.get(sent.what)
    if handler is None:
        raise Refused(f"“{sent.what[:20]}” is nothing that can be tapped.")
    known = Tap.objects.filter(key=sent.key).first()
    if known is None:
        try:
            return _once(meeting, part, sent, handler, by, now)
        except IntegrityError:  # the same tap arrived twice at once
            known = Tap.objects.filter(key=sent.key).first()
            if known is None:
                raise
    if (known.meeting_id, known.part) != (meeting.pk, part):
        raise Refused("This tap belongs to another meeting.")
    return known.said


@transaction.atomic
def _once(meeting: Meeting, part: int, sent: Sent, handler: Handler, by: Any, now: datetime) -> str:
    row = Tap.objects.create(
        key=sent.key,
        meeting=meeting,
        part=part,
        what=sent.what[:12],
        tapped_at=sent.at,
        received_at=now,
        by=by,
    )
    minutes = Minutes.objects.select_for_update().filter(meeting=meeting, part=part).first()
    if minutes is None:
        raise Refused("The room is not ready yet. Load the page again.")
    if minutes.state != Minutes.State.TAKEN:
        raise Refused(f"The minutes are {minutes.get_state_display().lower()}: the room is over.")
    minutes.meeting = meeting
    said = handler(Scene(meeting, minutes, sent, by, now))
    Tap.objects.filter(pk=row.pk).update(said=said)
    return said
