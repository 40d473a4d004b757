"""Invitations: a single-use link by which a person makes their account."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any, Self

from django.db import models, transaction
from django.db.models import Q

from icsgov.boards.models.people import Person, User
from icsgov.ledger.models import Versioned

LASTS = timedelta(days=14)


def digest(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self, now: datetime) -> Self:
        """Not used, not called back, not over."""
        return self.filter(accepted_at=None, revoked_at=None, expires_at__gt=now)

    def by_token(self, token: str, now: datetime) -> "Invitation | None":
        """The open invitation that a link names."""
        return self.open(now).filter(digest=digest(token)).select_related("person").first()


class Invitation(Versioned):
    """One invitation by e-mail; the token itself is only in the message."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="invitations")
    email = models.EmailField()
    digest = models.CharField(max_length=64, unique=True)
    sent_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(accepted_at=None, revoked_at=None),
                name="invitation_one_open_each",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.email})"

    @classmethod
    def make(cls, person: Person, email: str, by: Any, now: datetime) -> "Invitation":
        """A new invitation; an earlier open one is called back."""
        cls.objects.filter(person=person, accepted_at=None, revoked_at=None).update(revoked_at=now)
        return cls(
            person=person,
            email=email.lower(),
            digest=digest(secrets.token_urlsafe(32)),
            sent_by=by,
            sent_at=now,
            expires_at=now + LASTS,
        ).create_by(by, now)

    def fresh_token(self) -> str:
        """A new token for the link; only its digest is kept, so it is made when it is sent."""
        token = secrets.token_urlsafe(32)
        type(self).objects.filter(pk=self.pk).update(digest=digest(token))
        return token

    @transaction.atomic
    def accept(self, password: str, now: datetime) -> User:
        """Make the account; the link works once. Raises ValueError when it is used up."""
        used = type(self).objects.open(now).filter(pk=self.pk).update(accepted_at=now)
        if not used:
            raise ValueError("This invitation has been used, called back, or is over.")
        user = User.objects.create_user(self.email, password, person=self.person)
        self.record_change("accepted", user, now)
        return user
