"""Correcting the address with which somebody signs in, such as one whose e-mails come back.

Both addresses are told, so that nobody takes an account over behind its owner's back.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q, QuerySet

from icsgov.boards.account_mail import RESET
from icsgov.boards.letting_in import LINK
from icsgov.boards.models import LettingIn, Person, User
from icsgov.ledger.models import Change
from icsgov.work.mail import Composed, composes, queue
from icsgov.work.models import Message

VERB: Final = "address corrected"
TOLD_OLD: Final = "address-was"
TOLD_NEW: Final = "address-is"
LATELY = timedelta(days=14)


@dataclass(frozen=True)
class Sent:
    """What an app sent to an address that opens something by itself.

    `end` ends what went to somebody's old address; `anew` is the page on which one may send the
    like to the new one, "" where there is nothing to send.
    """

    end: Callable[[Person, str, Any, datetime], None]
    anew: Callable[[Person, Any, datetime], str]


_SENT: list[Sent] = []


def ends_with_address(sent: Sent) -> None:
    """Register what ends when somebody's address is corrected."""
    _SENT.append(sent)


def to_send_anew(person: Person, by: Any, now: datetime) -> str:
    """The page on which somebody sends what ended to the new address; "" where nothing did."""
    return next(filter(None, (sent.anew(person, by, now) for sent in _SENT)), "")


def _end_sent(person: Person, old: str, by: Any, now: datetime) -> None:
    for sent in _SENT:
        sent.end(person, old, by, now)


def person_saved(person: Person, old: str, by: Any, now: datetime) -> None:
    """End what went to the old address of somebody who has no account to be written to.

    Call it in the transaction of the save. E-mails to an account go to the account's address.
    """
    account = getattr(person, "account", None)
    has_account = account is not None and account.is_active
    if old and not has_account and old.lower() != person.email.lower():
        _end_sent(person, old, by, now)


def is_taken(email: str, but: User) -> bool:
    """Whether somebody else signs in with this address."""
    others = User.objects.exclude(pk=but.pk).filter(email=email.lower()).exists()
    known = EmailAddress.objects.exclude(user=but).filter(email__iexact=email)
    return others or known.exists()


def earlier(user: User) -> QuerySet[Change]:
    """When the address was corrected before, the last first."""
    if user.person is None:
        return Change.objects.none()
    return Change.objects.of(user.person).filter(verb=VERB)


def corrected_lately(user: User, by: Any, now: datetime) -> bool:
    """Whether this very person gave the account its address some days ago.

    Then somebody else has to take its second step off, or one could take it over alone.
    """
    return earlier(user).filter(by=by, at__gt=now - LATELY).exists()


@transaction.atomic
def correct(user: User, email: str, how: str, by: Any, now: datetime) -> bool:
    """Give an account another address; False when somebody did so before, with the same.

    What is signed in with the account ends, and every link that went to the old address. What
    else waits in the outbox goes to the new one.
    """
    old, new = user.email, email.lower()
    if old == new or not User.objects.filter(pk=user.pk, email=old).update(email=new):
        return False
    user.email = new
    user.vouch_for_address()
    _correct_person(user, old)
    _end_sessions(user, now)
    assert user.person is not None
    _end_sent(user.person, old, by, now)
    _end_links(user, now)
    change = user.person.record_change(
        VERB, by, now, words=how, before={"email": old}, after={"email": new}
    )
    for kind, to in ((TOLD_OLD, old), (TOLD_NEW, new)):
        queue(kind, to, now=now, user=user, by=str(change.by))
    return True


def _correct_person(user: User, old: str) -> None:
    """The address that the person has besides the account, where it was the same."""
    person = user.person
    if person is not None and person.email == old:
        type(person).objects.filter(pk=person.pk).update(email=user.email)


def _end_sessions(user: User, now: datetime) -> None:
    """Sign the account out everywhere."""
    ended = [
        session.pk
        for session in Session.objects.filter(expire_date__gt=now)
        if session.get_decoded().get(SESSION_KEY) == str(user.pk)
    ]
    Session.objects.filter(pk__in=ended).delete()


def _end_links(user: User, now: datetime) -> None:
    """Links of sign-in end; all else that waits is for the new address.

    The link to a new password holds a hash of the address, so that it ends by itself.
    """
    LettingIn.objects.open(now).filter(user=user).update(expires_at=now)
    waiting = Message.objects.filter(user=user, state=Message.State.WAITING)
    waiting.filter(kind__in=(LINK, RESET)).update(state=Message.State.DROPPED)
    waiting.filter(~Q(kind__in=(TOLD_OLD, TOLD_NEW))).update(to=user.email)


@composes(TOLD_OLD)
def compose_old(message: Message, now: datetime) -> Composed | None:
    """To the address that was: it names no other, as a stranger may read it."""
    return Composed(
        f"This address no longer signs in to {settings.SITE_NAME}",
        f"{message.context['by']} changed the e-mail address of your account. You are signed out, "
        "and links to sign in that were sent to this address no longer work.\n\n"
        "If you did not ask for this, tell the secretary of your board at once.\n",
    )


@composes(TOLD_NEW)
def compose_new(message: Message, now: datetime) -> Composed | None:
    """To the address that is; nothing for one that was changed again."""
    if message.user is None or message.user.email != message.to:
        return None
    return Composed(
        f"Sign in to {settings.SITE_NAME} with this address",
        f"{message.context['by']} changed the e-mail address of your account to this one. Your "
        f"password is the same as before. Sign in here:\n\n{settings.SITE_URL}\n\n"
        "If you did not ask for this, tell the secretary of your board at once.\n",
    )
