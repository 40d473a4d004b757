"""Loading minutes in one call: secretaries write, chairs clear once they are drafted.

What the reader may not see is not there (404), whether or not it was begun.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404

from icsgov.boards.rights import Standing, may, rule, standing
from meetings.models import Correction, Meeting, Minutes, MinuteSection, Paragraph, Proposal


def get_minutes(
    user: Any, board: str, address: str, part: int, action: str, now: datetime
) -> Minutes:
    """The minutes of a part, if the reader may do this to them."""
    found = find_minutes(user, board, address, part, now)
    if found is None:
        raise Http404
    return _allowed(user, action, found, now)


def find_minutes(user: Any, board: str, address: str, part: int, now: datetime) -> Minutes | None:
    """The minutes of a part as far as the reader sees them; None also where none were begun."""
    rows = _seen(user, now).filter(meeting__board__slug=board, meeting__address=address)
    return rows.filter(part=part).first()


def get_meeting(user: Any, board: str, address: str, part: int, now: datetime) -> Meeting:
    """A meeting whose minutes the reader may begin: 404 for all but its secretaries."""
    seats = standing(user, now)
    keeps = seats.secretary if part == 1 else seats.secretary & seats.part2
    rows = Meeting.objects.filter(board__in=keeps, board__slug=board, address=address)
    found = rows.select_related("board").first()
    if found is None or (part != 1 and not found.parts.filter(number=part).exists()):
        raise Http404
    return found


def parts(user: Any, meeting: Meeting, now: datetime) -> list[int]:
    """The parts whose minutes the reader may open: a secretary also before they are begun."""
    seats = standing(user, now)
    if meeting.board_id in seats.secretary:
        private = meeting.parts.filter(number=2).exists() and meeting.board_id in seats.part2
        return [1, 2] if private else [1]
    rows = Minutes.objects.visible_to(user, now).filter(meeting=meeting)
    return sorted(rows.values_list("part", flat=True))


def get_section(user: Any, key: UUID, action: str, now: datetime) -> MinuteSection:
    """A section of minutes that the reader sees, if they may do this to those minutes."""
    rows = MinuteSection.objects.filter(minutes__in=_seen(user, now))
    found = rows.filter(key=key).select_related("item", "minutes__meeting__board").first()
    if found is None:
        raise Http404
    _allowed(user, action, found.minutes, now)
    return found


def get_paragraph(user: Any, key: UUID, action: str, now: datetime) -> Paragraph:
    """A paragraph of minutes that the reader sees, if they may do this to those minutes."""
    rows = Paragraph.objects.filter(section__minutes__in=_seen(user, now), key=key)
    found = rows.select_related("section__minutes__meeting__board", "section__item").first()
    if found is None:
        raise Http404
    _allowed(user, action, found.section.minutes, now)
    return found


def get_correction(user: Any, key: UUID, now: datetime) -> Correction:
    """A correction that the reader, a secretary, may settle."""
    rows = Correction.objects.filter(paragraph__section__minutes__in=_seen(user, now), key=key)
    found = rows.select_related("paragraph__section__minutes__meeting__board").first()
    if found is None:
        raise Http404
    _allowed(user, "write", found.paragraph.section.minutes, now)
    return found


def get_proposal(user: Any, key: UUID, now: datetime) -> Proposal:
    """A change made in Word that the reader, a secretary, may take over or leave."""
    rows = Proposal.objects.filter(section__minutes__in=_seen(user, now), key=key)
    found = rows.select_related("section__minutes__meeting__board", "paragraph", "brought").first()
    if found is None:
        raise Http404
    _allowed(user, "write", found.section.minutes, now)
    return found


def _seen(user: Any, now: datetime) -> QuerySet[Minutes]:
    return Minutes.objects.visible_to(user, now).select_related("meeting__board")


def _allowed(user: Any, action: str, minutes: Minutes, now: datetime) -> Minutes:
    if not may(user, action, minutes, now):
        raise PermissionDenied
    return minutes


@rule(Minutes, "read")
def _read(seats: Standing, minutes: Minutes, now: datetime) -> bool:
    return True


@rule(Minutes, "write")
def _write(seats: Standing, minutes: Minutes, now: datetime) -> bool:
    return minutes.meeting.board_id in seats.secretary


@rule(Minutes, "clear")
def _clear(seats: Standing, minutes: Minutes, now: datetime) -> bool:
    """A chair; or a secretary, who says how they know that the chair cleared them."""
    return minutes.meeting.board_id in seats.chair | seats.secretary
