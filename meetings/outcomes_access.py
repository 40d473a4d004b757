"""Loading decisions, actions and promises in one call, and who may do what to them.

Secretaries of the board write; owners, and their assistants, report on their actions.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Model, Prefetch, QuerySet
from django.http import Http404

from icsgov.boards.models import Board
from icsgov.boards.rights import Standing, may, rule, standing
from meetings.models import (
    Action,
    ActionLink,
    ActionOwner,
    ActionUpdate,
    AgendaItem,
    Decision,
    ForwardEntry,
    Meeting,
    Paragraph,
)


def get_decision(user: Any, key: UUID, action: str, now: datetime) -> Decision:
    """The decision with this key, if the reader may do this to it."""
    rows = Decision.objects.visible_to(user, now).for_record()
    found: Decision = _load(rows, user, action, now, key)
    return found


def get_action(user: Any, key: UUID, action: str, now: datetime) -> Action:
    """The action with this key, if the reader may do this to it."""
    rows = Action.objects.visible_to(user, now).for_record()
    found: Action = _load(rows, user, action, now, key)
    return found


def get_promise(user: Any, key: UUID, action: str, now: datetime) -> ForwardEntry:
    """The promise with this key, if the reader may do this to it."""
    rows = ForwardEntry.objects.visible_to(user, now).for_record()
    found: ForwardEntry = _load(rows, user, action, now, key)
    return found


def _load(rows: QuerySet[Any], user: Any, action: str, now: datetime, key: UUID) -> Any:
    found = rows.filter(key=key).first()
    if found is None:
        raise Http404
    if not may(user, action, found, now):
        raise PermissionDenied
    return found


def decision_of(paragraph: Paragraph) -> Decision | None:
    """The decision of a paragraph that the reader has been let to."""
    return Decision.objects.for_record().filter(paragraph=paragraph).first()


def action_of(paragraph: Paragraph) -> Action | None:
    """The action of a paragraph that the reader has been let to."""
    return Action.objects.for_record().filter(paragraph=paragraph).first()


def with_outcomes(paragraph: Paragraph) -> Paragraph:
    """The paragraph as it is now, with what came of it."""
    return Paragraph.objects.select_related("decision", "action").get(pk=paragraph.pk)


def decisions(user: Any, now: datetime, *, struck: bool = False) -> QuerySet[Decision]:
    """The decisions that count, or those that were struck, as far as the reader's desk shows them.

    The newest come first.
    """
    seen = Decision.objects.visible_to(user, now)
    rows = (seen.struck() if struck else seen.standing()).for_record()
    return rows.order_by("-meeting__date", "part", "number")


def actions(user: Any, now: datetime, *, struck: bool = False) -> QuerySet[Action]:
    """The action log, or what was struck of it, as far as the reader's desk shows it."""
    seen = Action.objects.visible_to(user, now)
    rows = (seen.struck() if struck else seen.standing()).for_record()
    last = Prefetch("updates", ActionUpdate.objects.order_by("-at", "-pk"))
    return rows.prefetch_related(last).order_by("board__position", "part", "number")


def own_actions(user: Any, now: datetime) -> QuerySet[Action]:
    """Open actions of the reader and of those whose assistant the reader is."""
    own = ActionOwner.objects.filter(person__in=standing(user, now).people)
    rows = Action.objects.filter(pk__in=own.values("action")).standing().open().for_record()
    return rows.prefetch_related("updates").order_by("due", "pk")


def promises(user: Any, now: datetime) -> QuerySet[ForwardEntry]:
    """The promises that count, as far as the reader's desk shows them."""
    return ForwardEntry.objects.visible_to(user, now).standing().for_record()


def owner_name(user: Any, action: Action, now: datetime) -> str:
    """For whom the reader reports: themselves, or the owner whom they assist."""
    seats = standing(user, now)
    names = {row.person_id: row.name for row in action.owners.all() if row.person_id}
    if seats.person in names:
        return names[seats.person]
    return next((name for pk, name in names.items() if pk in seats.assists), str(user))


def get_link(token_digest: str) -> ActionLink:
    """The single-use link that a digest names, used or not; 404 for none."""
    rows = ActionLink.objects.select_related("action__board", "person")
    found = rows.filter(digest=token_digest).first()
    if found is None:
        raise Http404
    return found


def kept_boards(user: Any, now: datetime, part: int = 1) -> QuerySet[Board]:
    """The boards for which the reader writes this part."""
    seats = standing(user, now)
    kept = seats.secretary if part == 1 else seats.secretary & seats.part2
    return Board.objects.filter(pk__in=kept).for_public()


def get_log(user: Any, board: str, address: str, part: int, now: datetime) -> Meeting:
    """A meeting whose action log the reader's desk shows; 404 for all others."""
    seats = standing(user, now)
    desk = seats.secretary | seats.chair
    seen = desk if part == 1 else desk & seats.part2
    rows = Meeting.objects.filter(board__in=seen, board__slug=board, address=address)
    found = rows.select_related("board").first()
    if found is None:
        raise Http404
    return found


def keeps(user: Any, board: Board, part: int, now: datetime) -> bool:
    """Whether the reader writes this part for a board."""
    return _keeps(standing(user, now), board.pk, part)


def _keeps(seats: Standing, board: int, part: int) -> bool:
    return board in seats.secretary and (part == 1 or board in seats.part2)


@rule(Decision, "read")
@rule(Action, "read")
@rule(ForwardEntry, "read")
def _read(seats: Standing, thing: Model, now: datetime) -> bool:
    return True


@rule(Decision, "strike")
def _strike_decision(seats: Standing, row: Decision, now: datetime) -> bool:
    return _keeps(seats, row.meeting.board_id, row.part)


@rule(Decision, "write")
def _write_decision(seats: Standing, row: Decision, now: datetime) -> bool:
    """What was struck stays as it is."""
    return not row.is_struck and _strike_decision(seats, row, now)


@rule(Action, "strike")
def _strike_action(seats: Standing, row: Action, now: datetime) -> bool:
    return _keeps(seats, row.board_id, row.part)


@rule(Action, "write")
def _write_action(seats: Standing, row: Action, now: datetime) -> bool:
    """What was struck stays as it is."""
    return not row.is_struck and _strike_action(seats, row, now)


@rule(ForwardEntry, "write")
def _write(seats: Standing, row: ForwardEntry, now: datetime) -> bool:
    return _keeps(seats, row.board_id, row.part)


@rule(Action, "report")
def _report(seats: Standing, row: Action, now: datetime) -> bool:
    """Owners and their assistants; a secretary notes what an owner told them."""
    owners = {owner.person_id for owner in row.owners.all()}
    return bool(owners & seats.people) or _keeps(seats, row.board_id, row.part)


def get_keeping_item(user: Any, key: UUID, entry: ForwardEntry, now: datetime) -> AgendaItem:
    """An agenda item that the reader sees and that could keep a promise."""
    rows = AgendaItem.objects.visible_to(user, now).select_related("meeting__board")
    found = rows.filter(key=key, meeting__board=entry.board, part=entry.part).first()
    if found is None:
        raise Http404
    return found
