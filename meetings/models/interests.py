"""Declared interests, rounds in which they are confirmed, and what was done about one."""

from datetime import date, datetime
from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from icsgov.boards.models import Board, Person
from icsgov.boards.rights import standing
from icsgov.ledger.models import Versioned
from meetings.models.agenda import AgendaItem


class InterestQuerySet(models.QuerySet["Interest"]):
    def held(self, on: date) -> Self:
        """Interests in force on a day; they lapse by date and are never deleted."""
        return self.filter(Q(ends=None) | Q(ends__gte=on)).filter(
            Q(starts=None) | Q(starts__lte=on)
        )

    def published(self) -> Self:
        """What the public register shows."""
        return self.filter(published=True)

    def visible_to(self, user: Any, now: datetime) -> Self:
        """One's own; and those of people on boards whose secretary or chair one is."""
        seats = standing(user, now)
        desk = seats.secretary | seats.chair
        return self.filter(Q(person=seats.person) | Q(person__seats__board__in=desk)).distinct()


class Interest(Versioned):
    """Something that might sway a person, declared on a day."""

    class Kind(models.TextChoices):
        FINANCIAL = "financial", "Financial"
        PROFESSIONAL = "professional", "Non-financial professional"
        PERSONAL = "personal", "Non-financial personal"
        INDIRECT = "indirect", "Indirect"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="interests")
    kind = models.CharField(max_length=12, choices=Kind)
    organisation = models.CharField(max_length=200, blank=True)
    words = models.TextField(help_text="What the interest is.")
    action = models.TextField(blank=True, help_text="What is done to lessen the risk.")
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)
    declared = models.DateField()
    published = models.BooleanField(default=True)
    exempt_reason = models.TextField(blank=True, help_text="Why it is not published.")

    objects = InterestQuerySet.as_manager()

    class Meta:
        ordering = ["person__family_name", "person__given_names", "kind", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends=None) | Q(starts=None) | Q(ends__gte=F("starts")),
                name="interest_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(published=True) | ~Q(exempt_reason=""), name="interest_exempt_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.organisation or self.words[:60]}"


class InterestRound(Versioned):
    """A round in which everybody on a board confirms their interests, or that there are none."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="interest_rounds")
    asked_at = models.DateTimeField()
    due = models.DateField()

    class Meta:
        ordering = ["-asked_at"]

    def __str__(self) -> str:
        return f"{self.board.short_name} by {self.due}"


class InterestReturn(Versioned):
    """One person's answer in a round; the token of their link is kept as a digest."""

    round = models.ForeignKey(InterestRound, on_delete=models.CASCADE, related_name="returns")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="returns")
    digest = models.CharField(max_length=64, unique=True)
    nil = models.BooleanField(null=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "person"], name="return_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person} in {self.round}"


class ItemInterest(Versioned):
    """An interest declared at an agenda item, and what was done about it."""

    class Done(models.TextChoices):
        NOTED = "noted", "Noted"
        NO_VOTE = "no vote", "Stayed without voting"
        LEFT = "left", "Left the room"
        WITHHELD = "withheld", "Paper withheld"

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="interests")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="item_interests")
    interest = models.ForeignKey(
        Interest, null=True, blank=True, on_delete=models.PROTECT, related_name="uses"
    )
    words = models.TextField(help_text="As declared at the meeting.")
    done = models.CharField(max_length=10, choices=Done, default=Done.NOTED)
    published = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item", "person", "interest"],
                name="item_interest_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} at {self.item}: {self.get_done_display()}"
