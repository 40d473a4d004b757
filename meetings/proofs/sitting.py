"""One part of one meeting as read from the desk. Every query of a pack's proof is here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from icsgov.boards.models import Seat
from icsgov.boards.rules import Rules
from icsgov.record.kinds import AGENDA
from icsgov.record.models import Entry, Release
from icsgov.record.tree import Link
from meetings.models import AgendaItem, Enclosure, Meeting, MeetingPart
from meetings.outline import Row, outline
from strategy import links

DISCHARGES = "discharges"


@dataclass(frozen=True)
class Sitting:
    """A part with its rows, its chairs and its hours; nothing of the other part."""

    meeting: Meeting
    part: MeetingPart
    board_name: str
    chairs: Sequence[Seat]
    rows: Sequence[Row]
    starts: time
    ends: time
    supports: Mapping[UUID, tuple[Link, ...]]
    keeps: Mapping[UUID, tuple[Link, ...]]

    @property
    def rules(self) -> Rules:
        return self.meeting.rules

    @property
    def is_private(self) -> bool:
        return self.part.number > 1

    @property
    def stem(self) -> str:
        """What the names of files begin with: icp-2023-07-24, icp-2023-07-24-part-2."""
        private = f"-part-{self.part.number}" if self.is_private else ""
        return f"{self.meeting.board.slug}-{self.meeting.address}{private}"


def read(meeting_key: UUID, number: int, now: datetime) -> Sitting:
    """The part of a meeting, in a fixed number of queries.

    Raises DoesNotExist for an unknown meeting, and for a Part 2 that the meeting has not.
    """
    meeting = Meeting.objects.select_related("board").get(key=meeting_key)
    part = _part(meeting, number)
    starts = meeting.starts if number == 1 else part.starts or meeting.ends
    items = list(_items(meeting, number))
    rows = outline(meeting, items, starts, meeting.ends, used=_letters_given(meeting, number))
    return Sitting(
        meeting=meeting,
        part=part,
        board_name=meeting.board.name_on(meeting.date),
        chairs=list(_chairs(meeting)),
        rows=rows,
        starts=starts,
        ends=meeting.ends if number == 1 else _end(rows, starts),
        supports=links.links_of((item.key for item in items), now),
        keeps=_keeps(items, now),
    )


def _part(meeting: Meeting, number: int) -> MeetingPart:
    """The row of a part; every meeting has a Part 1, also before its row was written."""
    if number == 1:
        return meeting.parts.filter(number=1).first() or MeetingPart(meeting=meeting, number=1)
    return meeting.parts.get(number=number)


def _items(meeting: Meeting, part: int) -> QuerySet[AgendaItem]:
    enclosures = Enclosure.objects.select_related(
        "paper__current", "paper__cleared", "source__board"
    ).prefetch_related(
        "paper__roles",
        "paper__images",
        "paper__images__blob",
        "paper__current__files__normalised",
        "paper__current__files__original__web_text",
        "paper__cleared__files__normalised",
        "paper__cleared__files__original__web_text",
    )
    return (
        meeting.items.filter(part=part)
        .in_order()
        .prefetch_related("leads", "asks", "discharges", Prefetch("enclosures", enclosures))
    )


def _chairs(meeting: Meeting) -> QuerySet[Seat]:
    """Who chairs the board on the day of the meeting, in the order of their seats."""
    held = Seat.objects.held(meeting.date).filter(board=meeting.board, role=Seat.Role.CHAIR)
    return held.select_related("person", "organisation")


def _letters_given(meeting: Meeting, part: int) -> set[str]:
    """Letters that papers of this part were released with, those of gone papers included."""
    papers = Entry.objects.filter(
        release__kind=AGENDA, release__subject=meeting.key, release__part=part, kind="paper"
    )
    return set(papers.values_list("label", flat=True))


def _end(rows: Sequence[Row], starts: time) -> time:
    return rows[-1].timed.ends if rows else starts


def _keeps(items: Sequence[AgendaItem], now: datetime) -> dict[UUID, tuple[Link, ...]]:
    """The promises that items keep, with the words by which the public knows them, if it does."""
    kept = {item.key: [*item.discharges.all()] for item in items}
    titles = _released_titles([entry.key for entries in kept.values() for entry in entries], now)
    return {
        key: tuple(Link(DISCHARGES, entry.key, titles.get(entry.key, "")) for entry in entries)
        for key, entries in kept.items()
        if entries
    }


def _released_titles(keys: Sequence[UUID], now: datetime) -> dict[UUID, str]:
    """The titles of things as the public reads them now (1 query, none for no keys)."""
    if not keys:
        return {}
    rows = Release.objects.for_public(now).live(now).filter(subject__in=keys)
    return dict(rows.values_list("subject", "title"))
