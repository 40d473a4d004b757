"""Letting somebody in who is locked out: after a check of who they are, which is recorded."""

import secrets
from datetime import datetime, timedelta
from typing import Any, Self

from allauth.mfa.models import Authenticator
from django.db import models, transaction

from icsgov.boards.models.invitations import digest
from icsgov.boards.models.people import User
from icsgov.ledger.models import Versioned

LASTS = timedelta(hours=4)


class LettingInQuerySet(models.QuerySet["LettingIn"]):
    def open(self, now: datetime) -> Self:
        """Not used and not over; an account that was closed has none."""
        return self.filter(used_at=None, expires_at__gt=now, user__is_active=True)

    def by_token(self, token: str, now: datetime) -> "LettingIn | None":
        """The open one that a link names."""
        rows = self.open(now).filter(digest=digest(token))
        return rows.select_related("user__person").first()


class LettingIn(Versioned):
    """Who checked how that it is them, and a link that works once; the token is in the e-mail."""

    class How(models.TextChoices):
        IN_PERSON = "in person", "We met, and I know them or saw a card with a picture"
        CALLED_BACK = "called back", "I called them on a number that I had before"
        VIDEO = "video", "I saw and know them in a video call"

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="lettings_in")
    how = models.CharField(max_length=20, choices=How)
    words = models.CharField(max_length=300, blank=True)
    second_factor = models.BooleanField("the second step is taken off", default=False)
    digest = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    objects = LettingInQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.user}: {self.get_how_display()}"

    @classmethod
    @transaction.atomic
    def make(
        cls, user: User, how: str, words: str, by: Any, now: datetime, *, second_factor: bool
    ) -> "LettingIn":
        """A new one; the link of an earlier one works no longer."""
        cls.objects.open(now).filter(user=user).update(expires_at=now)
        return cls(
            user=user,
            how=how,
            words=words,
            second_factor=second_factor,
            digest=digest(secrets.token_urlsafe(32)),
            by=by,
            at=now,
            expires_at=now + LASTS,
        ).create_by(by, now, words=how)

    def fresh_token(self) -> str:
        """A new token for the link; only its digest is kept, so it is made when it is sent."""
        token = secrets.token_urlsafe(32)
        type(self).objects.filter(pk=self.pk).update(digest=digest(token))
        return token

    @transaction.atomic
    def use(self, password: str, now: datetime) -> None:
        """Set the password, once; every session ends with the old one. ValueError when used up."""
        if not type(self).objects.open(now).filter(pk=self.pk).update(used_at=now):
            raise ValueError("This link has been used, or is over.")
        self.user.set_password(password)
        self.user.save(update_fields=["password"])
        if self.second_factor:
            Authenticator.objects.filter(user=self.user).delete()
        self.record_change("used", self.user, now)
