"""What a secretary sees of members' reading: opened or not opened, and only by the board's rule."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from icsgov.boards.models import Seat
from icsgov.boards.rights import standing
from meetings.book.editions import Edition, editions_of
from meetings.book.parts import Part
from meetings.models import Meeting, ReadState


@dataclass(frozen=True)
class Reader:
    """A member, and for each paper whether they opened it as it is now; None where they may not."""

    name: str
    opened: Sequence[bool | None]


def may_see(user: Any, meeting: Meeting, now: datetime) -> bool:
    """A secretary of the board, where its rule lets them see it."""
    keeps = meeting.board_id in standing(user, now).secretary
    return keeps and meeting.board.rules(meeting.board.today(now)).reading.opened_shown


def opened_of(
    meeting: Meeting, parts: Sequence[Part], now: datetime
) -> tuple[list[Edition], list[Reader]]:
    """The papers, and each member's opened or not opened: nothing of when, how long or where."""
    editions = editions_of([part.release for part in parts])
    papers = [(part, each) for part in parts for each in editions[part.release.pk]]
    rows = ReadState.objects.filter(meeting=meeting).values_list("person_id", "thing", "edition")
    known = set(rows)
    seats = Seat.objects.held(meeting.board.today(now)).of_members().filter(board=meeting.board)
    readers = [
        Reader(
            str(seat.person),
            [
                (seat.person_id, edition.thing, edition.key) in known
                if seat.part2 or not part.is_private
                else None
                for part, edition in papers
            ],
        )
        for seat in seats.select_related("person")
    ]
    return [edition for _, edition in papers], readers
