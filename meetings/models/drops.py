"""Many files dropped on a meeting at once, until somebody has said which paper each is for."""

import uuid
from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Count, Q

from icsgov.boards.rights import standing
from icsgov.ledger.models import Versioned
from icsgov.record.models import Blob
from meetings.models.files import PaperFile
from meetings.models.meetings import Meeting
from meetings.models.papers import Paper


class DropQuerySet(models.QuerySet["Drop"]):
    def visible_to(self, user: Any, now: datetime) -> Self:
        """One's own, for meetings of boards that one still keeps: a file may be of Part 2."""
        seats = standing(user, now)
        return self.filter(by__person=seats.person or 0, meeting__board__in=seats.secretary)

    def to_sort(self) -> Self:
        """Those of which `left` files wait to be given to a paper."""
        waits = Q(files__paper=None, files__state__in=DropFile.WAITS)
        return self.annotate(left=Count("files", filter=waits)).filter(left__gt=0)


class Drop(Versioned):
    """One turn of dropping files on a meeting; nothing is attached until it is confirmed."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="drops")
    by = models.ForeignKey("boards.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    left: int  # files that wait to be given to a paper, where `to_sort` counted them

    objects = DropQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.meeting}, files of {self.at:%d %B %Y}"

    def finish(self, now: datetime) -> bool:
        """Say that it is dealt with; False when somebody did so before."""
        done = type(self).objects.filter(pk=self.pk, done_at=None).update(done_at=now)
        return bool(done)


class DropFileQuerySet(models.QuerySet["DropFile"]):
    def checking(self) -> Self:
        """Files of which the door has not yet said anything."""
        return self.filter(state="checking")

    def received(self, original: Blob) -> "DropFile | None":
        """A file of the same bytes that went through the door before."""
        rows = self.select_related("original", "normalised", "thumbnail")
        return rows.filter(original=original, state__in=("ready", "form")).first()


class DropFile(models.Model):
    """One file of a drop, or a bundle that held some."""

    class State(models.TextChoices):
        CHECKING = "checking", "Being checked"
        OPENING = "opening", "Being opened"
        OPENED = "opened", "Opened"
        READY = "ready", "Ready"
        REFUSED = "refused", "Refused"
        FORM = "form", "Cover sheet form"

    WAITS = (State.CHECKING, State.OPENING, State.READY, State.FORM)

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    drop = models.ForeignKey(Drop, on_delete=models.CASCADE, related_name="files")
    position = models.PositiveSmallIntegerField(default=0)
    filename = models.CharField(max_length=200)
    came_in = models.CharField(max_length=200, blank=True, help_text="The bundle that held it.")
    original = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="+")
    normalised = models.ForeignKey(Blob, null=True, on_delete=models.PROTECT, related_name="+")
    thumbnail = models.ForeignKey(Blob, null=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.CHECKING)
    verdict = models.JSONField(default=dict, blank=True)
    paper = models.ForeignKey(
        Paper, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = DropFileQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.filename

    # What the door says reads alike on both kinds of rows.
    pages = PaperFile.pages
    is_form = PaperFile.is_form
    sentence = PaperFile.sentence
    warnings = PaperFile.warnings
    refusals = PaperFile.refusals

    @property
    def is_open(self) -> bool:
        """Whether something is still to come of it."""
        return self.state in (self.State.CHECKING, self.State.OPENING)

    @property
    def can_attach(self) -> bool:
        return self.state in (self.State.READY, self.State.FORM)

    @property
    def form_of(self) -> str:
        """The key of the paper whose cover sheet form it is; "" for every other file."""
        said = self.verdict.get("form") or {}
        return str(said.get("properties", {}).get("icsgov.paper", ""))
