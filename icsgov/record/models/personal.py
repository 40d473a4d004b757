"""What somebody said of words that look like personal data: that they may be public, and why."""

from django.conf import settings
from django.db import models


class Settled(models.Model):
    """One person's word on one find. The words themselves are kept as a digest only."""

    subject = models.UUIDField(help_text="The meeting or plan whose build it was found in.")
    digest = models.CharField(max_length=64, help_text="SHA-256 of kind, words and paper.")
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject", "digest"], name="settled_once"),
        ]

    def __str__(self) -> str:
        return f"{self.digest[:8]}: {self.reason[:60]}"
