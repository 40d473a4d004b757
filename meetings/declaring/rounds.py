"""Rounds in which everybody on a board confirms their interests by a link that works once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction

from icsgov.boards.models import Board, Person
from icsgov.work.mail import queue
from meetings.declaring import registering
from meetings.declaring.register import declarers
from meetings.models import Interest, InterestReturn, InterestRound

ASKED = "interests-asked"
# Links outlive the day that is asked for, so that who is late can still answer.
GRACE = timedelta(days=14)


@dataclass(frozen=True)
class Standing:
    """How far a round is: who answered, who was asked and did not, who has no address."""

    round: InterestRound
    returns: Sequence[InterestReturn]

    @property
    def given(self) -> int:
        return sum(each.confirmed_at is not None for each in self.returns)

    @property
    def without_address(self) -> list[InterestReturn]:
        return [each for each in self.returns if not address_of(each.person)]


def address_of(person: Person) -> str:
    """Where a person gets letters: their account's address, else their own."""
    account = getattr(person, "account", None)
    return account.email if account is not None and account.is_active else person.email


@transaction.atomic
def open_round(board: Board, due: date, by: Any, now: datetime) -> InterestRound:
    """Ask everybody on the board; letters go to those who have an address."""
    made = InterestRound(board=board, asked_at=now, due=due).create_by(by, now)
    over = datetime.combine(due + GRACE, time(23, 59), now.tzinfo)
    for each in declarers(board, board.today(now), public=False):
        row = InterestReturn(round=made, person=each.person, expires_at=over)
        row.fresh_token()
        row.create_by(by, now)
        ask(row, now)
    return made


def ask(row: InterestReturn, now: datetime, once: str = "") -> None:
    """Queue the letter with the link, which is made when the letter is written."""
    address = address_of(row.person)
    if address:
        queue(ASKED, address, now=now, thing=row.key, once=once)


def standing(made: InterestRound) -> Standing:
    """Everybody who was asked (1 query)."""
    rows = made.returns.select_related("person__account").order_by("person__family_name", "pk")
    return Standing(made, list(rows))


def last_round(board: Board) -> InterestRound | None:
    """The board's newest round."""
    return InterestRound.objects.filter(board=board).order_by("-asked_at", "-pk").first()


@transaction.atomic
def answer(
    asked: InterestReturn,
    ended: Mapping[Interest, date],
    new: Sequence[Interest],
    by: Any,
    now: datetime,
) -> InterestReturn:
    """Everything that the page of a link says at once, and the link is used up.

    Raises ValueError where it was used before or is over, EndsTooSoon; nothing is written then.
    """
    person = asked.person
    registering.give(asked, False, by, now)
    for interest, day in ended.items():
        registering.end(interest, day, by, now)
    for interest in new:
        interest.person, interest.declared = person, now.date()
        registering.declare(interest, by, now)
    held = Interest.objects.filter(person=person).held(now.date())
    nil = not held.exists()
    InterestReturn.objects.filter(pk=asked.pk).update(nil=nil)
    asked.nil = nil
    registering.renew(person, by, now)
    return asked
