"""E-mails about papers: to whom, and in which words. They hold a link, and no Part 2 title."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.urls import reverse

from icsgov.boards.models import Seat, User
from icsgov.boards.rules import Clearance
from icsgov.nhsuk.dates import date_words
from icsgov.work.mail import Composed, composes, queue
from icsgov.work.models import Message
from meetings import access
from meetings.models import Paper
from meetings.progress import Progress, progress

SIGNED = "You get this because of your part in this paper. Please do not reply to this message.\n"


def authors_of(paper: Paper, now: datetime) -> list[User]:
    """The accounts of its authors and of those who assist them."""
    return _accounts({role.person_id for role in paper.authors}, paper, now, assistants=True)


def secretaries_of(paper: Paper, now: datetime) -> list[User]:
    """The accounts of the board's secretaries who may handle this paper."""
    return _seated(paper, Seat.Role.SECRETARY, now)


def takers_of(step: Clearance, paper: Paper, now: datetime) -> list[User]:
    """The accounts of those who can take a step by their own word."""
    if step.by == "lead":
        return _accounts({role.person_id for role in paper.leads}, paper, now)
    if step.by == "chair":
        return _seated(paper, Seat.Role.CHAIR, now)
    return secretaries_of(paper, now)


def _accounts(
    people: Collection[int], paper: Paper, now: datetime, *, assistants: bool = False
) -> list[User]:
    wanted = Q(person__in=people)
    if assistants:
        seats = Seat.objects.held(paper.board.today(now)).filter(person__in=people)
        wanted |= Q(person__in=seats.exclude(assistant=None).values("assistant"))
    return list(User.objects.filter(wanted, is_active=True).select_related("person"))


def _seated(paper: Paper, role: str, now: datetime) -> list[User]:
    seats = Seat.objects.held(paper.board.today(now)).filter(board=paper.board, role=role)
    return _accounts(set(seats.values_list("person", flat=True)), paper, now)


def tell(
    kind: str, paper: Paper, accounts: Iterable[User], now: datetime, *, once: str = "", **said: Any
) -> int:
    """Put a message about a paper in the outbox for each account; how many are new."""
    queued = (
        queue(
            kind,
            account.email,
            now=now,
            user=account,
            thing=paper.key,
            once=f"{once}:{account.pk}" if once else "",
            **said,
        )
        for account in accounts
    )
    return sum(message is not None for message in queued)


def read(message: Message, now: datetime) -> Progress | None:
    """The paper as its reader may see it now; None when the right to it is gone."""
    rows = Paper.objects.visible_to(message.user, now).for_desk()
    paper = rows.filter(key=message.thing).first() if message.thing else None
    return progress(paper, now) if paper else None


def called(row: Progress) -> str:
    """The title, which a Part 2 paper does not show outside."""
    return "a paper" if access.is_part2(row.paper) else f"“{row.paper.title}”"


def for_meeting(row: Progress) -> str:
    meeting = row.meeting
    board = row.paper.board.short_name
    return f"the {board} meeting on {date_words(meeting.date)}" if meeting else f"the {board}"


def composed(row: Progress, subject: str, *sentences: str, name: str = "paper") -> Composed:
    link = settings.SITE_URL + reverse(name, kwargs={"key": row.paper.key})
    body = "\n\n".join([*(words for words in sentences if words), link, SIGNED])
    return Composed(subject, body)


def due_words(row: Progress) -> str:
    """ " is due on 10 July 2023", or was."""
    if row.due is None:
        return " is due"
    return f" {'was' if row.is_late else 'is'} due on {date_words(row.due)}"


@composes("paper-submitted")
def compose_submitted(message: Message, now: datetime) -> Composed | None:
    """Tells the secretaries that a paper came in."""
    row = read(message, now)
    if row is None or row.paper.state != Paper.State.SUBMITTED:
        return None
    return composed(
        row,
        f"Submitted: {called(row)}",
        f"{capital(called(row))} for {for_meeting(row)} has been submitted.",
        "Look at it here:",
    )


@composes("paper-to-clear")
def compose_to_clear(message: Message, now: datetime) -> Composed | None:
    """Asks for a clearance; not sent once the step was taken."""
    row = read(message, now)
    step = message.context.get("step", "")
    if row is None or not any(each.key == step for each in row.open_steps):
        return None
    return composed(
        row,
        f"To clear: {called(row)}",
        f"{capital(called(row))} for {for_meeting(row)} waits for your clearance.",
        "Read it and clear it, or return it to its author, here:",
    )


@composes("paper-returned")
def compose_returned(message: Message, now: datetime) -> Composed | None:
    """Tells the authors that their paper came back. The reason is read after signing in."""
    row = read(message, now)
    if row is None or row.paper.state != Paper.State.RETURNED:
        return None
    return composed(
        row,
        f"Returned to you: {called(row)}",
        f"{capital(called(row))} for {for_meeting(row)} has been returned to you.",
        "Read why, change it and submit it again here:",
    )


@composes("paper-cleared")
def compose_cleared(message: Message, now: datetime) -> Composed | None:
    """Tells authors and secretaries that all clearances are there."""
    row = read(message, now)
    if row is None or row.paper.state != Paper.State.CLEARED:
        return None
    return composed(
        row,
        f"Cleared: {called(row)}",
        f"{capital(called(row))} for {for_meeting(row)} has been cleared for the pack.",
    )


def capital(words: str) -> str:
    return words[:1].upper() + words[1:]
