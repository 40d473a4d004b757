"""Loading and checking in one call, and who may do what on the desk of meetings.

Not visible: 404. Visible and not allowed: 403.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404

from icsgov.boards.rights import Standing, may, rule
from meetings import workflow
from meetings.models import AgendaItem, Meeting, Paper, PaperRole


def _load(rows: QuerySet[Any], user: Any, action: str, now: datetime, **where: Any) -> Any:
    found = rows.filter(**where).first()
    if found is None:
        raise Http404
    if not may(user, action, found, now):
        raise PermissionDenied
    return found


def get_meeting(user: Any, board: str, address: str, action: str, now: datetime) -> Meeting:
    """The meeting at an address of the desk, if the reader may do this to it."""
    rows = Meeting.objects.visible_to(user, now).select_related("board", "series")
    return _load(rows, user, action, now, board__slug=board, address=address)


def get_item(user: Any, key: UUID, action: str, now: datetime) -> AgendaItem:
    """The agenda item with this key, if the reader may do this to it."""
    rows = AgendaItem.objects.visible_to(user, now).select_related("meeting__board", "parent")
    return _load(rows, user, action, now, key=key)


def get_paper(user: Any, key: UUID, action: str, now: datetime) -> Paper:
    """The paper with this key, if the reader may do this to it."""
    rows = Paper.objects.visible_to(user, now).select_related("board", "current", "cleared")
    return _load(rows, user, action, now, key=key)


def reads_part2(seats: Standing, board: int) -> bool:
    """Whether the reader's seat on the board opens Part 2."""
    return board in seats.part2


@rule(Meeting, "read")
def _read_meeting(seats: Standing, meeting: Meeting, now: datetime) -> bool:
    return True


@rule(Meeting, "write", "build", "publish", "withdraw", "chase")
def _write_meeting(seats: Standing, meeting: Meeting, now: datetime) -> bool:
    return meeting.board_id in seats.secretary


@rule(Meeting, "write part 2")
def _write_part2(seats: Standing, meeting: Meeting, now: datetime) -> bool:
    return meeting.board_id in seats.secretary & seats.part2


@rule(Meeting, "agree")
def _agree(seats: Standing, meeting: Meeting, now: datetime) -> bool:
    return meeting.board_id in seats.chair


@rule(Meeting, "confirm")
def _confirm(seats: Standing, meeting: Meeting, now: datetime) -> bool:
    return meeting.board_id in seats.chair | seats.secretary


@rule(AgendaItem, "read")
def _read_item(seats: Standing, item: AgendaItem, now: datetime) -> bool:
    return True


@rule(AgendaItem, "write")
def _write_item(seats: Standing, item: AgendaItem, now: datetime) -> bool:
    board = item.meeting.board_id
    return board in seats.secretary and (item.part == 1 or reads_part2(seats, board))


@rule(AgendaItem, "comment")
def _comment_item(seats: Standing, item: AgendaItem, now: datetime) -> bool:
    board = item.meeting.board_id
    return board in seats.secretary | seats.chair and (item.part == 1 or reads_part2(seats, board))


def own_roles(seats: Standing, paper: Paper, *, assisted: bool = True) -> set[str]:
    """What the reader (or, if asked, whom the reader assists) is to the paper."""
    people = seats.people if assisted else ({seats.person} if seats.person else set())
    rows = PaperRole.objects.filter(paper=paper, person__in=people)
    return set(rows.values_list("role", flat=True))


def keeps(seats: Standing, paper: Paper) -> bool:
    """Whether the reader is a secretary who may handle this paper."""
    if paper.board_id not in seats.secretary:
        return False
    return reads_part2(seats, paper.board_id) or not is_part2(paper)


def is_part2(paper: Paper) -> bool:
    """Whether the paper is private by itself or stands under a Part 2 item."""
    known = getattr(paper, "in_part2", None)
    if known is None:
        known = paper.private or paper.enclosures.filter(item__part=2).exists()
    return bool(known)


@rule(Paper, "read")
def _read_paper(seats: Standing, paper: Paper, now: datetime) -> bool:
    return True


@rule(Paper, "write", "submit")
def _write_paper(seats: Standing, paper: Paper, now: datetime) -> bool:
    if keeps(seats, paper):
        return True
    return paper.state in workflow.AUTHOR_WRITES and bool(own_roles(seats, paper))


@rule(Paper, "return", "clear")
def _clear_paper(seats: Standing, paper: Paper, now: datetime) -> bool:
    """Executive leads, chairs and secretaries; never an assistant for somebody else."""
    if keeps(seats, paper) or paper.board_id in seats.chair:
        return True
    return PaperRole.Role.LEAD in own_roles(seats, paper, assisted=False)


@rule(Paper, "keep")
def _keep_paper(seats: Standing, paper: Paper, now: datetime) -> bool:
    return keeps(seats, paper)


@rule(Paper, "comment")
def _comment_paper(seats: Standing, paper: Paper, now: datetime) -> bool:
    if keeps(seats, paper) or paper.board_id in seats.chair:
        return True
    return bool(own_roles(seats, paper))


def today(now: datetime, meeting: Meeting) -> date:
    """The day it is where the board meets."""
    return now.astimezone(meeting.zone).date()


def visible(rows: QuerySet[Model], **where: Any) -> Any:
    """One row of a queryset that is already cut to its reader; else 404."""
    found = rows.filter(**where).first()
    if found is None:
        raise Http404
    return found
