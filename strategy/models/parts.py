"""The parts of a plan: an outline of priorities, metrics, work areas, commitments …"""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q

from icsgov.ledger.models import Versioned
from strategy.catalogue import LINKABLE, SORTS
from strategy.models.plans import Plan
from strategy.sorts import Sort


class PartQuerySet(models.QuerySet["Part"]):
    def visible_to(self, user: Any, now: datetime) -> Self:
        """Parts of plans whose draft the reader may see."""
        return self.filter(plan__in=Plan.objects.visible_to(user, now))

    def standing(self) -> Self:
        """Parts that are not taken out."""
        return self.filter(taken_out_at=None)

    def linkable(self) -> Self:
        """What items, papers and decisions can name."""
        return self.standing().filter(sort__in=LINKABLE)

    def with_facts(self) -> Self:
        """With all that was said of them over time (6 queries)."""
        return self.prefetch_related(
            "targets", "readings", "assessments", "schedules", "ticks", "progress"
        )


class Part(Versioned):
    """One part of a plan. Its number and its names are as printed; its key is its identity.

    `names` holds other forms of the name by where they are printed: list, navigation, heading.
    `across` is what a cell of a matrix is set against, or the place of progress at a place.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="parts")
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    across = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="crossed_by"
    )
    sort = models.CharField(max_length=30, choices=[(key, s.one) for key, s in SORTS.items()])
    position = models.PositiveIntegerField(default=0)
    number = models.CharField(max_length=20, blank=True)
    name = models.CharField(max_length=300, blank=True)
    names = models.JSONField(default=dict, blank=True)
    text = models.TextField(blank=True)
    on = models.DateField(null=True, blank=True)
    data = models.JSONField(default=dict, blank=True)
    taken_out_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = PartQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["plan", "sort"])]
        constraints = [
            models.CheckConstraint(condition=~Q(name="") | ~Q(text=""), name="part_says_something"),
            models.UniqueConstraint(
                fields=["parent", "across"],
                condition=Q(taken_out_at=None, across__isnull=False),
                name="part_cell_once",
            ),
        ]

    def __str__(self) -> str:
        return self.called

    @property
    def kind(self) -> Sort:
        """What is known of parts of this sort."""
        return SORTS[self.sort]

    @property
    def called(self) -> str:
        """Number and name, or the beginning of its text: 3 Children’s mental health."""
        words = self.name or (self.text if len(self.text) <= 90 else f"{self.text[:89]}…")
        return f"{self.number} {words}".strip()

    def take_out(self, by: Any, now: datetime) -> None:
        """Take the part, and all beneath it, out of the plan; what was released of it stays."""
        for child in self.children.standing():
            child.take_out(by, now)
        self.save_at(self.version, by, now, taken_out_at=now)

    def put_back(self, by: Any, now: datetime) -> None:
        """Put the part back; what was taken out with it comes back with it."""
        for child in self.children.filter(taken_out_at=self.taken_out_at):
            child.put_back(by, now)
        self.save_at(self.version, by, now, taken_out_at=None)


def latest(part: Part, facts: str) -> Any:
    """The last of a part's facts, in their order, of those that were read with it; or None."""
    rows = list(getattr(part, facts).all())
    return rows[-1] if rows else None


def schedule_of(part: Part) -> Any:
    """The dates that hold now: the last that were promised; None where none were."""
    return latest(part, "schedules") if "schedules" in part.kind.gathers else None
