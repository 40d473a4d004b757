"""Deputies: somebody who reads for a member at one meeting, and nothing else."""

import uuid
from datetime import date, datetime
from typing import Any

from django.db import models, transaction
from django.db.models import F, Q

from icsgov.boards.models.boards import Board
from icsgov.boards.models.people import Person
from icsgov.boards.models.seats import Dated
from icsgov.ledger.models import Versioned


class DeputyQuerySet(Dated):
    def present(self) -> "DeputyQuerySet":
        """Those who were not taken back."""
        return self.filter(ended_at=None)


class Deputy(Versioned):
    """The dated right of a person to read what a member reads of one meeting.

    Whether a deputy votes or counts is the board's rule, not this row's.
    """

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="deputies")
    thing = models.UUIDField(help_text="The key of the meeting.")
    member = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="sends")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="deputises")
    part2 = models.BooleanField("may read Part 2", default=False)
    starts = models.DateField()
    ends = models.DateField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = DeputyQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="deputy_ends_after"),
            models.CheckConstraint(condition=~Q(person=F("member")), name="deputy_is_another"),
            models.UniqueConstraint(
                fields=["thing", "member"],
                condition=Q(ended_at=None),
                name="deputy_one_for_each",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} for {self.member}"

    @classmethod
    @transaction.atomic
    def appoint(
        cls,
        board: Board,
        thing: uuid.UUID,
        member: Person,
        person: Person,
        days: tuple[date, date],
        by: Any,
        now: datetime,
        *,
        part2: bool = False,
        acting_for: str = "",
    ) -> "Deputy":
        """Let somebody read for a member, from the first of the days to the last.

        One who did so before for the same meeting reads no longer.
        """
        same = cls.objects.present().filter(thing=thing, member=member)
        kept = same.filter(person=person, part2=part2).first()
        if kept is not None:
            return kept
        for other in same:
            other.end(by, now, acting_for=acting_for)
        made = cls(
            board=board,
            thing=thing,
            member=member,
            person=person,
            part2=part2,
            starts=days[0],
            ends=days[1],
        )
        return made.create_by(by, now, words=str(made), acting_for=acting_for)

    @transaction.atomic
    def end(self, by: Any, now: datetime, *, acting_for: str = "") -> bool:
        """Take the right back; False when it was so already."""
        if not type(self).objects.present().filter(pk=self.pk).update(ended_at=now):
            return False
        self.record_change("ended", by, now, words=str(self), acting_for=acting_for)
        return True
