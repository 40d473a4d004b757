"""How far a member has come in a pack: what is new, what changed since, where they stopped."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from icsgov.boards.rights import standing
from icsgov.boards.rules import ReadingRoom
from icsgov.record.models import Release
from meetings.book.editions import Edition, editions_of, minutes_of
from meetings.models import Meeting, ReadState

Opened = Mapping[tuple[UUID, str], ReadState]


class Mark(StrEnum):
    """What a member has to know of a paper before they open it."""

    UNREAD = "Not opened yet"
    CHANGED = "Changed since you read it"
    READ = "Opened"


@dataclass(frozen=True)
class Progress:
    """A paper as one member has it: `state` where they opened this very text, `before` an older."""

    edition: Edition
    part: int
    state: ReadState | None
    before: ReadState | None

    @property
    def mark(self) -> Mark:
        if self.state is not None:
            return Mark.READ
        return Mark.CHANGED if self.before is not None else Mark.UNREAD

    @property
    def is_read(self) -> bool:
        return self.state is not None


@dataclass(frozen=True)
class ToRead:
    """What one member has to read for one meeting."""

    papers: Sequence[Progress]
    room: ReadingRoom

    @property
    def open(self) -> list[Progress]:
        """What they have not opened as it stands now."""
        return [each for each in self.papers if not each.is_read]

    @property
    def news(self) -> list[Progress]:
        """What to look at first: changed since it was read, and what came late."""
        return [each for each in self.open if each.mark == Mark.CHANGED or each.edition.late]

    @property
    def stopped(self) -> Progress | None:
        """The paper in which they were last, where they left it on a page or at a passage."""
        left = [each for each in self.papers if each.state and each.state.position]
        return max(left, key=lambda each: each.state.last_opened, default=None)  # type: ignore[union-attr]

    @property
    def minutes(self) -> int:
        """How long what is open takes, in minutes."""
        return minutes_of((each.edition for each in self.open), self.room)

    @property
    def pages(self) -> int:
        return sum(each.edition.pages for each in self.open)


def to_read(
    user: Any, meetings: Collection[Meeting], packs: Collection[Release], now: datetime
) -> dict[UUID, ToRead]:
    """What the reader has to read for each meeting, by its key (4 queries, and 1 a board)."""
    editions = editions_of(packs)
    opened = opened_by(user, meetings, now)
    rooms: dict[int, ReadingRoom] = {}
    found = {}
    for meeting in meetings:
        room = rooms.get(meeting.board_id) or meeting.board.rules(meeting.date).reading
        rooms[meeting.board_id] = room
        own = sorted((each for each in packs if each.subject == meeting.key), key=_part)
        papers = [
            progress_of(edition, pack.part, opened) for pack in own for edition in editions[pack.pk]
        ]
        found[meeting.key] = ToRead(papers, room)
    return found


def _part(pack: Release) -> int:
    return pack.part


def opened_by(user: Any, meetings: Collection[Meeting], now: datetime) -> Opened:
    """What the reader opened for these meetings, the latest of each paper last (1 query)."""
    rows = ReadState.objects.own(user, now).filter(meeting__in=meetings).order_by("last_opened")
    return {(row.thing, row.edition): row for row in rows}


def progress_of(edition: Edition, part: int, opened: Opened) -> Progress:
    """One paper against what was opened."""
    older = [
        row for (thing, key), row in opened.items() if thing == edition.thing and key != edition.key
    ]
    state = opened.get((edition.thing, edition.key))
    return Progress(edition, part, state, older[-1] if older else None)


def open_paper(user: Any, meeting: Meeting, part: int, edition: Edition, now: datetime) -> None:
    """Keep that the reader opened this text of a paper; nobody else but its members is noted."""
    seats = standing(user, now)
    if seats.person is None:
        return
    ReadState.objects.update_or_create(
        person_id=seats.person,
        meeting=meeting,
        thing=edition.thing,
        edition=edition.key,
        defaults={"last_opened": now, "part": part},
        create_defaults={"first_opened": now, "last_opened": now, "part": part},
    )


def keep_position(
    user: Any, meeting: Meeting, thing: UUID, edition: str, position: str, now: datetime
) -> None:
    """Keep where in a paper the reader is: `page=12`, or the name of a passage."""
    rows = ReadState.objects.own(user, now).filter(meeting=meeting, thing=thing, edition=edition)
    rows.update(position=position[:200], last_opened=now)
