"""What members read: the meetings of their boards, and the newest pack each may have.

A reader without a seat on the board finds nothing here; what is public has pages of its own.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import Http404

from icsgov.boards.models import Board
from icsgov.boards.rights import Standing, deputised, may, rule, standing, withheld
from icsgov.record.kinds import AGENDA, MINUTES
from icsgov.record.models import Reading, Release, ReleaseFile
from icsgov.record.models.releases import Audience, holding
from meetings import deputising
from meetings.models import Meeting
from meetings.models.meetings import MeetingQuerySet

Packs = dict[tuple[UUID, int], Release]


@rule(Meeting, "join")
def _join(seats: Standing, meeting: Meeting, now: datetime) -> bool:
    return meeting.board_id in seats.boards or deputising.reads_for_somebody(seats, meeting, now)


def meetings_of(user: Any, now: datetime) -> MeetingQuerySet:
    """Every meeting of the boards on which the reader has a seat, or at which they deputise."""
    boards = standing(user, now).boards
    rows = Meeting.objects.filter(Q(board__in=boards) | Q(key__in=deputised(user, now)))
    return rows.select_related("board")


def boards_of(user: Any, now: datetime) -> list[Board]:
    """The boards on which the reader has a seat (1 query)."""
    return list(Board.objects.filter(pk__in=standing(user, now).boards).for_public())


def get_meeting(user: Any, board: str, address: str, now: datetime) -> Meeting:
    """The meeting at an address, for its board and those who deputise at it; 404 for others."""
    found = meetings_of(user, now).filter(board__slug=board, address=address).first()
    if found is None:
        raise Http404
    return found


def joining_link(user: Any, meeting: Meeting, now: datetime) -> str:
    """Where members join online; "" for everybody else, and where there is no link."""
    return meeting.joining_link if may(user, "join", meeting, now) else ""


def packs_of(user: Any, meetings: Iterable[Meeting], now: datetime) -> Packs:
    """The newest live pack of each part that the reader may have (1 query).

    What was published for members and what was published for everybody stand side by side: the
    one that was published later is read.
    """
    keys = [meeting.key for meeting in meetings]
    rows = Release.objects.visible_to(user, now).live(now).filter(kind=AGENDA, subject__in=keys)
    return {(row.subject, row.part): row for row in rows.order_by("published_at", "pk")}


def packs_of_one(user: Any, meeting: Meeting, now: datetime) -> dict[int, Release]:
    """The packs of one meeting by part: Part 1, then Part 2 where the seat opens it."""
    found = packs_of(user, [meeting], now)
    return {part: found[meeting.key, part] for part in (1, 2) if (meeting.key, part) in found}


def parts_in_the_making(user: Any, meeting: Meeting, now: datetime) -> list[int]:
    """Parts of which the reader's own pack, without what is withheld, is still made (1 query)."""
    seats = standing(user, now)
    opens = {part for part in (1, 2) if part == 1 or meeting.board_id in seats.part2}
    if meeting.board_id not in seats.boards:
        opens = set()
    given = Release.objects.live(now).filter(
        kind=AGENDA, subject=meeting.key, audience=Audience.MEMBERS, whole=None, withdrawn_at=None
    )
    lacking = given.filter(holding(withheld(user, now)))
    parts = set(lacking.values_list("part", flat=True)) & opens
    ready = {part for _, part in packs_of(user, [meeting], now)} if parts else set()
    return sorted(parts - ready)


def get_pack(user: Any, meeting: Meeting, part: int, now: datetime) -> Release:
    """The pack of one part; 404 where there is none for this reader."""
    found = packs_of_one(user, meeting, now).get(part)
    if found is None:
        raise Http404
    return found


def minutes_of(user: Any, meeting: Meeting, part: int, now: datetime) -> Release | None:
    """The newest live minutes of a part that the reader may have (1 query)."""
    rows = Release.objects.visible_to(user, now).live(now).filter(kind=MINUTES)
    return rows.filter(subject=meeting.key, part=part).order_by("-published_at", "-pk").first()


def minutes_parts(user: Any, meeting: Meeting, now: datetime) -> list[int]:
    """The parts of a meeting whose minutes the reader may have (1 query)."""
    return minuted(user, [meeting], now).get(meeting.key, [])


def minuted(user: Any, meetings: Iterable[Meeting], now: datetime) -> dict[UUID, list[int]]:
    """Of meetings by their keys, the parts whose minutes the reader may have (1 query)."""
    keys = [meeting.key for meeting in meetings]
    rows = Release.objects.visible_to(user, now).live(now).filter(kind=MINUTES, subject__in=keys)
    found: dict[UUID, list[int]] = {}
    for subject, part in rows.order_by("part").values_list("subject", "part").distinct():
        found.setdefault(subject, []).append(part)
    return found


def sits_on(user: Any, board: Board, now: datetime) -> bool:
    """Whether the reader sits on the board, as member, chair or secretary."""
    return board.pk in standing(user, now).boards


def pages_of(packs: Iterable[Release]) -> dict[int, int]:
    """How many pages each pack has, by the id of its release (1 query)."""
    files = ReleaseFile.objects.filter(release__in=packs, role="pack")
    return dict(files.values_list("release", "blob__pages"))


def note(
    user: Any,
    release: Release,
    now: datetime,
    *,
    anchor: str = "",
    file: ReleaseFile | None = None,
) -> None:
    """Keep that somebody read this, where it is private."""
    Reading.objects.log(user, release, now, anchor=anchor, file=file)
