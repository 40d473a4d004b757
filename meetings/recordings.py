"""Publishing where a meeting can be watched: an instant release with the times of its items.

Only what the public has of Part 1 has times: items are read from the released agenda, or, of a
meeting whose agenda was never on the record, from its minutes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from icsgov.record import publish
from icsgov.record.kinds import AGENDA, MINUTES
from icsgov.record.models import Entry, EntryLink, Release
from icsgov.record.publish import Line, instant
from icsgov.record.tree import Node
from icsgov.record.watching import RECORDING
from meetings.models import Meeting, MinuteSection
from meetings.models import Recording as Row
from meetings.proofs.notices import is_announced, title_of

DAY: Final = 24 * 60 * 60


@dataclass(frozen=True)
class Item:
    """An item of the released agenda, with the clock time at which the room began it."""

    key: UUID
    label: str
    title: str
    began: time | None

    def seconds(self, begins: time | None) -> int | None:
        """Where it is in a recording that begins at a clock time; None where nobody can say."""
        if begins is None or self.began is None:
            return None
        return max(0, _seconds(self.began) - _seconds(begins))


def _seconds(at: time) -> int:
    return at.hour * 3600 + at.minute * 60 + at.second


def items_of(meeting: Meeting, now: datetime) -> list[Item]:
    """The items that the public has, in print order: of the agenda, else of the minutes.

    2 queries; 3 where only minutes are on the record.
    """
    live = Release.objects.for_public(now).live(now).filter(subject=meeting.key)
    began = _began(meeting)
    rows = Entry.objects.filter(release__in=live.filter(kind=AGENDA), kind="item").order_by("seq")
    found = [(row.thing, row) for row in rows if row.thing] or _minuted(live)
    return [Item(key, row.label, row.title, began.get(key)) for key, row in found]


def _minuted(live: QuerySet[Release]) -> list[tuple[UUID, Entry]]:
    """What was minuted, by the keys of its agenda items (1 query)."""
    minuted = EntryLink.objects.filter(
        rel=MINUTES, entry__kind="business", entry__release__in=live.filter(kind=MINUTES)
    )
    return [(link.to, link.entry) for link in minuted.select_related("entry").order_by("entry")]


def _began(meeting: Meeting) -> dict[UUID, time]:
    """When the room began items of Part 1, by their keys (1 query)."""
    rows = MinuteSection.objects.filter(
        minutes__meeting=meeting, minutes__part=1, item__part=1, began__isnull=False
    )
    return {key: at for key, at in rows.values_list("item__key", "began") if at}


def begins_of(meeting: Meeting) -> time:
    """When its recording probably begins: as it was opened, else as planned."""
    return meeting.opened or meeting.starts


def of(meeting: Meeting) -> Row | None:
    """What the desk knows of its recording (1 query)."""
    return Row.objects.filter(meeting=meeting).first()


def may_have(meeting: Meeting) -> bool:
    """Whether the public may be told of a recording: the public is told of the meeting."""
    return meeting.kind in (Meeting.Kind.PUBLIC, Meeting.Kind.ANNUAL) and is_announced(meeting)


@transaction.atomic
def put(
    meeting: Meeting,
    version: int,
    address: str,
    begins: time | None,
    times: Mapping[str, int],
    by: Any,
    now: datetime,
) -> Row:
    """Keep and release where the meeting can be watched. Raises Conflict after another's save."""
    row = of(meeting)
    said: dict[str, Any] = {"address": address, "begins": begins, "times": dict(times)}
    if row is None:
        row = Row(meeting=meeting, **said).create_by(by, now)
    else:
        row.save_at(version, by, now, **said)
    line = Line(meeting.board, RECORDING, meeting.key, meeting.path)
    title = f"Recording: {title_of(meeting)}"
    instant(line, _node(row), title=title, by=by, now=now, on=meeting.date)
    return row


def _node(row: Row) -> Node:
    return Node(
        kind=RECORDING,
        anchor=RECORDING,
        thing=row.key,
        title=f"Recording: {title_of(row.meeting)}",
        on=row.meeting.date,
        data={"address": row.address, "times": dict(sorted(row.times.items()))},
    )


def live(meeting: Meeting) -> Release | None:
    """The release of the recording that stands (1 query)."""
    return Release.objects.of(RECORDING, meeting.key).heads().filter(withdrawn_at=None).first()


def releases(meeting: Meeting) -> Sequence[Release]:
    """Every release of the recording, the newest first."""
    return list(Release.objects.of(RECORDING, meeting.key))


@transaction.atomic
def take_off(meeting: Meeting, reason: str, by: Any, now: datetime) -> None:
    """The public is told of no recording any more; the desk forgets its address."""
    standing = live(meeting)
    if standing is not None:
        publish.withdraw(standing, reason, by, now)
    row = of(meeting)
    if row is not None:
        meeting.record_change("recording taken off", by, now, words=reason)
        row.delete()
