"""Declared interests, rounds in which they are confirmed, and what was done about one."""

import secrets
from datetime import date, datetime
from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from icsgov.boards.models import Board, Person
from icsgov.boards.models.invitations import digest
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


class InterestReturnQuerySet(models.QuerySet["InterestReturn"]):
    def open(self, now: datetime) -> Self:
        """Asked for, not given, and the link not over."""
        return self.filter(confirmed_at=None, expires_at__gt=now)

    def by_token(self, token: str) -> "InterestReturn | None":
        """The return that a link names, used up or not."""
        rows = self.filter(digest=digest(token)).select_related("person", "round__board")
        return rows.first()


class InterestReturn(Versioned):
    """A person's word that their interests are complete: asked for in a round, or of their own.

    The token of the link is kept as a digest; it stays when it was used, so that a second use is
    told so.
    """

    round = models.ForeignKey(
        InterestRound, null=True, blank=True, on_delete=models.CASCADE, related_name="returns"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="returns")
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    nil = models.BooleanField(null=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects = InterestReturnQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "person"], name="return_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person} in {self.round}"

    def fresh_token(self) -> str:
        """A new token for the link; made as the letter is written, and the last one ends."""
        token = secrets.token_urlsafe(32)
        self.digest = digest(token)
        if self.pk:
            type(self).objects.filter(pk=self.pk).update(digest=self.digest)
        return token


class ItemInterestQuerySet(models.QuerySet["ItemInterest"]):
    def visible_to(self, user: Any, now: datetime) -> Self:
        """Secretaries and chairs of the board; at Part 2 items by the seat's mark."""
        seats = standing(user, now)
        desk = seats.secretary | seats.chair
        return self.filter(item__meeting__board__in=desk).filter(
            Q(item__part=1) | Q(item__meeting__board__in=seats.part2)
        )

    def conflicts(self) -> Self:
        """Those with which a person may not be counted for the item."""
        return self.exclude(done=ItemInterest.Done.NOTED)


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

    objects = ItemInterestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item", "person", "interest"],
                name="item_interest_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} at {self.item}: {self.get_done_display()}"
