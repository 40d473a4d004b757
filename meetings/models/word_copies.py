"""Minutes taken as a Word file, and what came back from Word as proposed changes."""

import uuid
from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from icsgov.ledger.models import Stateful
from meetings import workflow
from meetings.models.minutes import Minutes, MinuteSection, Paragraph


class WordCopy(models.Model):
    """What a Word file held when it was made: the texts that a change in Word is read against."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="word_copies")
    texts = models.JSONField(default=dict, help_text="Text by the key of its paragraph.")
    places = models.JSONField(
        default=list, help_text="Section and paragraph by their keys, in order."
    )
    by = models.ForeignKey("boards.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Word copy of {self.minutes}"


class WordReturn(models.Model):
    """A Word file that was brought back."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    copy = models.ForeignKey(WordCopy, on_delete=models.CASCADE, related_name="returns")
    filename = models.CharField(max_length=200)
    by = models.ForeignKey("boards.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.filename


class Proposal(Stateful):
    """One change made in Word, which a person takes over or leaves."""

    class State(models.TextChoices):
        OPEN = "open", "To be looked at"
        TAKEN = "taken", "Taken over"
        LEFT = "left", "Left"

    class Kind(models.TextChoices):
        CHANGED = "changed", "Changed"
        NEW = "new", "New"
        GONE = "gone", "Taken out"
        MOVED = "moved", "Moved"

    MOVES: ClassVar = workflow.PROPOSAL
    LONG = frozenset({"text", "was"})

    brought = models.ForeignKey(WordReturn, on_delete=models.CASCADE, related_name="proposals")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=7, choices=Kind)
    section = models.ForeignKey(MinuteSection, on_delete=models.CASCADE, related_name="proposals")
    paragraph = models.ForeignKey(
        Paragraph,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="proposals",
        help_text="The one it changes; of a new one the one that it follows, if any.",
    )
    after = models.ForeignKey(
        Paragraph,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text="Behind which a moved one stands in Word; empty for the start of the item.",
    )
    was = models.TextField(blank=True, help_text="The text when the Word file was made.")
    text = models.TextField(blank=True)
    state = models.CharField(max_length=5, choices=State, default=State.OPEN)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["brought", "position"]
        constraints = [
            models.UniqueConstraint(fields=["brought", "position"], name="proposal_place_once"),
            models.CheckConstraint(
                condition=Q(kind="new") | Q(paragraph__isnull=False), name="proposal_of_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text[:40]}"

    def settle(self, to: str, by: Any, now: datetime) -> None:
        """Take it over or leave it. Raises MoveRefused where somebody did so before."""
        self._move(to, by, now, settled_at=now)
