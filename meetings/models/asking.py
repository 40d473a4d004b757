"""Questions that members put to the author of a paper before the meeting."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from icsgov.boards.models import Person
from icsgov.boards.rights import standing, withheld
from icsgov.ledger.models import Versioned
from meetings.models.meetings import Meeting
from meetings.models.notes import readable
from meetings.models.papers import Paper, PaperRole


class MemberQuestionQuerySet(models.QuerySet["MemberQuestion"]):
    def visible_to(self, user: Any, now: datetime) -> Self:
        """One's own; those about papers one wrote or leads; the board's for its secretaries.

        What was shared is for everybody who may read the paper: not for those from whom it is
        withheld.
        """
        seats = standing(user, now)
        role = PaperRole.objects.filter(paper=OuterRef("paper"), person=seats.person)
        desk = Q(meeting__board__in=seats.secretary)
        mine = Q(asker=seats.person) | desk | Q(shared=True)
        rows = self.exclude(paper__key__in=withheld(user, now))
        return rows.filter(Q(Exists(role)) | readable(seats) & mine)


class MemberQuestion(Versioned):
    """A question about a paper, its answer, and how far the two may go."""

    LONG = frozenset({"text", "answer"})

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="asked_before")
    part = models.PositiveSmallIntegerField(default=1)
    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="questions")
    asker = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="asked")
    name = models.CharField(max_length=200, help_text="The asker as printed.")
    title = models.CharField(max_length=300, help_text="The paper as it was called in the pack.")
    text = models.TextField()
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    shared = models.BooleanField(default=False, help_text="Every member may read it.")
    recorded_at = models.DateTimeField(
        null=True, blank=True, help_text="When it was attached to the record."
    )

    objects = MemberQuestionQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(shared=False) | ~Q(answer=""), name="member_question_shared_answered"
            ),
            models.CheckConstraint(
                condition=Q(recorded_at=None) | Q(shared=True), name="member_question_record_shared"
            ),
        ]

    def __str__(self) -> str:
        return f"Question about {self.title} of {self.asked_at:%-d %B %Y}"
