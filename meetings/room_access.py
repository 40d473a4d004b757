"""Loading a part of a meeting for the room: secretaries tap, chairs look; Part 2 by the seat."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404

from icsgov.boards.rights import standing
from meetings.models import Meeting


def get_meeting(
    user: Any, board: str, address: str, part: int, action: str, now: datetime
) -> Meeting:
    """The meeting, if the reader sees this part of it whole; 403 for chairs who would write."""
    seats = standing(user, now)
    desk = seats.secretary | seats.chair
    rows = Meeting.objects.filter(board__in=desk if part == 1 else desk & seats.part2)
    found = rows.filter(board__slug=board, address=address).select_related("board").first()
    if found is None or (part != 1 and not found.parts.filter(number=part).exists()):
        raise Http404
    if action == "write" and found.board_id not in seats.secretary:
        raise PermissionDenied
    return found


def parts(user: Any, meeting: Meeting, now: datetime) -> list[int]:
    """The parts whose room the reader may open."""
    opens = meeting.board_id in standing(user, now).part2
    return [1, 2] if opens and meeting.parts.filter(number=2).exists() else [1]
