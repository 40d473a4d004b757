"""The thread: what on the desk supports which part of a plan, and which places it is about."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class Supports(models.Model):
    """A thing (agenda item, decision, part …) that supports a part or concerns a place, by keys.

    Keys and no foreign keys: the rooms above name their rows here without being known here.
    """

    class Rel(models.TextChoices):
        SUPPORTS = "supports", "Supports"
        CONCERNS = "concerns", "Is about"

    thing = models.UUIDField(db_index=True)
    rel = models.CharField(max_length=10, choices=Rel, default=Rel.SUPPORTS)
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
        return f"{self.thing} {self.rel} {self.to}"
