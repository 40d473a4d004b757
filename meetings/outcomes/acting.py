"""Actions: who will do what by when, numbered board by board, Part 2 in a series of its own."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from icsgov.boards.models import Board, Organisation, Person
from meetings.models import Action, ActionOwner, Meeting, Paragraph
from meetings.outcomes import releasing

Owner = Person | Organisation


class AlreadyTaken(Exception):
    """The paragraph holds an action: somebody recorded it meanwhile."""


@transaction.atomic
def take(
    board: Board,
    part: int,
    text: str,
    by: Any,
    now: datetime,
    *,
    meeting: Meeting | None = None,
    paragraph: Paragraph | None = None,
    owners: Sequence[Owner] = (),
    due: date | None = None,
    due_words: str = "",
    public: bool = False,
    key: UUID | None = None,
) -> Action:
    """An action with the next number of its board and part, given under the board's lock.

    `due_words` are kept as they were said ("by the autumn"). `key`, made by who asks, lets a
    request come twice: the second time the same action is answered. Raises AlreadyTaken where
    the paragraph holds an action, ValueError where meeting or paragraph are another board's or
    part's.
    """
    _check_place(board, part, meeting, paragraph)
    Board.objects.select_for_update(no_key=True).get(pk=board.pk)
    known = Action.objects.filter(key=key, board=board, part=part).first() if key else None
    if known is not None:
        return known
    if paragraph is not None and Action.objects.filter(paragraph=paragraph).exists():
        raise AlreadyTaken
    made = Action(
        board=board,
        part=part,
        number=_next_number(board, part),
        meeting=meeting,
        paragraph=paragraph,
        text=text,
        due=due,
        due_words=due_words,
        public=public and part == 1,
        made_on=meeting.date if meeting else board.today(now),
    )
    if key is not None:
        made.key = key
    made.create_by(by, now)
    own(made, owners)
    releasing.refresh(made, by, now)
    return made


def own(action: Action, owners: Iterable[Owner]) -> None:
    """Make these the owners, in their order, by the names they have now."""
    action.owners.all().delete()
    once = {(type(owner), owner.pk): owner for owner in owners}
    ActionOwner.objects.bulk_create(_owner(action, owner) for owner in once.values())


def _owner(action: Action, owner: Owner) -> ActionOwner:
    if isinstance(owner, Person):
        return ActionOwner(action=action, person=owner, name=owner.full_name)
    return ActionOwner(action=action, organisation=owner, name=owner.name)


def _check_place(
    board: Board, part: int, meeting: Meeting | None, paragraph: Paragraph | None
) -> None:
    wrong = meeting is not None and meeting.board_id != board.pk
    if paragraph is not None:
        minutes = paragraph.section.minutes
        wrong |= (minutes.meeting.board_id, minutes.part) != (board.pk, part)
    if wrong:
        raise ValueError("An action is of the board and part of its meeting and paragraph.")


def _next_number(board: Board, part: int) -> int:
    rows = Action.objects.filter(board=board, part=part)
    last: int | None = rows.aggregate(last=Max("number"))["last"]
    return (last or 0) + 1
