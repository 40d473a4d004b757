"""Public pages that were drawn before anybody asked for them."""

import zlib
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from icsgov.ledger.answers import Questions


class ReadyPageQuerySet(models.QuerySet["ReadyPage"]):
    def at(self, address: str, code: str, now: datetime) -> Self:
        """Those of an address that begin by now, the latest first; never one of a later hour."""
        rows = self.filter(address=address, code=code, begins__lte=now)
        return rows.order_by("-begins", "-pk")


class ReadyPage(models.Model):
    """A page as one version of the code draws it at an hour, and what it was made from.

    It is sent from that hour on while the database answers all its questions as it did then.
    `content` is packed by zlib.
    """

    address = models.CharField(max_length=500, db_index=True)
    code = models.CharField(max_length=40)
    begins = models.DateTimeField()
    ends = models.DateTimeField(null=True)
    asked = models.JSONField()
    answers = models.CharField(max_length=40)
    headers = models.JSONField()
    content = models.BinaryField()

    objects = ReadyPageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gt=models.F("begins")), name="ready_page_lasts"
            )
        ]

    def __str__(self) -> str:
        return f"{self.address} from {self.begins}"

    def holds(self, now: datetime) -> bool:
        """Whether it is what would be drawn now (a query for each that was asked)."""
        if now < self.begins or (self.ends is not None and self.ends <= now):
            return False
        return Questions.from_json(self.begins, self.asked).answered(now) == self.answers

    @property
    def bytes(self) -> bytes:
        """What readers are sent."""
        return zlib.decompress(self.content)
