"""The secret address at which somebody's calendar program fetches their own dates."""

import uuid
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.crypto import salted_hmac

from icsgov.boards.models.invitations import digest


class OwnCalendar(models.Model):
    """One address for each account. Whoever has it reads what the account may read."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="own_calendar"
    )
    secret = models.UUIDField(default=uuid.uuid4)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Calendar of {self.user}"

    @property
    def token(self) -> str:
        """The secret part of the address; the database alone does not tell it."""
        return salted_hmac("icsgov.own-calendar", str(self.secret), algorithm="sha256").hexdigest()

    @classmethod
    def renew(cls, user: Any, now: datetime) -> "OwnCalendar":
        """A new address; the one before it leads nowhere from now on."""
        made = cls(user=user, secret=uuid.uuid4(), made_at=now)
        kept = {"secret": made.secret, "digest": digest(made.token), "made_at": now}
        return cls.objects.update_or_create(user=user, defaults=kept)[0]

    @classmethod
    def of(cls, user: Any) -> "OwnCalendar | None":
        """The address of an account, if it has one."""
        return cls.objects.filter(user=user.pk).first()

    @classmethod
    def end(cls, user: Any) -> None:
        """The address leads nowhere any more."""
        cls.objects.filter(user=user.pk).delete()

    @classmethod
    def by_token(cls, token: str) -> "OwnCalendar | None":
        """What an address names, as long as its account is open."""
        rows = cls.objects.filter(digest=digest(token), user__is_active=True)
        return rows.select_related("user__person").first()
