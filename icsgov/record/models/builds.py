"""A build keeps a proof's tree and the bytes made from it together; publishing names a build."""

import uuid
from datetime import datetime
from functools import cached_property
from typing import Any, Self

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q

from icsgov.boards.models import Board
from icsgov.boards.rights import standing
from icsgov.ledger.models import Stateful
from icsgov.record.models.files import Blob
from icsgov.record.tree import Node, from_json
from icsgov.work.models import Work


class BuildQuerySet(models.QuerySet["Build"]):
    def of(self, kind: str, subject: uuid.UUID, part: int) -> Self:
        """Builds of one thing, newest first."""
        return self.filter(kind=kind, subject=subject, part=part).order_by("-pk")

    def visible_to(self, user: Any, now: datetime) -> Self:
        """Builds of Part 1 and of plans, on the desk: secretaries; a board's own for its boards."""
        seats = standing(user, now)
        own = Q(board__in=seats.secretary)
        return self.filter(own | Q(board=None) if seats.secretary else own, part=1)

    def done(self) -> Self:
        """Builds that came through and can be previewed and published."""
        return self.filter(pack__isnull=False)


class Build(models.Model):
    """One run of a proof through the press. `pack` is there once it came through."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="builds")
    kind = models.CharField(max_length=30)
    subject = models.UUIDField(db_index=True)
    part = models.PositiveSmallIntegerField(default=1)
    path = models.CharField(max_length=200)
    title = models.CharField(max_length=300)
    proof_sha256 = models.CharField(max_length=64)
    tree = models.JSONField(encoder=DjangoJSONEncoder)
    tree_sha256 = models.CharField(max_length=64)
    pack = models.ForeignKey(Blob, null=True, on_delete=models.PROTECT, related_name="+")
    report = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    work = models.OneToOneField(Work, null=True, on_delete=models.SET_NULL, related_name="build")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()

    objects = BuildQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["kind", "subject", "part"])]

    def __str__(self) -> str:
        return f"{self.title} ({self.at:%Y-%m-%d %H:%M})"

    @cached_property
    def root(self) -> Node:
        """The tree as it will be released."""
        return from_json(self.tree)

    def hold(self) -> bool:
        """Whether it still is what was read, and nobody changes it until the transaction ends.

        False once a paper of it was taken down. PostgreSQL locks the row; SQLite is locked since
        the transaction began.
        """
        rows = type(self).objects.select_for_update().filter(pk=self.pk)
        packs = list(rows.values_list("pack", flat=True))
        return self.pack_id is not None and packs == [self.pack_id]


class Publication(Stateful):
    """The wish to publish a build: to whom and when. Some boards want a second person's yes."""

    class State(models.TextChoices):
        ASKED = "asked", "Waiting for a second person"
        PUBLISHED = "published", "Published"
        REFUSED = "refused", "Refused"

    MOVES = {"asked": frozenset({"published", "refused"})}

    build = models.ForeignKey(Build, on_delete=models.PROTECT, related_name="publications")
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    audiences = models.JSONField(help_text="audience -> hour as ISO text, or null for now")
    words = models.TextField(blank=True, help_text="What changed, in words for readers.")
    tell_members = models.BooleanField(default=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    second_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["build"], condition=Q(state="asked"), name="publication_one_asked"
            ),
            models.CheckConstraint(
                condition=Q(second_by=None) | ~Q(second_by=F("asked_by")),
                name="publication_second_is_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.build}: {self.get_state_display()}"

    def settle(self, to: str, by: Any, now: datetime, **also: Any) -> None:
        """Publish or refuse it, once; raises MoveRefused where somebody else did so first."""
        self._move(to, by, now, **also)

    def hour(self, audience: str, now: datetime) -> datetime:
        """When the build reaches an audience; never before now."""
        wish = self.audiences[audience]
        return max(now, datetime.fromisoformat(wish)) if wish else now
