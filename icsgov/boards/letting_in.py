"""What letting somebody in does besides its row: the link by e-mail, and the word that it was used.

The link goes to the account's own address and to nobody else, so that neither who let them in nor
who only reads their mail can take the account over alone.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from icsgov.boards.models import LettingIn, User
from icsgov.work.mail import Composed, composes, queue
from icsgov.work.models import Message

LINK: Final = "let-in"
USED: Final = "was-let-in"


def of_account(user: User) -> QuerySet[LettingIn]:
    """When somebody was let in before, the last first."""
    return LettingIn.objects.filter(user=user).select_related("by__person").order_by("-at", "-pk")


@transaction.atomic
def let_in(user: User, said: Mapping[str, Any], by: Any, now: datetime) -> LettingIn:
    """Record how it is known who it is, and send the link."""
    made = LettingIn.make(
        user, said["how"], said["words"], by, now, second_factor=said["second_factor"]
    )
    queue(LINK, user.email, now=now, user=user, thing=made.key)
    return made


@transaction.atomic
def use(row: LettingIn, password: str, now: datetime) -> None:
    """Set the password and tell the person. Raises ValueError when the link is used up."""
    row.use(password, now)
    queue(USED, row.user.email, now=now, user=row.user, thing=row.key)


@composes(LINK)
def compose_link(message: Message, now: datetime) -> Composed | None:
    """The link is made as the message goes out; nothing else holds the token."""
    row = LettingIn.objects.open(now).filter(key=message.about).select_related("by").first()
    if row is None:
        return None
    link = settings.SITE_URL + reverse("let-in-link", kwargs={"token": row.fresh_token()})
    more = " Your second step at sign-in is taken off then: you set it up anew." * row.second_factor
    return Composed(
        f"Sign in to {settings.SITE_NAME} again",
        f"{row.by or 'A secretary'} has checked that it is you, and lets you in. Choose a new "
        f"password here:\n\n{link}\n\nThe link works once, for 4 hours.{more}\n\n"
        "If you did not ask anybody for this, do not open it, and tell the secretary of your "
        "board.\n",
    )


@composes(USED)
def compose_used(message: Message, now: datetime) -> Composed | None:
    """Tells the person that their account was opened, so that nobody does it behind their back."""
    row = LettingIn.objects.filter(key=message.about).select_related("by").first()
    if row is None or row.used_at is None:
        return None
    return Composed(
        f"You were let in to {settings.SITE_NAME}",
        f"Your account has a new password. {row.by or 'A secretary'} let you in. How they knew "
        f"that it is you: {row.get_how_display()}.\n\nIf it was not you, tell the secretary of "
        "your board at once.\n",
    )
