"""Who was there, as what, and from which item to which; and what was promised before."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q

from icsgov.boards.models import Person, Seat
from icsgov.boards.rights import standing
from icsgov.ledger.models import Versioned
from meetings.models.agenda import AgendaItem
from meetings.models.meetings import Meeting


class RsvpQuerySet(models.QuerySet["Rsvp"]):
    def visible_to(self, user: Any, now: datetime) -> Self:
        """One's own, those of whom one assists, and all of a board for its desk."""
        seats = standing(user, now)
        desk = seats.secretary | seats.chair
        return self.filter(Q(seat__person__in=seats.people) | Q(meeting__board__in=desk))


class Rsvp(Versioned):
    """What a member, or their assistant for them, said before the meeting."""

    class Answer(models.TextChoices):
        ATTEND = "attend", "Will attend"
        APOLOGIES = "apologies", "Sends apologies"
        SUBSTITUTE = "substitute", "Sends a substitute"

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="rsvps")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="rsvps")
    answer = models.CharField(max_length=10, choices=Answer)
    substitute = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    substitute_name = models.CharField(max_length=200, blank=True)
    substitute_title = models.CharField(max_length=300, blank=True)
    words = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    objects = RsvpQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "seat"], name="rsvp_once"),
            models.CheckConstraint(
                condition=~Q(answer="substitute") | ~Q(substitute_name=""),
                name="rsvp_substitute_is_named",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat.person}: {self.get_answer_display()}"


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    def visible_to(self, user: Any, now: datetime) -> Self:
        """Draft attendance: secretaries and chairs of the board."""
        seats = standing(user, now)
        return self.filter(meeting__board__in=seats.secretary | seats.chair)

    def in_order(self) -> Self:
        """As the minutes list them."""
        return self.order_by("position", "pk")


class Attendance(Versioned):
    """One person at one meeting. Name and title are as printed in its minutes."""

    class Kind(models.TextChoices):
        PRESENT = "present", "Present"
        IN_ATTENDANCE = "in attendance", "In attendance"
        APOLOGIES = "apologies", "Apologies"
        ABSENT = "absent", "Absent without apologies"
        EXPECTED = "expected", "Not known yet"

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendance")
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="attendance"
    )
    seat = models.ForeignKey(
        Seat, null=True, blank=True, on_delete=models.PROTECT, related_name="attendance"
    )
    kind = models.CharField(max_length=13, choices=Kind, default=Kind.PRESENT)
    name = models.CharField(max_length=200)
    title = models.CharField(max_length=300, blank=True)
    constituency = models.CharField(max_length=100, blank=True)
    voting = models.BooleanField(default=False)
    chair = models.BooleanField("chaired the meeting", default=False)
    deputy = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="deputised"
    )
    deputy_name = models.CharField(max_length=200, blank=True)
    deputy_title = models.CharField(max_length=300, blank=True)
    from_item = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    to_item = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    away = models.ManyToManyField(
        AgendaItem, blank=True, related_name="+", help_text="Items for which they were out."
    )
    arrived = models.TimeField(null=True, blank=True)
    left = models.TimeField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=100)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "person"],
                condition=Q(person__isnull=False),
                name="attendance_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.get_kind_display()}"

    @property
    def is_there(self) -> bool:
        """Whether the person, or a deputy for them, was in the room."""
        return self.kind in (self.Kind.PRESENT, self.Kind.IN_ATTENDANCE) or bool(self.deputy_name)
