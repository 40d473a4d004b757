"""Enclosures: what goes into the pack under an agenda item."""

from typing import Self

from django.db import models
from django.db.models import Q

from meetings.models.agenda import AgendaItem
from meetings.models.meetings import Meeting
from meetings.models.papers import Paper


class EnclosureQuerySet(models.QuerySet["Enclosure"]):
    def for_agenda(self) -> Self:
        """With the papers, their versions and boards, that an agenda shows and checks."""
        return self.select_related(
            "paper__board", "paper__current", "paper__cleared", "source__board"
        )


class Enclosure(models.Model):
    """A paper, or something generated, under an item. Letter and slug freeze when released."""

    class Kind(models.TextChoices):
        PAPER = "paper", "Paper"
        MINUTES = "minutes", "Minutes"
        ACTIONS = "actions", "Action log"
        INTERESTS = "interests", "Register of interests"
        QUESTIONS = "questions", "Questions from the public"

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="enclosures")
    position = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.PAPER)
    paper = models.ForeignKey(
        Paper, null=True, blank=True, on_delete=models.PROTECT, related_name="enclosures"
    )
    source = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    letter = models.CharField(max_length=6, blank=True)
    slug = models.SlugField(max_length=80, blank=True)

    objects = EnclosureQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="paper", paper__isnull=False)
                | ~Q(kind="paper") & Q(paper__isnull=True),
                name="enclosure_paper_or_generated",
            ),
            models.UniqueConstraint(
                fields=["item", "paper"], condition=Q(paper__isnull=False), name="enclosed_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.letter} {self.paper or self.get_kind_display()}".strip()
