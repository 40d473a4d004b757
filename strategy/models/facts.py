"""What is said of a part over time. Facts are added; none is ever changed or deleted."""

import uuid
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from strategy import measures
from strategy.models.parts import Part
from strategy.ratings import RATINGS, Rating


class FactQuerySet(models.QuerySet[Any]):
    def update(self, **fields: Any) -> int:
        raise TypeError("What was said of a plan is never altered; add what is right.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError("What was said of a plan is never deleted; add what is right.")

    def of(self, part: Part) -> Self:
        """All of one part, in the order in which they were said."""
        return self.filter(part=part)


class Fact(models.Model):
    """Something said of a part: by whom, when, and on what it rests.

    `source` names the document or person; `rests_on` is the key of what on the record it rests on
    (a decision, a paragraph, a paper or a reading).
    """

    # What else an import or a release says of it, in this order.
    SAYS: ClassVar[tuple[str, ...]] = ()

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    source = models.CharField(max_length=300, blank=True)
    rests_on = models.UUIDField(null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()

    objects = FactQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["pk"]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise TypeError("What was said of a plan is never altered; add what is right.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("What was said of a plan is never deleted; add what is right.")


class Target(Fact):
    """A target of a metric as printed; the last one holds."""

    SAYS = ("words", "value", "due")

    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="targets")
    words = models.CharField(max_length=300, help_text="As printed, such as at least 32%.")
    value = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)
    due = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.words

    def aim(self, better: measures.Better) -> measures.Aim | None:
        """The target to hold readings against; the value stated wins over one in the words."""
        return measures.aim(self.words, better, self.value)


class Reading(Fact):
    """A reading of a metric. Another for the same period and place stands beside it."""

    SAYS = ("printed", "value", "period", "on", "place", "comparator")

    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="readings")
    printed = models.CharField(max_length=100, help_text="As printed, such as 31.5%.")
    value = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)
    period = models.CharField(max_length=60, blank=True, help_text="As printed, such as 2018-19.")
    on = models.DateField(null=True, blank=True, help_text="The last day of the period.")
    place = models.CharField(max_length=100, blank=True)
    comparator = models.BooleanField(
        default=False, help_text="Stands beside our own readings, such as one for England."
    )

    class Meta(Fact.Meta):
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return f"{self.printed} ({self.period or 'period not stated'})"


class Assessment(Fact):
    """A RAG rating of a condition on a day. `words` is the rating as the plan words it."""

    SAYS = ("on", "rating", "words", "text", "person")

    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="assessments")
    on = models.DateField()
    rating = models.CharField(max_length=1, choices=[(r.letter, r.words) for r in RATINGS.values()])
    words = models.CharField(max_length=100, blank=True)
    text = models.TextField(blank=True)
    person = models.CharField(
        max_length=200, blank=True, help_text="Whose assessment it is, where no record says it."
    )

    class Meta(Fact.Meta):
        ordering = ["on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(rating__in=list(RATINGS)), name="assessment_rating_known"
            ),
            models.CheckConstraint(
                condition=Q(rests_on__isnull=False) | ~Q(person="") | ~Q(source=""),
                name="assessment_rests_on_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rating}: {self.said}"

    @property
    def shown(self) -> Rating:
        """Letter, words and shape."""
        return RATINGS[self.rating]

    @property
    def said(self) -> str:
        """The rating in the words of the plan, else in the usual ones."""
        return self.words or self.shown.words


class Schedule(Fact):
    """The dates of a milestone or phase as they were promised; a later promise stands beside it."""

    SAYS = ("starts", "due", "words", "why")

    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="schedules")
    starts = models.DateField(null=True, blank=True)
    due = models.DateField(null=True, blank=True)
    words = models.CharField(max_length=100, blank=True, help_text="As printed, such as in autumn.")
    why = models.TextField(blank=True, help_text="Why the date changed.")

    class Meta(Fact.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(starts=None) | Q(due=None) | Q(due__gte=models.F("starts")),
                name="schedule_due_after_start",
            ),
            models.CheckConstraint(
                condition=Q(starts__isnull=False) | Q(due__isnull=False) | ~Q(words=""),
                name="schedule_says_when",
            ),
        ]

    def __str__(self) -> str:
        return self.words or str(self.due or self.starts)


class Tick(Fact):
    """A point ticked off on a day, or (`done` false) opened again. The last one holds."""

    SAYS = ("on", "done")

    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="ticks")
    on = models.DateField(null=True, blank=True)
    done = models.BooleanField(default=True)

    def __str__(self) -> str:
        return "done" if self.done else "open again"


class Progress(Fact):
    """What was done or seen on a day: for a commitment, an organisation, a place."""

    SAYS = ("on", "text")

    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="progress")
    on = models.DateField(null=True, blank=True)
    text = models.TextField()

    class Meta(Fact.Meta):
        verbose_name_plural = "progress"

    def __str__(self) -> str:
        return self.text[:80]
