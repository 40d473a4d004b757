"""Plans of a board or of the whole system, and who owns them."""

from datetime import datetime
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q

from icsgov.boards.models import Board, Person
from icsgov.boards.rights import Standing, standing
from icsgov.ledger.models import Versioned

# What comes first at an address of the site's own can be no plan's address.
RESERVED = frozenset("bulletins editions new parts rounds updates".split())


def not_reserved(address: str) -> None:
    """A plan's address can be none of those that the strategy pages have themselves."""
    if address in RESERVED:
        raise ValidationError(f"“{address}” is an address of the site itself. Choose another.")


def keeps_board(seats: Standing, board: Board) -> bool:
    """Whether these seats keep the papers of a board; the system's are kept by any secretary."""
    if board.kind == Board.Kind.SYSTEM:
        return bool(seats.secretary)
    return board.pk in seats.secretary


def kept_by(seats: Standing, prefix: str = "") -> Q:
    """What secretaries see and write of things that have a board."""
    kept = Q(**{f"{prefix}board__in": seats.secretary})
    return kept | Q(**{f"{prefix}board__kind": Board.Kind.SYSTEM}) if seats.secretary else kept


def read_by(seats: Standing, prefix: str = "") -> Q:
    """What chairs read of things that have a board, besides what secretaries do."""
    read = Q(**{f"{prefix}board__in": seats.chair}) | kept_by(seats, prefix)
    return read | Q(**{f"{prefix}board__kind": Board.Kind.SYSTEM}) if seats.chair else read


class PlanQuerySet(models.QuerySet["Plan"]):
    def visible_to(self, user: Any, now: datetime) -> Self:
        """Drafts of plans: for secretaries and chairs of the board, and for the plan's owners.

        The public and members read released editions (icsgov.record).
        """
        seats = standing(user, now)
        owned = PlanOwner.objects.filter(person=seats.person).values("plan")
        return self.filter(read_by(seats) | Q(pk__in=owned))


class Plan(Versioned):
    """A strategy, development plan, charter or the like, as it stands on the desk."""

    class Kind(models.TextChoices):
        STRATEGY = "strategy", "Integrated care strategy"
        DEVELOPMENT = "development", "Development plan"
        FORWARD = "forward", "Joint forward plan"
        CHARTER = "charter", "Charter"
        RESPONSE = "response", "Response to a report"
        PROGRAMMES = "programmes", "Programmes"

    class Status(models.TextChoices):
        INTERIM = "interim", "Interim"
        CURRENT = "current", "Current"
        SUPERSEDED = "superseded", "Superseded"

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="plans")
    address = models.SlugField(
        max_length=60,
        unique=True,
        validators=[not_reserved],
        help_text="Stands in the plan’s address: /strategy/address/",
    )
    kind = models.CharField(max_length=20, choices=Kind)
    status = models.CharField(max_length=20, choices=Status, default=Status.CURRENT)
    title = models.CharField(max_length=200)
    about = models.TextField(blank=True)
    period = models.CharField(max_length=100, blank=True, help_text="As printed.")
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)
    review = models.CharField(
        "when it is reviewed",
        max_length=200,
        blank=True,
        help_text="As printed, such as twelve months into operation.",
    )
    review_on = models.DateField("day of the review", null=True, blank=True)
    source = models.CharField(max_length=300, blank=True, help_text="The document it comes from.")

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["board__position", "title"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends=None) | Q(starts=None) | Q(ends__gte=F("starts")),
                name="plan_ends_after_start",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def path(self) -> str:
        """Where the public reads it, without slashes around it."""
        return f"strategy/{self.address}"

    @transaction.atomic
    def name_owner(self, person: Person, by: Any, now: datetime) -> None:
        """Let somebody write this plan; naming them again changes nothing."""
        _, new = PlanOwner.objects.get_or_create(plan=self, person=person)
        if new:
            self.record_change("named owner", by, now, words=str(person))

    @transaction.atomic
    def drop_owner(self, person: Person, by: Any, now: datetime) -> None:
        """Let somebody write it no more; what they wrote stays."""
        gone, _ = self.owners.filter(person=person).delete()
        if gone:
            self.record_change("dropped owner", by, now, words=str(person))


class PlanOwner(models.Model):
    """Somebody who writes a plan without keeping the papers of its board."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="owners")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="plans")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "person"], name="plan_owner_once")]

    def __str__(self) -> str:
        return f"{self.person}, {self.plan}"
