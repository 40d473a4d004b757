"""Update rounds: every lead gets a link and a deadline, and nobody chases by hand."""

import hashlib
import secrets
from datetime import datetime
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q

from icsgov.ledger.models import Stateful
from strategy.models.parts import Part
from strategy.models.plans import Plan
from strategy.ratings import RATINGS

Moves = dict[str, frozenset[str]]


def digest(token: str) -> str:
    """What is kept of a token: the token itself is only in the e-mail."""
    return hashlib.sha256(token.encode()).hexdigest()


class RoundQuerySet(models.QuerySet["UpdateRound"]):
    def visible_to(self, user: Any, now: datetime) -> Self:
        """Rounds of plans whose draft the reader may see."""
        return self.filter(plan__in=Plan.objects.visible_to(user, now))


class UpdateRound(Stateful):
    """One turn of asking all leads of a plan how they stand."""

    MOVES: ClassVar[Moves] = {"open": frozenset({"closed"}), "closed": frozenset()}

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="rounds")
    title = models.CharField(max_length=200)
    closes_on = models.DateField("deadline")
    meeting = models.CharField(
        max_length=200, blank=True, help_text="The meeting that the report goes to."
    )
    state = models.CharField(
        max_length=10, choices=[("open", "Open"), ("closed", "Closed")], default="open"
    )

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["-closes_on", "-pk"]

    def __str__(self) -> str:
        return self.title

    def close(self, by: Any, now: datetime) -> None:
        """Take no more answers."""
        self._move("closed", by, now)


class UpdateQuerySet(models.QuerySet["Update"]):
    def visible_to(self, user: Any, now: datetime) -> Self:
        """Answers to rounds that the reader may see."""
        return self.filter(round__plan__in=Plan.objects.visible_to(user, now))

    def by_token(self, token: str) -> "Update | None":
        """The answer that a link stands for, while its round is open and it is still awaited."""
        return self.awaited().filter(token=digest(token)).first()

    def awaited(self) -> Self:
        """Those that a lead still owes, while their round is open."""
        rows = self.filter(state__in=("asked", "again"), round__state="open")
        return rows.select_related("round__plan__board", "part")


class Update(Stateful):
    """What one lead is asked about one part, and answers: rating, text and readings."""

    MOVES: ClassVar[Moves] = {
        "asked": frozenset({"given"}),
        "given": frozenset({"accepted", "again"}),
        "again": frozenset({"given"}),
        "accepted": frozenset(),
    }
    STATES: ClassVar = [
        ("asked", "Asked"),
        ("given", "Given"),
        ("again", "Asked again"),
        ("accepted", "Accepted"),
    ]

    round = models.ForeignKey(UpdateRound, on_delete=models.PROTECT, related_name="updates")
    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="updates")
    lead = models.CharField(max_length=200)
    email = models.EmailField()
    token = models.CharField(max_length=64, unique=True, editable=False)
    state = models.CharField(max_length=10, choices=STATES, default="asked")
    last_text = models.TextField(blank=True, help_text="What was said last time.")
    rating = models.CharField(
        max_length=1, blank=True, choices=[(r.letter, r.words) for r in RATINGS.values()]
    )
    text = models.TextField(blank=True)
    readings = models.JSONField(default=dict, blank=True, help_text="By key of the metric.")
    given_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    asked_again = models.TextField("what is still missing", blank=True)

    objects = UpdateQuerySet.as_manager()

    class Meta:
        ordering = ["part__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "part"], name="update_part_once"),
            models.CheckConstraint(
                condition=~Q(state__in=("given", "accepted")) | ~Q(text=""),
                name="update_given_says_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.part}, {self.lead}"

    def is_late(self, now: datetime) -> bool:
        """Whether the last day of its round has passed, where the plan's board sits."""
        return self.round.closes_on < self.round.plan.board.today(now)

    def fresh_token(self) -> str:
        """A new single-use link; the one before it ends. For a row that is not saved yet, too."""
        token = secrets.token_urlsafe(24)
        self.token = digest(token)
        if self.pk:
            type(self).objects.filter(pk=self.pk).update(token=self.token)
        return token

    def give(self, rating: str, text: str, readings: dict[str, Any], now: datetime) -> None:
        """The lead's answer; the link is used up by it."""
        said: dict[str, Any] = {
            "rating": rating,
            "text": text,
            "readings": readings,
            "given_at": now,
        }
        used = digest(secrets.token_urlsafe(24))
        self._move("given", None, now, acting_for=self.lead, token=used, **said)

    def accept(self, by: Any, now: datetime) -> None:
        """The owner takes the answer as it is."""
        self._move("accepted", by, now)

    def ask_again(self, words: str, by: Any, now: datetime) -> None:
        """The owner asks for more, saying what."""
        self._move("again", by, now, asked_again=words)
