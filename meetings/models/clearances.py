"""Who cleared which version of a paper, and what author and secretary wrote to each other."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Self

from django.db import models, transaction
from django.db.models import Q

from icsgov.boards import rules
from icsgov.boards.models import Person
from icsgov.ledger.models import MoveRefused
from meetings.models.agenda import AgendaItem
from meetings.models.papers import Paper
from meetings.models.versions import PaperVersion


class AlreadyGiven(Exception):
    """Somebody took this step for this version before."""

    def __init__(self, clearance: "Clearance") -> None:
        super().__init__(str(clearance))
        self.clearance = clearance


class Clearance(models.Model):
    """One step of the board's list, taken for one version of a paper."""

    class How(models.TextChoices):
        IN_APP = "app", "Cleared here"
        EVIDENCE = "evidence", "Recorded by the secretary"
        SKIPPED = "skipped", "Skipped"

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="clearances")
    paper_version = models.ForeignKey(
        PaperVersion, on_delete=models.CASCADE, related_name="clearances"
    )
    step = models.CharField(max_length=40)
    label = models.CharField(max_length=100)
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200, blank=True)
    how = models.CharField(max_length=10, choices=How, default=How.IN_APP)
    words = models.TextField(blank=True)
    by = models.ForeignKey("boards.User", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["paper_version", "step"], name="clearance_once"),
            models.CheckConstraint(
                condition=Q(how="app") | ~Q(words=""), name="clearance_needs_words"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.get_how_display()}"

    @classmethod
    @transaction.atomic
    def give(
        cls,
        paper: Paper,
        step: rules.Clearance,
        required: Sequence[rules.Clearance],
        by: Any,
        now: datetime,
        *,
        how: str = How.IN_APP,
        person: Person | None = None,
        words: str = "",
    ) -> "Clearance":
        """Take one step for the paper as it stands; the last one clears it for the pack.

        Raises MoveRefused when the paper is not there to be cleared, AlreadyGiven when somebody
        took the step before.
        """
        paper.hold()
        if paper.state != Paper.State.SUBMITTED:
            raise MoveRefused(paper, "cleared")
        version = paper.current
        if version is None or not paper.is_cut:
            version = paper.cut("For clearance", by, now)
        made, new = cls.objects.get_or_create(
            paper_version=version,
            step=step.key,
            defaults={
                "paper": paper,
                "label": step.label,
                "person": person,
                "name": person.full_name if person else "",
                "how": how,
                "words": words,
                "by": by,
                "at": now,
            },
        )
        if not new:
            raise AlreadyGiven(made)
        paper.record_change("clearance", by, now, words=f"{made}. {words}".strip())
        given = set(version.clearances.values_list("step", flat=True))
        if {each.key for each in required} <= given:
            paper.clear(by, now)
        return made


class CommentQuerySet(models.QuerySet["Comment"]):
    def visible_to(self, user: Any, now: datetime) -> Self:
        """Comments on papers and items that the reader may see on the desk."""
        return self.filter(
            Q(paper__in=Paper.objects.visible_to(user, now))
            | Q(item__in=AgendaItem.objects.visible_to(user, now))
        )

    def about(self, paper: Paper) -> Self:
        """The comments on a paper, oldest first."""
        rows = self.filter(paper=paper)
        return rows.select_related("by__person", "settled_by__person").order_by("at", "pk")

    def open(self) -> Self:
        """Not yet settled."""
        return self.filter(settled_at=None)


class Comment(models.Model):
    """A remark on a paper or an agenda item, for those who prepare the meeting."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    paper = models.ForeignKey(
        Paper, null=True, blank=True, on_delete=models.CASCADE, related_name="comments"
    )
    item = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.CASCADE, related_name="comments"
    )
    text = models.TextField()
    by = models.ForeignKey("boards.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    settled_by = models.ForeignKey(
        "boards.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(paper__isnull=False, item__isnull=True)
                | Q(paper__isnull=True, item__isnull=False),
                name="comment_about_one_thing",
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]

    def settle(self, by: Any, now: datetime) -> bool:
        """Say that it is dealt with; False when somebody else did."""
        rows = Comment.objects.filter(pk=self.pk, settled_at=None)
        return bool(rows.update(settled_by=by, settled_at=now))
