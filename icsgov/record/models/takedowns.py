"""What was taken down for good: who asked, who confirmed, on what ground, and the hashes of it."""

import hashlib
import uuid
from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q

from icsgov.boards.models import Board
from icsgov.boards.rights import standing
from icsgov.ledger.models import Stateful
from icsgov.record.models.releases import Release


class TakeDownQuerySet(models.QuerySet["TakeDown"]):
    def visible_to(self, user: Any, now: datetime) -> Self:
        """Those of boards that the reader keeps or chairs; of Part 2 by the seat's mark.

        What belongs to the whole system, such as a plan, is for all who keep or chair a board.
        """
        seats = standing(user, now)
        desk = seats.secretary | seats.chair
        rows = Q(board__in=desk, part=1) | Q(board__in=desk & seats.part2)
        return self.filter(rows | Q(board=None) if desk else rows)

    def done(self) -> Self:
        """Those that were carried out."""
        return self.filter(state="done")


class TakeDown(Stateful):
    """A paper, or a whole release, that two people remove from the record.

    It keeps nothing of what it removes but hashes: no title, no name of a file, no address.
    """

    class State(models.TextChoices):
        ASKED = "asked", "Waiting for a second person"
        DONE = "done", "Taken down"
        REFUSED = "refused", "Not taken down"

    class Ground(models.TextChoices):
        PERSONAL = "personal data", "Personal data that should not have been published"
        ORDER = "legal order", "An order of a court or a regulator"
        LAW = "other law", "Another duty in law"

    MOVES = {"asked": frozenset({"done", "refused"})}

    board = models.ForeignKey(Board, null=True, on_delete=models.PROTECT, related_name="take_downs")
    thing = models.UUIDField(null=True, db_index=True, help_text="The key of the paper.")
    release = models.ForeignKey(
        Release, null=True, on_delete=models.PROTECT, related_name="take_downs"
    )
    every = models.BooleanField(default=False, help_text="All releases of the same thing.")
    part = models.PositiveSmallIntegerField(default=1)
    ground = models.CharField(max_length=20, choices=Ground)
    words = models.TextField(blank=True, help_text="What readers are told besides the ground.")
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    second_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    settled_at = models.DateTimeField(null=True)
    wiped_at = models.DateTimeField(null=True, help_text="When no byte was left on our disks.")
    kept = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    backups = models.JSONField(default=list, encoder=DjangoJSONEncoder)

    objects = TakeDownQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(thing=None, release__isnull=False)
                | Q(thing__isnull=False, release=None),
                name="take_down_of_one_thing",
            ),
            models.UniqueConstraint(
                fields=["thing"], condition=Q(state="asked"), name="take_down_paper_one_asked"
            ),
            models.UniqueConstraint(
                fields=["release"], condition=Q(state="asked"), name="take_down_release_one_asked"
            ),
            models.CheckConstraint(
                condition=Q(second_by=None) | ~Q(second_by=F("asked_by")),
                name="take_down_second_is_another",
            ),
        ]

    def __str__(self) -> str:
        return f"Take-down of {self.asked_at:%Y-%m-%d}: {self.get_state_display()}"

    @property
    def anchor(self) -> str:
        """What stands in the tree in the place of a paper; nothing of its title is in it."""
        return f"taken-down-{self.key.hex[:12]}"

    def settle(self, to: str, by: Any, now: datetime) -> None:
        """Carry it out or refuse it, once; raises MoveRefused where somebody else did so first."""
        second = by if to == self.State.DONE else None
        self._move(to, by, now, second_by=second, settled_at=now)


def mark_of(text: str) -> str:
    """The SHA-256 by which an address is known again without being kept."""
    return hashlib.sha256(text.encode()).hexdigest()


class Tombstone(models.Model):
    """Where something stood: a paper's address or a file. Its hash, and why it is gone."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    take_down = models.ForeignKey(TakeDown, on_delete=models.PROTECT, related_name="tombstones")
    release = models.ForeignKey(
        Release, null=True, on_delete=models.PROTECT, related_name="tombstones"
    )
    role = models.CharField(max_length=20, help_text="pack, paper, file, image; address, bytes")
    sha256 = models.CharField(max_length=64, db_index=True)

    class Meta:
        indexes = [models.Index(fields=["release", "role"])]

    def __str__(self) -> str:
        return f"{self.role} {self.sha256[:12]}"
