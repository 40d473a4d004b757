"""Loading and checking in one call, and who may do what with plans and bulletins.

Not visible: 404. Visible and not allowed: 403.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404

from icsgov.boards.models import Board
from icsgov.boards.rights import Standing, may, rule, standing
from strategy.models import Bulletin, BulletinEntry, Part, Plan, PlanOwner, Update, UpdateRound
from strategy.models.plans import keeps_board


def _owns(seats: Standing, plan: Plan) -> bool:
    return seats.person is not None and plan.owners.filter(person=seats.person).exists()


@rule(Plan, "read")
@rule(Part, "read")
@rule(Bulletin, "read")
@rule(UpdateRound, "read")
def _read(seats: Standing, thing: Any, now: datetime) -> bool:
    return True


@rule(Plan, "write")
def _write_plan(seats: Standing, plan: Plan, now: datetime) -> bool:
    """Secretaries of its board (any, where it is the system's) and its owners."""
    return keeps_board(seats, plan.board) or _owns(seats, plan)


@rule(Plan, "release", "name owners")
def _release_plan(seats: Standing, plan: Plan, now: datetime) -> bool:
    return keeps_board(seats, plan.board)


@rule(Part, "write")
def _write_part(seats: Standing, part: Part, now: datetime) -> bool:
    return _write_plan(seats, part.plan, now)


@rule(UpdateRound, "write")
def _write_round(seats: Standing, row: UpdateRound, now: datetime) -> bool:
    return _write_plan(seats, row.plan, now)


@rule(Update, "write")
def _write_update(seats: Standing, update: Update, now: datetime) -> bool:
    return _write_plan(seats, update.round.plan, now)


@rule(Bulletin, "write", "release")
def _write_bulletin(seats: Standing, bulletin: Bulletin, now: datetime) -> bool:
    return keeps_board(seats, bulletin.board)


@rule(BulletinEntry, "write")
def _write_entry(seats: Standing, entry: BulletinEntry, now: datetime) -> bool:
    return keeps_board(seats, entry.bulletin.board)


def _load(rows: QuerySet[Any], user: Any, action: str, now: datetime, **where: Any) -> Any:
    found = rows.filter(**where).first()
    if found is None:
        raise Http404
    if not may(user, action, found, now):
        raise PermissionDenied
    return found


def get_plan(user: Any, address: str, action: str, now: datetime) -> Plan:
    """The plan at an address of the desk, if the reader may do this to it."""
    rows = Plan.objects.visible_to(user, now).select_related("board")
    found: Plan = _load(rows, user, action, now, address=address)
    return found


def get_owner(plan: Plan, person: UUID) -> PlanOwner:
    """An owner of a plan that the reader may see; 404 for anybody else."""
    found = plan.owners.select_related("person").filter(person__key=person).first()
    if found is None:
        raise Http404
    return found


def get_part(user: Any, key: UUID, action: str, now: datetime) -> Part:
    """A part of a plan, if the reader may do this to it."""
    rows = Part.objects.visible_to(user, now).select_related("plan__board", "parent", "across")
    found: Part = _load(rows, user, action, now, key=key)
    return found


def get_round(user: Any, key: UUID, action: str, now: datetime) -> UpdateRound:
    """An update round, if the reader may do this to it."""
    rows = UpdateRound.objects.visible_to(user, now).select_related("plan__board")
    found: UpdateRound = _load(rows, user, action, now, key=key)
    return found


def get_update(user: Any, key: UUID, action: str, now: datetime) -> Update:
    """A lead’s answer, if the reader may do this to it."""
    rows = Update.objects.visible_to(user, now).select_related("round__plan__board", "part__plan")
    found: Update = _load(rows, user, action, now, key=key)
    return found


def get_asked(token: str) -> Update:
    """What the single-use link of a lead stands for; 404 once it is used up or ended."""
    found = Update.objects.by_token(token)
    if found is None:
        raise Http404
    return found


def get_bulletin(user: Any, address: str, action: str, now: datetime) -> Bulletin:
    """An edition of a bulletin, if the reader may do this to it."""
    rows = Bulletin.objects.visible_to(user, now).select_related("board")
    found: Bulletin = _load(rows, user, action, now, address=address)
    return found


def get_entry(user: Any, key: UUID, action: str, now: datetime) -> BulletinEntry:
    """An entry of an edition, if the reader may do this to it."""
    rows = BulletinEntry.objects.visible_to(user, now).select_related("bulletin__board")
    found: BulletinEntry = _load(rows, user, action, now, key=key)
    return found


def has_desk(user: Any, now: datetime) -> bool:
    """Whether somebody has a place on the strategy desk: everybody else reads what is public."""
    seats = standing(user, now)
    return bool(seats.secretary or seats.chair or Plan.objects.visible_to(user, now).exists())


def kept_boards(user: Any, now: datetime) -> QuerySet[Board]:
    """The boards, the system among them, for which the reader may begin a plan."""
    seats = standing(user, now)
    if not seats.secretary:
        raise PermissionDenied
    return Board.objects.filter(Q(pk__in=seats.secretary) | Q(kind=Board.Kind.SYSTEM))


def plan_boards(user: Any, plan: Plan, now: datetime) -> QuerySet[Board]:
    """The boards that a plan may belong to: its own, and those the reader keeps."""
    seats = standing(user, now)
    own = Q(pk=plan.board_id)
    if seats.secretary:
        own |= Q(pk__in=seats.secretary) | Q(kind=Board.Kind.SYSTEM)
    return Board.objects.filter(own)


def plans(user: Any, now: datetime) -> QuerySet[Plan]:
    """The plans whose drafts the reader sees."""
    return Plan.objects.visible_to(user, now).select_related("board")


def bulletins(user: Any, now: datetime) -> QuerySet[Bulletin]:
    """The editions of bulletins that the reader sees."""
    return Bulletin.objects.visible_to(user, now).select_related("board")


def open_rounds(user: Any, now: datetime) -> QuerySet[UpdateRound]:
    """The update rounds that are open, of plans that the reader sees."""
    rows = UpdateRound.objects.visible_to(user, now).filter(state="open")
    return rows.select_related("plan").order_by("closes_on")
