"""The text of a Word file for the web, made once for the same bytes."""

from django.db import models

from icsgov.record.models import Blob


class WebText(models.Model):
    """HTML as `bodies.clean` lets it stand; what a person should look at, a sentence each."""

    class State(models.TextChoices):
        MAKING = "making", "Being made"
        MADE = "made", "Made"
        FAILED = "failed", "Could not be made"

    original = models.OneToOneField(Blob, on_delete=models.PROTECT, related_name="web_text")
    state = models.CharField(max_length=10, choices=State, default=State.MAKING)
    html = models.TextField(blank=True)
    notes = models.JSONField(default=list, blank=True)
    pictures = models.ManyToManyField(Blob, blank=True, related_name="+")

    def __str__(self) -> str:
        return f"text of {self.original}"
