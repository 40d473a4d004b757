"""Reminders of actions: one e-mail to each person, with links and no content."""

import secrets
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse

from icsgov.boards.models import Person, User
from icsgov.boards.models.invitations import digest
from icsgov.boards.rules import Rules
from icsgov.work.clock import every_tick
from icsgov.work.mail import Composed, composes, queue
from icsgov.work.models import Message
from meetings.models import Action, ActionLink
from meetings.outcomes.following import owned_by

KIND = "actions-due"
MORNING = time(8)
WEEK = 7
LASTS = timedelta(days=30)
# Once an owner proposes that it is complete, the next meeting has the word.
AWAITED = (Action.State.OPEN, Action.State.UPDATED)
SIGNED = (
    "You get this because actions of a board are in your name. Each link works once. Please do "
    "not pass this message on, and do not reply to it.\n"
)


def falls_on(due: date, today: date, rules: Rules) -> bool:
    """Whether the board's rule has a reminder on this day: before it, on it, then weekly."""
    left = (due - today).days
    weekly = rules.action_weekly and left < 0 and left % WEEK == 0
    return left in rules.action_days or weekly


@every_tick
def remind(now: datetime) -> None:
    """Queue this morning's reminders: one for each person, however many actions they own."""
    for person, today in _due(now):
        queue(
            KIND,
            _address(person),
            now=now,
            user=_account(person),
            thing=person.key,
            once=f"{KIND}:{person.key}:{today}",
            today=today,
        )


def _due(now: datetime) -> Iterable[tuple[Person, date]]:
    """Whom to remind this morning, with the day it is where their board meets."""
    found: dict[Person, date] = {}
    rules: dict[int, Rules] = {}
    for row in _awaited():
        today = row.board.today(now)
        if now.astimezone(ZoneInfo(row.board.zone)).time() < MORNING:
            continue
        known = rules.setdefault(row.board_id, row.board.rules(today))
        if falls_on(row.due, today, known):
            for owner in row.owners.all():
                if owner.person and _address(owner.person):
                    found.setdefault(owner.person, today)
    return found.items()


def _awaited() -> Any:
    rows = Action.objects.standing().filter(state__in=AWAITED, due__isnull=False)
    return rows.select_related("board").prefetch_related("owners__person__account")


def _account(person: Person) -> User | None:
    account = getattr(person, "account", None)
    return account if account is not None and account.is_active else None


def _address(person: Person) -> str:
    account = _account(person)
    return account.email if account else person.email


@composes(KIND)
def compose(message: Message, now: datetime) -> Composed | None:
    """Links to what is still open when it is sent; a private action needs sign-in."""
    person = Person.objects.filter(key=message.about).first()
    if person is None:
        return None
    today = date.fromisoformat(str(message.context["today"]))
    due = [row for row in owned_by(person) if row.state in AWAITED and _is_near(row, today)]
    if not due:
        return None
    lines = [
        f"{row}:\n{settings.SITE_URL}{_report_address(row, person, now)}"
        for row in due
        if row.part == 1
    ]
    if _account(person) is not None:
        own = settings.SITE_URL + reverse("actions-mine")
        lines.append(f"All your actions, after you sign in:\n{own}")
    if not lines:
        return None
    count = "an action" if len(due) == 1 else f"{len(due)} actions"
    asked = f"Please say in a line how {count} of yours stands" + ("" if len(due) == 1 else " each")
    return Composed("Your actions: please report", "\n\n".join([f"{asked}.", *lines, SIGNED]))


def _is_near(row: Action, today: date) -> bool:
    """Whether its reminders have begun."""
    most = max(row.board.rules(today).action_days, default=0)
    return row.due is not None and (row.due - today).days <= most


def _report_address(row: Action, person: Person, now: datetime) -> str:
    """A link that works once. An earlier one of this person that was not used is called back."""
    token = secrets.token_urlsafe(24)
    ActionLink.objects.filter(action=row, person=person, used_at=None).delete()
    ActionLink.objects.create(
        action=row,
        person=person,
        digest=digest(token),
        made_at=now,
        expires_at=now + LASTS,
    )
    return reverse("action-report", kwargs={"token": token})
