"""What managing boards does besides saving a row: public profile, messages, invitations."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from icsgov.boards.models import Board, BoardRule, Invitation, Organisation, Person, Seat, User
from icsgov.boards.profile import release_profile
from icsgov.work.mail import Composed, composes, queue
from icsgov.work.models import Message


@transaction.atomic
def board_saved(board: Board, by: Any, now: datetime) -> None:
    """A board changed: its public profile is made anew."""
    release_profile(board, by, now)


@transaction.atomic
def seat_saved(seat: Seat, by: Any, now: datetime, *, had_part2: bool) -> None:
    """A seat changed: the public profile follows, and chairs are told of a right to Part 2."""
    release_profile(seat.board, by, now)
    if seat.part2 and not had_part2:
        tell_chairs(seat, now)


@transaction.atomic
def name_saved(named: Person | Organisation, by: Any, now: datetime) -> None:
    """A name changed: it stands on the profiles of the boards where it holds a seat."""
    held = named.seats.filter(Q(ends=None) | Q(ends__gte=now.date()))
    for board in Board.objects.filter(seats__in=held).distinct():
        release_profile(board, by, now)


def tell_chairs(seat: Seat, now: datetime) -> None:
    """Write to the chairs of the board that somebody may now read Part 2."""
    chairs = Seat.objects.held(seat.board.today(now)).filter(board=seat.board, role=Seat.Role.CHAIR)
    for account in User.objects.filter(person__seats__in=chairs, is_active=True).distinct():
        queue("part2-granted", account.email, now=now, user=account, thing=seat.key)


@composes("part2-granted")
def compose_part2_granted(message: Message, now: datetime) -> Composed | None:
    """Names the seat; goes only while the seat still gives the right."""
    seat = Seat.objects.filter(key=message.about, part2=True).first()
    if seat is None:
        return None
    link = settings.SITE_URL + reverse("board", kwargs={"slug": seat.board.slug})
    return Composed(
        f"{seat.person} may now read Part 2 papers of the {seat.board.short_name}",
        f"{seat.person} has been given the right to read Part 2 papers of the {seat.board}.\n\n"
        f"If you did not expect this, look at the board’s seats:\n{link}\n",
    )


@transaction.atomic
def invite(person: Person, email: str, by: Any, now: datetime) -> Invitation:
    """Invite a person to make an account; the e-mail holds a link that works once."""
    invitation = Invitation.make(person, email, by, now)
    queue("invitation", email, now=now, thing=invitation.key)
    return invitation


@composes("invitation")
def compose_invitation(message: Message, now: datetime) -> Composed | None:
    """The link is made as the message goes out; nothing else holds the token."""
    invitation = Invitation.objects.open(now).filter(key=message.about).first()
    if invitation is None:
        return None
    path = reverse("invitation", kwargs={"token": invitation.fresh_token()})
    return Composed(
        f"Your account for {settings.SITE_NAME}",
        f"Dear {invitation.person},\n\nYou have been invited to {settings.SITE_NAME} of the "
        f"{settings.SYSTEM_NAME}. Choose a password to start:\n\n{settings.SITE_URL}{path}\n\n"
        "The link works once, for 14 days. If you did not expect this, do nothing.\n",
    )


@transaction.atomic
def set_rule(
    board: Board, name: str, value: Any, by: Any, now: datetime, *, starts: Any, source: str
) -> BoardRule:
    """Let a rule hold from a day on; the earlier ones stay for the days before."""
    row = BoardRule.objects.filter(board=board, name=name, starts=starts).first()
    if row is None:
        row = BoardRule(board=board, name=name, value=value, starts=starts, source=source)
        row.full_clean()
        row.create_by(by, now)
    else:
        row.save_at(row.version, by, now, value=value, source=source)
    release_profile(board, by, now)
    return row
