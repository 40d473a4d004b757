"""Loading interests in one call: one's own, and those of the people on a board one keeps."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404

from icsgov.boards.models import Board, Person, Seat
from icsgov.boards.rights import Standing, may, rule, standing, withheld
from icsgov.record import access as record
from icsgov.record.kinds import INTERESTS
from icsgov.record.models import Release
from meetings import access
from meetings.models import (
    AgendaItem,
    Enclosure,
    Interest,
    InterestReturn,
    InterestRound,
    ItemInterest,
    Meeting,
)


def declares(user: Any, now: datetime) -> bool:
    """Whether the reader is somebody who declares: who has held a seat anywhere."""
    return Seat.objects.filter(person=standing(user, now).person or 0).exists()


def own_person(user: Any, now: datetime) -> Person:
    """The reader as somebody who declares; else 404."""
    if not declares(user, now):
        raise Http404
    return Person.objects.get(pk=standing(user, now).person or 0)


def own_interests(user: Any, now: datetime) -> QuerySet[Interest]:
    """One's own, lapsed ones included."""
    person = standing(user, now).person
    return (
        Interest.objects.visible_to(user, now).filter(person=person).order_by("kind", "-declared")
    )


def open_returns(user: Any, now: datetime) -> list[InterestReturn]:
    """What rounds ask of the reader now."""
    rows = InterestReturn.objects.filter(person=standing(user, now).person).open(now)
    return list(rows.select_related("round__board").order_by("expires_at"))


def get_own(user: Any, key: UUID, now: datetime) -> Interest:
    """One of one's own interests."""
    found = own_interests(user, now).filter(key=key).select_related("person").first()
    if found is None:
        raise Http404
    return found


def get_interest(user: Any, board: Board, key: UUID, now: datetime) -> Interest:
    """An interest of somebody on a board that the reader keeps."""
    rows = Interest.objects.visible_to(user, now).filter(person__seats__board=board, key=key)
    found = rows.select_related("person").first()
    if found is None:
        raise Http404
    if not may(user, "write", found, now):
        raise PermissionDenied
    return found


def get_board(user: Any, slug: str, action: str, now: datetime) -> Board:
    """A board on whose desk the reader sits; secretaries write, chairs read."""
    seats = standing(user, now)
    found = Board.objects.filter(pk__in=seats.secretary | seats.chair, slug=slug).first()
    if found is None:
        raise Http404
    if action == "write" and found.pk not in seats.secretary:
        raise PermissionDenied
    return found


def keeps(user: Any, board: Board, now: datetime) -> bool:
    """Whether the reader writes the register of a board."""
    return board.pk in standing(user, now).secretary


def interests_of(user: Any, board: Board, now: datetime) -> QuerySet[Interest]:
    """Every interest of those who have or had a seat on the board, lapsed ones included."""
    rows = Interest.objects.visible_to(user, now).filter(person__seats__board=board)
    return rows.select_related("person").distinct()


def people_of(board: Board, now: datetime) -> QuerySet[Person]:
    """Who can declare on a board: everybody with a seat there today."""
    return Person.objects.filter(seats__in=_declaring(board, now)).distinct()


def _declaring(board: Board, now: datetime) -> QuerySet[Seat]:
    held = Seat.objects.held(board.today(now)).filter(board=board)
    return held.exclude(role=Seat.Role.SECRETARY)


def get_round(user: Any, board: Board, key: UUID, now: datetime) -> InterestRound:
    """A round of a board that the reader has been let to."""
    found = InterestRound.objects.filter(board=board, key=key).first()
    if found is None:
        raise Http404
    return found


def get_meeting(user: Any, board: str, address: str, action: str, now: datetime) -> Meeting:
    """A meeting whose interests the reader sees: its secretaries and chairs."""
    found = access.get_meeting(user, board, address, "read", now)
    seats = standing(user, now)
    if found.board_id not in seats.secretary | seats.chair:
        raise Http404
    if not may(user, action, found, now):
        raise PermissionDenied
    return found


def items_of(user: Any, meeting: Meeting, now: datetime) -> QuerySet[AgendaItem]:
    """The numbered items that the reader sees, with the titles of their papers."""
    rows = AgendaItem.objects.visible_to(user, now).filter(meeting=meeting, parent=None)
    numbered = rows.filter(kind__in=AgendaItem.NUMBERED).in_order()
    open_ones = Enclosure.objects.exclude(paper__key__in=withheld(user, now))
    return numbered.prefetch_related(Prefetch("enclosures", open_ones.select_related("paper")))


def get_record(user: Any, meeting: Meeting, key: UUID, now: datetime) -> ItemInterest:
    """What was written of an interest at an item of a meeting."""
    rows = ItemInterest.objects.visible_to(user, now).filter(item__meeting=meeting, key=key)
    found = rows.select_related("item__meeting", "person", "interest").first()
    if found is None:
        raise Http404
    return found


@rule(Interest, "read")
def _read(seats: Standing, interest: Interest, now: datetime) -> bool:
    return True


@rule(Interest, "write")
def _write(seats: Standing, interest: Interest, now: datetime) -> bool:
    """Whoever declared it, and secretaries of a board on which they have a seat."""
    if interest.person_id == seats.person:
        return True
    return Seat.objects.filter(person=interest.person_id, board__in=seats.secretary).exists()


def people_at(meeting: Meeting) -> QuerySet[Person]:
    """Who may declare at a meeting: those with a seat that day, and whoever is on its roll."""
    held = Seat.objects.held(meeting.date).filter(board=meeting.board)
    seated = Q(seats__in=held.exclude(role=Seat.Role.SECRETARY))
    there = Q(attendance__meeting=meeting) | Q(deputised__meeting=meeting)
    return Person.objects.filter(seated | there).distinct()


def register_of(slug: str, now: datetime) -> Release:
    """The live public register of a board; 404 where there is none."""
    board = record.profile(slug, now).board
    rows = Release.objects.for_public(now).live(now).filter(kind=INTERESTS, board=board)
    found = rows.select_related("board").first()
    if found is None:
        raise Http404
    return found
