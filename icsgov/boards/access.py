"""Who may manage boards, people and seats; loading and checking in one call."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404
from django.utils import timezone

from icsgov.boards.models import Administrator, Board, Organisation, Person, Seat, User
from icsgov.boards.rights import Standing, may, rule, standing


@rule(Board, "read")
def _read_board(seats: Standing, board: Board, now: datetime) -> bool:
    return seats.administrator or bool(seats.secretary)


@rule(Board, "manage")
def _manage_board(seats: Standing, board: Board, now: datetime) -> bool:
    return seats.administrator or board.pk in seats.secretary


@rule(Seat, "manage")
def _manage_seat(seats: Standing, seat: Seat, now: datetime) -> bool:
    """Nobody gives, changes or ends a seat of their own."""
    managed = seats.administrator or seat.board_id in seats.secretary
    return managed and seat.person_id != seats.person


@rule(Person, "manage")
@rule(Organisation, "manage")
def _manage_people(seats: Standing, thing: Model, now: datetime) -> bool:
    return seats.administrator or bool(seats.secretary)


@rule(User, "let in")
@rule(User, "correct the address of")
def _look_after(seats: Standing, user: User, now: datetime) -> bool:
    """Administrators; secretaries of a board on which the person sits; nobody themselves.

    Somebody without a seat, such as an author, is looked after by any secretary.
    """
    if user.person_id is None or user.person_id == seats.person:
        return False
    held = Seat.objects.held(timezone.localdate(now)).filter(person=user.person_id)
    boards = set(held.values_list("board", flat=True))
    return seats.administrator or bool(seats.secretary & boards if boards else seats.secretary)


@rule(Administrator, "manage")
def _manage_administrator(seats: Standing, row: Administrator, now: datetime) -> bool:
    """Administrators name each other, and none their own successor row."""
    return seats.administrator and row.person_id != seats.person


def manages(seats: Standing) -> bool:
    """Whether somebody manages boards or people."""
    return bool(seats.administrator or seats.secretary)


def require_manager(user: Any, now: datetime) -> Standing:
    """The standing of somebody who manages boards or people; anybody else finds nothing."""
    seats = standing(user, now)
    if not manages(seats):
        raise Http404
    return seats


def require_administrator(user: Any, now: datetime) -> Standing:
    """The standing of an administrator; other managers may not, the rest finds nothing."""
    seats = require_manager(user, now)
    if not seats.administrator:
        raise PermissionDenied
    return seats


def _get(rows: QuerySet[Any], user: Any, action: str, now: datetime, **where: Any) -> Any:
    require_manager(user, now)
    found = rows.filter(**where).first()
    if found is None:
        raise Http404
    if not may(user, action, found, now):
        raise PermissionDenied
    return found


def get_board(user: Any, slug: str, action: str, now: datetime) -> Board:
    """A board, for somebody who manages boards."""
    found: Board = _get(Board.objects.select_related("parent"), user, action, now, slug=slug)
    return found


def get_seat(user: Any, key: UUID, now: datetime) -> Seat:
    """A seat to be managed."""
    rows = Seat.objects.select_related("board", "person", "organisation", "assistant")
    found: Seat = _get(rows, user, "manage", now, key=key)
    return found


def get_person(user: Any, key: UUID, now: datetime) -> Person:
    """A person to be managed."""
    found: Person = _get(Person.objects.select_related("account"), user, "manage", now, key=key)
    return found


def get_account(user: Any, key: UUID, now: datetime, action: str) -> User:
    """The open account of a person, for somebody who looks after it."""
    rows = User.objects.filter(is_active=True).select_related("person")
    found: User = _get(rows, user, action, now, person__key=key)
    return found


def get_organisation(user: Any, key: UUID, now: datetime) -> Organisation:
    """An organisation to be managed."""
    found: Organisation = _get(Organisation.objects.all(), user, "manage", now, key=key)
    return found


def get_administrator(user: Any, key: UUID, now: datetime) -> Administrator:
    """Somebody else's administration."""
    rows = Administrator.objects.select_related("person")
    found: Administrator = _get(rows, user, "manage", now, key=key)
    return found
