"""Loading a meeting's attendance in one call: secretaries write it, chairs read it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404

from icsgov.boards.models import Board, Seat
from icsgov.boards.rights import Standing, may, rule, standing
from meetings.attending import replying
from meetings.models import AgendaItem, Attendance, Meeting


def get_meeting(user: Any, board: str, address: str, action: str, now: datetime) -> Meeting:
    """A meeting on the desk of its secretaries and chairs, if the reader may do this to it."""
    seats = standing(user, now)
    rows = Meeting.objects.filter(board__in=seats.secretary | seats.chair)
    found = rows.filter(board__slug=board, address=address).select_related("board").first()
    if found is None:
        raise Http404
    if not may(user, action, found, now):
        raise PermissionDenied
    return found


def get_row(user: Any, meeting: Meeting, key: UUID, action: str, now: datetime) -> Attendance:
    """A row of the roll of a meeting that the reader has been let to."""
    rows = Attendance.objects.visible_to(user, now).filter(meeting=meeting, key=key)
    found = rows.select_related("meeting__board", "person", "from_item", "to_item").first()
    if found is None:
        raise Http404
    if not may(user, action, found, now):
        raise PermissionDenied
    return found


def rows_of(user: Any, meeting: Meeting, now: datetime) -> QuerySet[Attendance]:
    """The roll of a meeting as the reader sees it (2 queries)."""
    rows = Attendance.objects.visible_to(user, now).filter(meeting=meeting).in_order()
    return rows.select_related("from_item", "to_item").prefetch_related("away")


def get_board(user: Any, slug: str, now: datetime) -> Board:
    """A board whose secretary or chair the reader is."""
    seats = standing(user, now)
    found = Board.objects.filter(pk__in=seats.secretary | seats.chair, slug=slug).first()
    if found is None:
        raise Http404
    return found


def items_of(user: Any, meeting: Meeting, now: datetime) -> QuerySet[AgendaItem]:
    """The numbered items of a meeting that the reader sees, as choices."""
    rows = AgendaItem.objects.visible_to(user, now).filter(meeting=meeting, parent=None)
    return rows.filter(kind__in=AgendaItem.NUMBERED).in_order()


def reads_part2(user: Any, meeting: Meeting, now: datetime) -> bool:
    """Whether the meeting has a Part 2 and the reader's seat opens it."""
    opens = meeting.board_id in standing(user, now).part2
    return opens and meeting.parts.filter(number=2).exists()


@rule(Attendance, "read")
def _read(seats: Standing, row: Attendance, now: datetime) -> bool:
    return True


@rule(Attendance, "write")
def _write(seats: Standing, row: Attendance, now: datetime) -> bool:
    return row.meeting.board_id in seats.secretary


def get_part2(user: Any, board: str, address: str, now: datetime) -> Meeting:
    """A meeting whose Part 2 the reader writes; who may not know of it finds nothing."""
    found = get_meeting(user, board, address, "read", now)
    if not reads_part2(user, found, now):
        raise Http404
    if not may(user, "write part 2", found, now):
        raise PermissionDenied
    return found


def get_seat(meeting: Meeting, key: UUID) -> Seat:
    """A seat whose holder is asked to a meeting that the reader has been let to."""
    found = replying.asked(meeting).filter(key=key).first()
    if found is None:
        raise Http404
    return found
