"""Bulletins: editions of news by programme, with figures that are readings of metrics."""

from datetime import datetime
from typing import Any, ClassVar, Self

from django.db import models

from icsgov.boards.models import Board
from icsgov.boards.rights import standing
from icsgov.ledger.models import Stateful, Versioned
from strategy.models.facts import Reading
from strategy.models.parts import Part
from strategy.models.plans import read_by


class BulletinQuerySet(models.QuerySet["Bulletin"]):
    def visible_to(self, user: Any, now: datetime) -> Self:
        """Editions on the desk: for secretaries and chairs of their board."""
        return self.filter(read_by(standing(user, now)))


class Bulletin(Stateful):
    """An edition. One that prints several dates keeps them all, as printed."""

    MOVES: ClassVar = {
        "draft": frozenset({"cleared"}),
        "cleared": frozenset({"draft"}),
    }

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="bulletins")
    address = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=200)
    on = models.DateField("date of the edition")
    dates = models.JSONField(
        "dates as printed", default=list, blank=True, help_text="One a line, as they are printed."
    )
    about = models.TextField("introduction", blank=True)
    state = models.CharField(
        max_length=10, choices=[("draft", "Draft"), ("cleared", "Cleared")], default="draft"
    )

    objects = BulletinQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def path(self) -> str:
        """Where the public reads it, without slashes around it."""
        return f"strategy/bulletins/{self.address}"

    def clear(self, by: Any, now: datetime) -> None:
        """Say that it may be released as it is."""
        self._move("cleared", by, now)

    def reopen(self, by: Any, now: datetime) -> None:
        """Back to a draft: whatever is changed needs clearing anew."""
        self._move("draft", by, now)


class EntryQuerySet(models.QuerySet["BulletinEntry"]):
    def visible_to(self, user: Any, now: datetime) -> Self:
        """Entries of editions that the reader may see."""
        return self.filter(bulletin__in=Bulletin.objects.visible_to(user, now))


class BulletinEntry(Versioned):
    """What one programme group has to tell."""

    bulletin = models.ForeignKey(Bulletin, on_delete=models.CASCADE, related_name="entries")
    programme = models.ForeignKey(
        Part, null=True, blank=True, on_delete=models.PROTECT, related_name="told_in"
    )
    group = models.CharField("programme group", max_length=200)
    position = models.PositiveIntegerField(default=0)
    text = models.TextField()

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "bulletin entries"
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.group


class Indicator(models.Model):
    """A figure of an entry: a reading of a metric."""

    entry = models.ForeignKey(BulletinEntry, on_delete=models.CASCADE, related_name="indicators")
    reading = models.ForeignKey(Reading, on_delete=models.PROTECT, related_name="shown_in")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "reading"], name="indicator_reading_once")
        ]

    def __str__(self) -> str:
        return str(self.reading)
