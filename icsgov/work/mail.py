"""The outbox: messages are queued with the change and composed when they are sent."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr
from enum import Enum
from smtplib import SMTPDataError, SMTPRecipientsRefused
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from icsgov.work.models import LEASE, Message

logger = logging.getLogger(__name__)
MAX_ATTEMPTS = 10
AGAIN = timedelta(minutes=1)  # a server that is away is asked again
TURN = timedelta(seconds=20)  # so long one turn of the clock sends


@dataclass(frozen=True)
class Composed:
    """The words of one e-mail, plain text."""

    subject: str
    body: str
    headers: tuple[tuple[str, str], ...] = ()


Composer = Callable[[Message, datetime], Composed | None]
_COMPOSERS: dict[str, Composer] = {}


def composes(kind: str) -> Callable[[Composer], Composer]:
    """Register who writes messages of this kind; None means the reader lost the right to it."""

    def register(function: Composer) -> Composer:
        _COMPOSERS[kind] = function
        return function

    return register


def queue(
    kind: str,
    to: str,
    *,
    now: datetime,
    user: Any = None,
    thing: UUID | None = None,
    once: str = "",
    send_after: datetime | None = None,
    **context: Any,
) -> Message | None:
    """Put a message in the outbox; None when `once` says that it was queued before."""
    try:
        with transaction.atomic():
            return Message.objects.create(
                kind=kind,
                to=to,
                user=user,
                thing=thing,
                once=once,
                context=context,
                queued_at=now,
                send_after=send_after or now,
            )
    except IntegrityError:
        return None


@dataclass(frozen=True)
class Trouble:
    """Why a message did not go out, and what that says of those behind it."""

    words: str
    is_down: bool = False
    is_final: bool = False


class Outcome(Enum):
    """What came of trying to send one message."""

    SENT = "sent"
    NOT_NOW = "not now"
    DOWN = "the server is away"


def send(message: Message, now: datetime) -> Outcome:
    """Send one message, if nobody else is doing so."""
    taken = Message.objects.filter(pk=message.pk, state="waiting").update(
        state="sending", lease_until=now + sending_time(), attempts=F("attempts") + 1
    )
    if not taken:
        return Outcome.NOT_NOW
    message.refresh_from_db()
    found = _try(message, now)
    if not isinstance(found, Trouble):
        return found
    _put_back(message, found)
    return Outcome.DOWN if found.is_down else Outcome.NOT_NOW


def sending_time() -> timedelta:
    """How long one message may take: each of a dozen answers may come at the last moment.

    Nobody else takes the message before that, so that a slow server gets it once.
    """
    return max(LEASE, 12 * timedelta(seconds=settings.EMAIL_TIMEOUT))


def _try(message: Message, now: datetime) -> Outcome | Trouble:
    """Compose and deliver; what is wrong with one message never keeps back the others."""
    rows = Message.objects.filter(pk=message.pk, state="sending")
    try:
        composed = _COMPOSERS[message.kind](message, now)
        if composed is None:
            rows.update(state="dropped", lease_until=None)
            return Outcome.NOT_NOW
        _email(message, composed).send()
    except Exception as error:
        return _trouble(message, error)
    rows.update(state="sent", sent_at=timezone.now(), lease_until=None, error="")
    return Outcome.SENT


def _trouble(message: Message, error: Exception) -> Trouble:
    if not isinstance(error, OSError):
        logger.exception("message %s could not be made", message.key)
        return Trouble(type(error).__name__)
    logger.warning("message %s could not be sent: %s", message.key, type(error).__name__)
    if isinstance(error, SMTPRecipientsRefused):
        return _refused(error)
    # A word about this very message is an answer; all else would happen to each of them.
    return Trouble(type(error).__name__, is_down=not isinstance(error, SMTPDataError))


def _refused(error: SMTPRecipientsRefused) -> Trouble:
    """The server does not take mail for this address: for good with 5xx (RFC 5321, 4.2.1)."""
    code, said = next(iter(error.recipients.values()), (0, b""))
    words = said.decode(errors="replace") if isinstance(said, bytes) else str(said)
    return Trouble(f"{code} {words}".strip()[:500], is_final=code >= 500)


def _put_back(message: Message, trouble: Trouble) -> None:
    """When to try again: a server that is away costs no try, and is asked until it is back."""
    rows = Message.objects.filter(pk=message.pk, state="sending")
    at = timezone.now()
    if trouble.is_final:
        rows.update(state="bounced", error=trouble.words, returned_at=at, lease_until=None)
    elif trouble.is_down:
        again: dict[str, Any] = {"send_after": at + AGAIN, "attempts": message.attempts - 1}
        rows.update(state="waiting", lease_until=None, error=trouble.words, **again)
    else:
        rows.update(**_later(message, at), error=trouble.words)


def _later(message: Message, now: datetime) -> dict[str, Any]:
    """When to try again: after 1, 2, 4 … minutes, at most an hour; in the end failed."""
    if message.attempts >= MAX_ATTEMPTS:
        return {"state": "failed"}
    wait = timedelta(minutes=min(60, 2 ** (message.attempts - 1)))
    return {"state": "waiting", "send_after": now + wait, "lease_until": None}


def _email(message: Message, composed: Composed) -> EmailMessage:
    host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2]
    headers = {"Message-ID": f"<{message.key}@{host}>", **dict(composed.headers)}
    return EmailMessage(composed.subject, composed.body, to=[message.to], headers=headers)


def send_due(now: datetime, most: int = 200) -> int:
    """Send what is due, for some seconds; a message that a killed sender left waits again first.

    Where the server is away the others wait too: each try would cost the time that it takes.
    """
    started = time.monotonic()
    stale = Message.objects.stale(now)
    stale.filter(attempts__gte=MAX_ATTEMPTS).update(state="failed", lease_until=None)
    stale.update(state="waiting", lease_until=None)
    sent = 0
    for message in Message.objects.due(now)[:most]:
        passed = timedelta(seconds=time.monotonic() - started)
        outcome = send(message, now + passed)
        sent += outcome == Outcome.SENT
        if outcome == Outcome.DOWN or passed > TURN:
            break
    return sent
