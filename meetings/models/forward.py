"""The forward plan: what was promised to come back, when, and the item that kept it."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q

from icsgov.boards.models import Board
from icsgov.boards.rights import standing, withheld
from icsgov.ledger.models import Versioned
from meetings.models.agenda import AgendaItem
from meetings.models.meetings import Meeting
from meetings.models.minutes import Paragraph
from meetings.models.outcomes import NOT_BEING_TAKEN


class ForwardQuerySet(models.QuerySet["ForwardEntry"]):
    def visible_to(self, user: Any, now: datetime) -> Self:
        """On the desk: secretaries, and chairs once the minutes are drafted; Part 2 by the seat."""
        seats = standing(user, now)
        chairs = Q(board__in=seats.chair) & NOT_BEING_TAKEN
        rows = self.filter(Q(board__in=seats.secretary) | chairs)
        rows = rows.exclude(key__in=withheld(user, now))
        return rows.filter(Q(part=1) | Q(board__in=seats.part2))

    def standing(self) -> Self:
        """Those that count: of no paragraph, or of one that stands."""
        return self.filter(Q(paragraph=None) | Q(paragraph__removed_at=None))

    def owed_by(self, boards: Collection[int]) -> Self:
        """What boards promised for a meeting and have not kept, if the chair may know of it."""
        rows = self.open().standing().filter(NOT_BEING_TAKEN, board__in=boards)
        return rows.exclude(target=None).select_related("target", "origin").order_by("pk")

    def for_record(self) -> Self:
        """With all that is released or listed of them."""
        return self.select_related(
            "board",
            "paragraph__section__minutes__meeting",
            "item__meeting__board",
            "origin__board",
            "target__board",
            "discharged_by__meeting__board",
        )

    def open(self) -> Self:
        """Neither kept nor dropped."""
        return self.filter(dropped_at=None, discharged_by=None)

    def slipped(self, on: date) -> Self:
        """Open, and the meeting it was meant for has passed."""
        return self.open().filter(target__date__lt=on)


class ForwardEntry(Versioned):
    """Something to be brought to a meeting, whatever it will be called by then."""

    KIND: ClassVar = "forward"

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="forward_entries")
    part = models.PositiveSmallIntegerField(choices=[(1, "Part 1"), (2, "Part 2")], default=1)
    title = models.CharField(max_length=300)
    why = models.TextField(blank=True)
    paragraph = models.ForeignKey(
        Paragraph, null=True, blank=True, on_delete=models.PROTECT, related_name="promises"
    )
    item = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="promises"
    )
    origin = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="promised"
    )
    target = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="promised_here"
    )
    window = models.CharField(max_length=100, blank=True, help_text="Such as in the autumn.")
    discharged_by = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="discharges"
    )
    dropped_at = models.DateTimeField(null=True, blank=True)
    dropped_reason = models.TextField(blank=True)
    public = models.BooleanField(
        default=False, help_text="Made public by hand; one from minutes is public with them."
    )

    objects = ForwardQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "forward entries"
        ordering = ["board", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(dropped_at=None) | ~Q(dropped_reason=""),
                name="forward_dropped_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Neither kept nor dropped."""
        return self.discharged_by_id is None and self.dropped_at is None
