"""The thread: what on the desk supports which part of a plan."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class Supports(models.Model):
    """A thing (agenda item, paper, decision, action …) that supports a part, both by their keys.

    Keys and no foreign keys: the rooms above name their rows here without being known here.
    """

    thing = models.UUIDField(db_index=True)
    to = models.UUIDField(db_index=True)
    words = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "supports"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["thing", "to"], name="supports_once"),
            models.CheckConstraint(condition=~Q(thing=F("to")), name="supports_another"),
        ]

    def __str__(self) -> str:
        return f"{self.thing} supports {self.to}"
