"""Meetings: when and where a board meets, in which parts, and how it came to change."""

from datetime import date as Day
from datetime import datetime
from typing import Any, Self
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q

from icsgov.boards.models import Board, Person
from icsgov.boards.rights import standing
from icsgov.boards.rules import Rules
from icsgov.ledger.models import Stateful, Versioned
from meetings import workflow


class Series(Versioned):
    """Meetings that come again: quarterly, monthly …, with what is usual for them."""

    class Every(models.TextChoices):
        WEEKS = "weeks", "Every so many weeks"
        MONTHS = "months", "Every so many months"

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="series")
    name = models.CharField(max_length=120)
    every = models.CharField(max_length=10, choices=Every, default=Every.MONTHS)
    count = models.PositiveSmallIntegerField(default=1)
    first = models.DateField()
    starts = models.TimeField()
    ends = models.TimeField()
    venue = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name_plural = "series"

    def __str__(self) -> str:
        return self.name


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, user: Any, now: datetime) -> Self:
        """Meetings on the desk: for secretaries and chairs, and for those with a paper there."""
        seats = standing(user, now)
        own = Q(items__enclosures__paper__roles__person__in=seats.people)
        led = Q(items__leads__person__in=seats.people)
        return self.filter(Q(board__in=seats.secretary | seats.chair) | own | led).distinct()

    def coming(self, on: Day) -> Self:
        """Planned or postponed ones from a day on, the next first."""
        rows = self.filter(date__gte=on, state__in=["planned", "postponed"])
        return rows.order_by("date", "starts", "pk")

    def past(self, on: Day) -> Self:
        """Those before a day, the last first."""
        return (
            self.filter(date__lt=on).exclude(state="cancelled").order_by("-date", "-starts", "-pk")
        )


class Meeting(Stateful):
    """One meeting of a board. Its address stays when its date moves."""

    class Kind(models.TextChoices):
        PUBLIC = "public", "Meeting in public"
        PRIVATE = "private", "Private meeting"
        SEMINAR = "seminar", "Seminar"
        ANNUAL = "annual", "Annual general meeting"

    class Mode(models.TextChoices):
        IN_PERSON = "in person", "In person"
        ONLINE = "online", "Online"
        HYBRID = "hybrid", "In person and online"

    class State(models.TextChoices):
        PLANNED = "planned", "Planned"
        HELD = "held", "Held"
        CLOSED = "closed", "Closed"
        CANCELLED = "cancelled", "Cancelled"
        POSTPONED = "postponed", "Postponed"

    MOVES = workflow.MEETING

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="meetings")
    series = models.ForeignKey(
        Series, null=True, blank=True, on_delete=models.SET_NULL, related_name="meetings"
    )
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.PUBLIC)
    title = models.CharField(max_length=200, blank=True)
    date = models.DateField()
    starts = models.TimeField()
    ends = models.TimeField()
    address = models.SlugField(max_length=14, editable=False)
    venue = models.CharField(max_length=300, blank=True)
    mode = models.CharField(max_length=10, choices=Mode, default=Mode.IN_PERSON)
    how_to_attend = models.TextField(blank=True, help_text="For the public: how to come or watch.")
    joining_link = models.URLField(blank=True, help_text="For members only.")
    papers_due = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    notice = models.TextField(blank=True, help_text="Why it was cancelled or postponed.")
    opened = models.TimeField(null=True, blank=True, help_text="When it was in fact opened.")
    closed = models.TimeField(null=True, blank=True, help_text="When it was in fact closed.")
    public_count = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Members of the public who came, unnamed."
    )
    private_session = models.TextField(
        blank=True, help_text="What the public is told of a private session that follows."
    )

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-date", "-starts"]
        constraints = [
            models.UniqueConstraint(fields=["board", "address"], name="meeting_address_once"),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="meeting_ends_later"),
        ]

    def __str__(self) -> str:
        return f"{self.board.short_name} {self.date:%-d %B %Y}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.address:
            self.address = self._free_address()
        super().save(*args, **kwargs)

    def _free_address(self) -> str:
        """The date; a second meeting of that day gets -2."""
        taken = set(
            Meeting.objects.filter(
                board=self.board, address__startswith=self.date.isoformat()
            ).values_list("address", flat=True)
        )
        address, count = self.date.isoformat(), 1
        while address in taken:
            count += 1
            address = f"{self.date.isoformat()}-{count}"
        return address

    @property
    def path(self) -> str:
        """Its place on the public site: icp/2023-07-24."""
        return f"{self.board.slug}/{self.address}"

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.board.zone)

    @property
    def opens_at(self) -> datetime:
        """The planned opening as an instant."""
        return datetime.combine(self.date, self.starts, self.zone)

    @property
    def minutes(self) -> int:
        """Planned length in minutes."""
        return (self.ends.hour - self.starts.hour) * 60 + self.ends.minute - self.starts.minute

    @property
    def rules(self) -> Rules:
        """The board's rules on the day of the meeting."""
        if not hasattr(self, "_rules"):
            self._rules = self.board.rules(self.date)
        return self._rules

    def know_rules(self, rules: Rules) -> None:
        """Take the board's rules of the day from somebody who read them for many meetings."""
        self._rules = rules

    def cancel(self, notice: str, by: Any, now: datetime) -> None:
        """Call the meeting off; the public is told why."""
        self._move("cancelled", by, now, notice=notice)

    def postpone(self, notice: str, by: Any, now: datetime) -> None:
        """Put the meeting off; its new date is set when it is planned again."""
        self._move("postponed", by, now, notice=notice)

    def plan_again(
        self, by: Any, now: datetime, *, day: Day | None = None, notice: str = ""
    ) -> None:
        """Plan a cancelled or postponed meeting after all, on the same or another day."""
        self._move("planned", by, now, date=day or self.date, notice=notice)

    def hold(self, by: Any, now: datetime) -> None:
        """Say that the meeting took place."""
        self._move("held", by, now)

    def close(self, by: Any, now: datetime) -> None:
        """End the work on the meeting: its record stands."""
        self._move("closed", by, now)


class MeetingPart(models.Model):
    """A part of a meeting. Part 2 is private, with its legal ground and a day to look again."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="parts")
    number = models.PositiveSmallIntegerField(choices=[(1, "Part 1"), (2, "Part 2")])
    starts = models.TimeField(null=True, blank=True)
    reason = models.TextField(blank=True, help_text="The legal ground for meeting in private.")
    review = models.DateField(null=True, blank=True, help_text="When to ask whether to release.")
    opened = models.TimeField(null=True, blank=True, help_text="Of Part 2: when it was begun.")
    closed = models.TimeField(null=True, blank=True, help_text="Of Part 2: when it was closed.")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="part_once"),
        ]

    def __str__(self) -> str:
        return f"{self.meeting} Part {self.number}"


class Agreement(models.Model):
    """A chair's word that the agenda is agreed, or the secretary's note of it with evidence."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agreements")
    part = models.PositiveSmallIntegerField(choices=[(1, "Part 1"), (2, "Part 2")], default=1)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    evidence = models.TextField(blank=True)
    agenda_sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.person} agreed the agenda of {self.meeting}"
