"""Who has minutes open at the moment, and which paragraph."""

from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.db import models

from meetings.models.minutes import Minutes, Paragraph


class PresenceQuerySet(models.QuerySet["Presence"]):
    def here(self, now: datetime) -> Self:
        """Those whose page has said so within the last minute, first come first."""
        rows = self.filter(seen_at__gt=now - Presence.LASTS)
        return rows.select_related("user__person", "paragraph").order_by("pk")


class Presence(models.Model):
    """Somebody whose page of the minutes is open; the page says so again every few seconds."""

    LASTS: ClassVar = timedelta(minutes=1)

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="presences")
    user = models.ForeignKey("boards.User", on_delete=models.CASCADE, related_name="+")
    paragraph = models.ForeignKey(
        Paragraph, null=True, blank=True, on_delete=models.SET_NULL, related_name="presences"
    )
    seen_at = models.DateTimeField()

    objects = PresenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["minutes", "user"], name="presence_once"),
        ]

    def __str__(self) -> str:
        return str(self.user)
