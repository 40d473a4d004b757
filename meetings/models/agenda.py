"""Agenda items: what the board takes, in what order, led by whom."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Self
from uuid import UUID

from django.db import models, transaction
from django.db.models import F, Q

from icsgov.boards.models import Person
from icsgov.boards.rights import standing
from icsgov.ledger.models import Conflict, Versioned
from meetings.models.meetings import Meeting


class AgendaItemQuerySet(models.QuerySet["AgendaItem"]):
    def visible_to(self, user: Any, now: datetime) -> Self:
        """Draft rows: all for secretaries and chairs (Part 2 by their seat), else one's own."""
        seats = standing(user, now)
        desk = seats.secretary | seats.chair
        whole = Q(meeting__board__in=desk, part=1) | Q(meeting__board__in=desk & seats.part2)
        own = Q(leads__person__in=seats.people) | Q(
            enclosures__paper__roles__person__in=seats.people
        )
        return self.filter(whole | own).distinct()

    def in_order(self) -> Self:
        """As they stand on the agenda: Part 1, then Part 2."""
        return self.order_by("part", "rank", "pk")


class AgendaItem(Versioned):
    """A row of the agenda. `rank` orders it; number and clock time are computed."""

    class Kind(models.TextChoices):
        ITEM = "item", "Item"
        HEADING = "heading", "Heading"
        BREAK = "break", "Break"
        STORY = "story", "Story"
        AOB = "aob", "Any other business"
        NOTING = "noting", "For noting without discussion"

    class Mode(models.TextChoices):
        PAPER = "paper", "Paper"
        VERBAL = "verbal", "Verbal"
        PRESENTATION = "presentation", "Presentation"
        TO_FOLLOW = "to follow", "To follow"

    NUMBERED = (Kind.ITEM, Kind.STORY, Kind.AOB, Kind.NOTING)
    HOLDS_OTHERS = (Kind.ITEM, Kind.STORY, Kind.NOTING)

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    part = models.PositiveSmallIntegerField(choices=[(1, "Part 1"), (2, "Part 2")], default=1)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="children"
    )
    rank = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.ITEM)
    title = models.CharField(max_length=300)
    lines = models.TextField(blank=True, help_text="What stands under the title, a line each.")
    label = models.CharField(
        max_length=10,
        blank=True,
        help_text="Only where the printed number is not the computed one.",
    )
    minutes = models.PositiveSmallIntegerField(default=0)
    fixed_time = models.TimeField(null=True, blank=True)
    mode = models.CharField(max_length=12, choices=Mode, default=Mode.PAPER)
    purposes = models.JSONField(default=list, blank=True, help_text="Keys of the board's ticks.")
    slides = models.CharField(
        max_length=60, blank=True, help_text="Pages to look at, such as slides 10 to 14."
    )
    consent = models.TextField(blank=True, help_text="For a story: who agreed to what.")
    consent_ends = models.DateField(null=True, blank=True)
    lifted = models.BooleanField(
        default=False, help_text="Lifted by a member out of the block for noting."
    )

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "part", "rank"], name="item_rank_once"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def text_lines(self) -> Sequence[str]:
        """The lines under the title, without empty ones."""
        return [line.strip() for line in self.lines.splitlines() if line.strip()]

    @property
    def led_by(self) -> tuple[UUID, ...]:
        """Keys of the people who lead it, in order."""
        rows = ItemLead.objects.filter(item=self).select_related("person")
        return tuple(lead.person.key for lead in rows)

    @property
    def asked(self) -> tuple[tuple[str, str], ...]:
        """What the board is asked, in order: verb and words."""
        return tuple((ask.verb, ask.text) for ask in self.asks.all())

    @transaction.atomic
    def revise(
        self,
        version: int,
        by: Any,
        now: datetime,
        *,
        leads: Sequence["ItemLead"] | None = None,
        asks: Sequence["Ask"] | None = None,
        **fields: Any,
    ) -> bool:
        """Save the row with its leads and asks as one version; False when nothing differs.

        Raises Conflict, with the other text, when somebody saved in between.
        """
        stored = AgendaItem.objects.get(pk=self.pk)
        mine: dict[str, Any] = {}
        if leads is not None:
            mine["led_by"] = tuple(lead.person.key for lead in leads)
        if asks is not None:
            mine["asked"] = tuple((ask.verb, ask.text) for ask in asks)
        if all(getattr(stored, name) == value for name, value in mine.items()):
            return self.save_at(version, by, now, **fields)
        before = stored._words(mine, fields)
        rows = AgendaItem.objects.filter(pk=self.pk, version=version)
        if not rows.update(version=F("version") + 1, **fields):
            raise Conflict(AgendaItem.objects.get(pk=self.pk), {**fields, **mine})
        _replace(stored.leads.all(), leads, stored)
        _replace(stored.asks.all(), asks, stored)
        self.refresh_from_db()
        after = self._words(mine, fields)
        self.record_change("edited", by, now, before=before, after=after)
        return True

    def _words(self, *named: Any) -> dict[str, Any]:
        """Fields by name as a reader of the history wants them."""
        spoken: dict[str, Any] = {"led_by": self.leads, "asked": self.asks}
        return {
            name: list(map(str, spoken[name].all())) if name in spoken else getattr(self, name)
            for names in named
            for name in names
        }


def _replace(rows: models.QuerySet[Any], wanted: Sequence[Any] | None, item: AgendaItem) -> None:
    """Put new rows under an item in the place of the old ones."""
    if wanted is None:
        return
    rows.delete()
    for position, row in enumerate(wanted):
        row.pk, row.item, row.position = None, item, position
        row.save(force_insert=True)


class ItemLead(models.Model):
    """Who leads an item, with name, initials and title as printed on this agenda."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="leads")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(max_length=200)
    initials = models.CharField(max_length=8)
    title = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["item", "person"], name="item_lead_once"),
        ]

    def __str__(self) -> str:
        return f"{self.initials} {self.name}"


class Ask(models.Model):
    """What the board is asked to do under an item: a verb and its words, numbered."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="asks")
    position = models.PositiveSmallIntegerField(default=0)
    verb = models.CharField(max_length=30)
    text = models.TextField()

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.verb} {self.text}"
