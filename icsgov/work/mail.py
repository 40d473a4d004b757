"""The outbox: messages are queued with the change and composed when they are sent."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr
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


def send(message: Message, now: datetime) -> bool:
    """Send one message if nobody else is doing so; True when it went out."""
    taken = Message.objects.filter(pk=message.pk, state="waiting").update(
        state="sending", lease_until=now + LEASE, attempts=F("attempts") + 1
    )
    if not taken:
        return False
    message.refresh_from_db()
    composed = _COMPOSERS[message.kind](message, now)
    if composed is None:
        Message.objects.filter(pk=message.pk).update(state="dropped")
        return False
    return _deliver(message, composed)


def _deliver(message: Message, composed: Composed) -> bool:
    rows = Message.objects.filter(pk=message.pk, state="sending")
    try:
        _email(message, composed).send()
    except OSError as error:
        logger.warning("message %s could not be sent: %s", message.key, type(error).__name__)
        rows.update(**_later(message, timezone.now()), error=type(error).__name__)
        return False
    rows.update(state="sent", sent_at=timezone.now(), lease_until=None, error="")
    return True


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
    """Send what is due; a message that a killed sender left behind waits again first."""
    Message.objects.stale(now).update(state="waiting", lease_until=None)
    return sum(send(message, now) for message in Message.objects.due(now)[:most])
