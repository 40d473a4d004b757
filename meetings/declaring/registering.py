"""Declaring an interest, changing and ending it, and saying that nothing is missing.

An interest is never deleted: it lapses by its last day. Every change renews the public registers.
"""

import secrets
from datetime import date, datetime
from typing import Any

from django.db import transaction

from icsgov.boards.models import Person
from icsgov.boards.models.invitations import digest
from meetings.declaring.register import boards_of
from meetings.models import Interest, InterestReturn
from meetings.proofs.interests import release_register


class EndsTooSoon(ValueError):
    """An interest cannot end before it began."""


def renew(person: Person, by: Any, now: datetime) -> None:
    """Make the public registers anew in which a person stands."""
    for board in boards_of(person, now.date()):
        release_register(board, by, now)


@transaction.atomic
def declare(interest: Interest, by: Any, now: datetime) -> Interest:
    """A new interest."""
    interest.create_by(by, now, words=str(interest))
    renew(interest.person, by, now)
    return interest


@transaction.atomic
def end(interest: Interest, day: date, by: Any, now: datetime) -> None:
    """Let an interest lapse after a day. Raises EndsTooSoon, and Conflict where it changed."""
    if interest.starts and day < interest.starts:
        raise EndsTooSoon
    interest.save_at(interest.version, by, now, ends=day)
    renew(interest.person, by, now)


@transaction.atomic
def confirm(person: Person, by: Any, now: datetime) -> InterestReturn:
    """A person's word of their own accord that the register says all; a nil return without any.

    Returns that rounds ask of them are given by it too.
    """
    nil = not Interest.objects.filter(person=person).held(now.date()).exists()
    asked = InterestReturn.objects.filter(person=person).open(now).select_related("round")
    given = [give(each, nil, by, now) for each in asked]
    if not given:
        unused = digest(secrets.token_urlsafe(32))
        row = InterestReturn(person=person, digest=unused, nil=nil, confirmed_at=now)
        given = [row.create_by(by, now, words="Nothing to declare" if nil else "Confirmed")]
    renew(person, by, now)
    return given[0]


def give(asked: InterestReturn, nil: bool, by: Any, now: datetime) -> InterestReturn:
    """Use up what was asked for. Raises ValueError where it was given before, or is over."""
    rows = InterestReturn.objects.filter(pk=asked.pk).open(now)
    if not rows.update(nil=nil, confirmed_at=now):
        raise ValueError("This was answered before, or is over.")
    asked.refresh_from_db()
    words = "Nothing to declare" if nil else "Confirmed"
    asked.record_change("confirmed", by, now, words=words, acting_for=str(asked.person))
    return asked
