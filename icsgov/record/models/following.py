"""Who wants letters about what is new on the public record, and how often."""

import secrets
import uuid
from datetime import datetime
from typing import Self
from urllib.parse import parse_qsl

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from icsgov.record.queries import Query, query_of


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    def confirmed(self) -> Self:
        """Those who said twice that they want it."""
        return self.filter(confirmed_at__isnull=False)

    def forgotten(self, before: datetime) -> Self:
        """Those that were asked for and never confirmed."""
        return self.filter(confirmed_at=None, asked_at__lt=before)


class Subscription(models.Model):
    """An address that follows a search, a board, a priority, a borough or everything.

    `asks` is the query as the address of its search page says it; empty follows everything.
    """

    class How(models.TextChoices):
        AT_ONCE = "at once", "As soon as it is published"
        DAILY = "daily", "Once a day, in the morning"

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField()
    asks = models.CharField(max_length=3_000, blank=True)
    how = models.CharField(max_length=10, choices=How, default=How.AT_ONCE)
    token = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    told_until = models.DateTimeField(null=True, blank=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), "asks", name="subscription_once"),
            models.CheckConstraint(condition=~Q(email=""), name="subscription_has_address"),
        ]

    def __str__(self) -> str:
        return f"{self.email}: {self.asks or 'everything'}"

    @property
    def query(self) -> Query:
        """What is followed."""
        return query_of(dict(parse_qsl(self.asks)))

    @staticmethod
    def fresh_token() -> str:
        """What confirms and ends a subscription."""
        return secrets.token_urlsafe(32)
