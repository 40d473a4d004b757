"""E-mails of sign-in: into the outbox, as no visitor waits for a mail server."""

from datetime import datetime
from typing import Any, Final

from allauth.account import app_settings
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

from icsgov.boards.models import User
from icsgov.work.mail import Composed, composes, queue
from icsgov.work.models import Message

ACCOUNT: Final = "account"
RESET: Final = "password-reset"


def queue_reset(user: User, email: str, now: datetime) -> None:
    """Ask for the e-mail with the link to a new password; nothing kept holds the link."""
    queue(RESET, email, now=now, user=user)


def queue_ready(made: EmailMessage, now: datetime) -> None:
    """Queue an e-mail that is written already."""
    for address in made.to:
        queue(ACCOUNT, address, now=now, subject=made.subject, body=made.body)


@composes(ACCOUNT)
def compose_ready(message: Message, now: datetime) -> Composed | None:
    """The words as they were written."""
    return Composed(message.context["subject"], message.context["body"])


def _is_of(user: User, address: str) -> bool:
    known = EmailAddress.objects.filter(user=user, email__iexact=address)
    return address.lower() == user.email or known.exists()


@composes(RESET)
def compose_reset(message: Message, now: datetime) -> Composed | None:
    """The link is made as the message goes out.

    Not for an account that was closed since, and to no address that it no longer has.
    """
    user = message.user
    if user is None or not user.is_active or not _is_of(user, message.to):
        return None
    key = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
    where = {"uidb36": user_pk_to_url_str(user), "key": key}
    path = reverse("account_reset_password_from_key", kwargs=where)
    context: dict[str, Any] = {
        "password_reset_url": settings.SITE_URL + path,
        "site_name": settings.SITE_NAME,
    }
    subject = render_to_string("account/email/password_reset_key_subject.txt", context)
    body = render_to_string("account/email/password_reset_key_message.txt", context)
    return Composed(" ".join(subject.split()), body.strip() + "\n")
