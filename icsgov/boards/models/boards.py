"""Boards: any body that meets, and the system they belong to."""

from datetime import date, datetime
from typing import Any, Self
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.text import slugify

from icsgov.boards.rules import Rules
from icsgov.ledger.models import Versioned

RESERVED = frozenset(
    "accessibility accounts actions api boards calendar contact cookies decisions desk feeds "
    "files follow forward-plan glossary health help interests items meetings mine new papers "
    "people plans "
    "privacy put-in questions reading robots search security series sitemap static strategy "
    "visit".split()
)


def not_reserved(slug: str) -> None:
    """A board's short name can be no first segment of the site's own addresses."""
    if slugify(slug) in RESERVED:
        raise ValidationError(
            f"“{slug}” is an address of the site itself. Choose another short name."
        )


class BoardQuerySet(models.QuerySet["Board"]):
    def meeting(self) -> Self:
        """Boards that meet: everything but the system itself."""
        return self.exclude(kind=Board.Kind.SYSTEM)

    def active(self, on: date) -> Self:
        """Boards that exist on this day."""
        return self.filter(Q(ends=None) | Q(ends__gte=on))

    def for_public(self) -> Self:
        """In the order people look for them: partnership, board, committees."""
        return self.meeting().order_by("position", "name")


class Board(Versioned):
    """A body that meets (board, partnership, committee), or the system above them."""

    class Kind(models.TextChoices):
        SYSTEM = "system", "System"
        PARTNERSHIP = "partnership", "Partnership"
        BOARD = "board", "Board"
        COMMITTEE = "committee", "Committee"

    name = models.CharField(max_length=200)
    short_name = models.CharField(
        max_length=20,
        validators=[
            RegexValidator(r"^[A-Za-z][A-Za-z0-9-]*$", "Use letters, digits and hyphens only."),
            not_reserved,
        ],
        help_text="Stands in addresses and on every page of a pack, such as ICP.",
    )
    slug = models.SlugField(max_length=20, unique=True, editable=False)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.BOARD)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    purpose = models.TextField(blank=True, help_text="What the board is for, in plain words.")
    contact = models.EmailField(blank=True, help_text="Where people can write to the secretariat.")
    zone = models.CharField(max_length=40, default="Europe/London")
    position = models.PositiveSmallIntegerField(default=100)
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)

    objects = BoardQuerySet.as_manager()

    class Meta:
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.slug = slugify(self.short_name)
        super().save(*args, **kwargs)

    def today(self, now: datetime) -> date:
        """The day it is where the board meets."""
        return now.astimezone(ZoneInfo(self.zone)).date()

    def rules(self, on: date) -> Rules:
        """The rules in force on a day, made from the dated rows (see boards/rules.py)."""
        return Rules.of(self.rule_rows.filter(starts__lte=on).order_by("starts", "pk"))

    def name_on(self, on: date) -> str:
        """What the board was called on a day."""
        earlier = self.names.filter(until__gt=on).order_by("until").first()
        return earlier.name if earlier else self.name

    def rename(self, name: str, by: Any, now: datetime) -> None:
        """Take a new name from today; the old one stays in the history."""
        BoardName.objects.create(board=self, name=self.name, until=self.today(now))
        self.save_at(self.version, by, now, name=name)


class BoardName(models.Model):
    """What a board was called until a day."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=200)
    until = models.DateField()

    class Meta:
        ordering = ["-until"]

    def __str__(self) -> str:
        return f"{self.name} (until {self.until})"
