"""What becomes of an action: reports of its owners, and what a meeting does with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from icsgov.boards.models import Person
from meetings.models import Action, ActionLink, ActionUpdate, Meeting
from meetings.outcomes import acting, releasing
from meetings.outcomes.acting import Owner


@dataclass(frozen=True)
class Due:
    """When it is to be done: a day, or words that are kept as they were said."""

    day: date | None = None
    words: str = ""


class Elsewhere(ValueError):
    """An action merges into another one of the same board and part."""


@transaction.atomic
def report(
    action: Action,
    text: str,
    name: str,
    by: Any,
    now: datetime,
    *,
    complete: bool = False,
    acting_for: str = "",
) -> ActionUpdate:
    """One line of an owner; `complete` proposes that a meeting closes it.

    Raises MoveRefused for an action that is not open any more.
    """
    action.note_report(by, now, complete=complete, acting_for=acting_for)
    made = ActionUpdate.objects.create(
        action=action, text=text, proposes_complete=complete, name=name, by=by, at=now
    )
    releasing.refresh(action, by, now)
    return made


@transaction.atomic
def report_by(link: ActionLink, text: str, now: datetime, *, complete: bool) -> bool:
    """A report through a single-use link; False where the link was used before."""
    rows = ActionLink.objects.filter(pk=link.pk, used_at=None)
    if not rows.update(used_at=now):
        return False
    name = link.person.full_name
    report(link.action, text, name, None, now, complete=complete, acting_for=name)
    return True


@transaction.atomic
def close(action: Action, at: Meeting, words: str, by: Any, now: datetime) -> None:
    """Closed by a meeting. Raises MoveRefused where it was closed or merged before."""
    action.close(at, words, by, now)
    releasing.refresh(action, by, now)


@transaction.atomic
def carry_over(
    action: Action, to: Meeting | None, due: Due, words: str, by: Any, now: datetime
) -> None:
    """Kept open for another meeting; an earlier day that it had stays known."""
    fields: dict[str, Any] = {}
    if due != Due():
        fields = {"due": due.day, "due_words": due.words, "slipped_from": _slipped(action, due)}
    action.carry_over(to, words, by, now, **fields)
    releasing.refresh(action, by, now)


def _slipped(action: Action, due: Due) -> list[str]:
    """The days that it was due on before, the first one first."""
    moved = action.due is not None and due.day != action.due
    return [*action.slipped_from, *([action.due.isoformat()] if moved and action.due else [])]


@transaction.atomic
def merge(action: Action, into: Action, words: str, by: Any, now: datetime) -> None:
    """It goes on in another action. Raises Elsewhere for itself and for one of another log."""
    same = (into.board_id, into.part) == (action.board_id, action.part)
    if into.pk == action.pk or not same:
        raise Elsewhere(f"{into} is no other action of this log.")
    action.merge(into, words, by, now)
    releasing.refresh(action, by, now)


@transaction.atomic
def supersede(action: Action, words: str, by: Any, now: datetime) -> None:
    """Something else came in its place, as `words` say."""
    action.supersede(words, by, now)
    releasing.refresh(action, by, now)


@transaction.atomic
def reopen(action: Action, words: str, by: Any, now: datetime) -> None:
    """Not done after all."""
    action.reopen(words, by, now)
    releasing.refresh(action, by, now)


@transaction.atomic
def revise(
    action: Action,
    version: int,
    by: Any,
    now: datetime,
    *,
    text: str,
    owners: Sequence[Owner],
    due: Due,
    public: bool,
) -> None:
    """Change its words, owners or day. Raises Conflict when somebody saved in between."""
    Action.objects.select_for_update().get(pk=action.pk)
    had = [owner.name for owner in action.owners.all()]
    fields: dict[str, Any] = {
        "text": text,
        "due": due.day,
        "due_words": due.words,
        "public": public and action.part == 1,
    }
    if action.due is not None and due.day is not None:
        fields["slipped_from"] = _slipped(action, due)
    if not action.save_at(version, by, now, **fields) and had != [str(each) for each in owners]:
        action.touch_at(version)
    acting.own(action, owners)
    has = [owner.name for owner in action.owners.all()]
    if had != has:
        action.record_change("owners", by, now, before={"owners": had}, after={"owners": has})
    releasing.refresh(action, by, now)


def owners_of(action: Action) -> list[Owner]:
    """The people and organisations that own it."""
    rows = action.owners.select_related("person", "organisation")
    return [each for row in rows for each in (row.person or row.organisation,) if each]


def owned_by(person: Person) -> Any:
    """Open actions of a person, the first due first."""
    rows = Action.objects.standing().open().filter(owners__person=person)
    return rows.for_record().order_by("due", "pk")
