"""Dated seats: who sits on which board, as what, from when to when."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from icsgov.boards.models.boards import Board
from icsgov.boards.models.people import Organisation, Person
from icsgov.ledger.models import Versioned


class Dated(models.QuerySet):
    """Rows that hold from `starts` to `ends`, both days included."""

    def held(self, on: date) -> Self:
        """Rows in force on a day."""
        return self.filter(Q(ends=None) | Q(ends__gte=on), starts__lte=on)


class SeatQuerySet(Dated):
    def of_members(self) -> Self:
        """Seats of the board itself: chairs and members."""
        return self.filter(role__in=Seat.MEMBERS)


class Seat(Versioned):
    """A person's dated place on a board. Rights come from here and nowhere else."""

    class Role(models.TextChoices):
        CHAIR = "chair", "Chair or co-chair"
        MEMBER = "member", "Member"
        ATTENDEE = "attendee", "In attendance"
        SECRETARY = "secretary", "Secretary"

    MEMBERS = (Role.CHAIR, Role.MEMBER)

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="seats")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="seats")
    role = models.CharField(max_length=10, choices=Role, default=Role.MEMBER)
    constituency = models.CharField(
        max_length=100, blank=True, help_text="For the quorum, such as Local authorities."
    )
    title = models.CharField(max_length=200, blank=True, help_text="The job title as printed.")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="seats"
    )
    voting = models.BooleanField(default=True)
    part2 = models.BooleanField("may read Part 2", default=False)
    assistant = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="assists"
    )
    in_print = models.BooleanField("needs papers in print", default=False)
    print_to = models.TextField(blank=True, max_length=400, help_text="Where print is posted to.")
    position = models.PositiveSmallIntegerField(default=100)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        ordering = ["position", "person__family_name", "person__given_names"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gte=F("starts")), name="seat_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display()} of {self.board}"

    @property
    def standing_words(self) -> str:
        """Job title and organisation as printed: Leader, Southwark Council."""
        parts = (self.title, self.organisation.name if self.organisation else "")
        return ", ".join(part for part in parts if part)


class Administrator(Versioned):
    """A dated row that lets a person manage boards and people, and read nothing by it."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="administers")
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)

    objects = Dated.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gte=F("starts")),
                name="administrator_ends_after_start",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} from {self.starts}"
