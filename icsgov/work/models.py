"""Work rows: the truth about every long job; and the outbox of messages."""

import uuid
from datetime import datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q

LEASE = timedelta(seconds=50)
MAX_ATTEMPTS = 3


class WorkQuerySet(models.QuerySet["Work"]):
    def ready(self, now: datetime) -> Self:
        """Waiting rows whose hour has come, oldest first."""
        return self.filter(state="waiting", not_before__lte=now).order_by("pk")

    def stale(self, now: datetime) -> Self:
        """Running rows whose worker has stopped renewing its lease."""
        return self.filter(state="running", lease_until__lt=now)

    def open(self) -> Self:
        """Rows that are waiting or running."""
        return self.filter(state__in=["waiting", "running"])

    def about(self, kind: str, subject: uuid.UUID) -> Self:
        """All work of one kind on one thing, newest first."""
        return self.filter(kind=kind, subject=subject).order_by("-pk")


class Work(models.Model):
    """One long job. A worker owns it while it holds the token and the lease lasts."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        RUNNING = "running", "Running"
        DONE = "done", "Done"
        FAILED = "failed", "Failed"
        CANCELLED = "cancelled", "Cancelled"

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=40)
    subject = models.UUIDField()
    payload = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    result = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    token = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    steps_done = models.PositiveIntegerField(default=0)
    steps_total = models.PositiveIntegerField(default=0)
    words = models.CharField(max_length=300, blank=True)
    error = models.TextField(blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    not_before = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = WorkQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["state", "not_before"]),
            models.Index(fields=["kind", "subject"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="running") | Q(token__isnull=False, lease_until__isnull=False),
                name="work_running_has_lease",
            ),
            models.UniqueConstraint(
                fields=["kind", "subject"],
                condition=Q(state__in=["waiting", "running"]),
                name="work_one_open_each",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject} {self.state}"

    @property
    def is_open(self) -> bool:
        return self.state in (self.State.WAITING, self.State.RUNNING)

    def _holding(self) -> models.QuerySet["Work"]:
        return Work.objects.filter(pk=self.pk, state="running", token=self.token)

    def claim(self, now: datetime) -> bool:
        """Take the row for this process; False when somebody else has it or it is over."""
        token = uuid.uuid4()
        taken = Work.objects.filter(pk=self.pk, state="waiting").update(
            state="running", token=token, lease_until=now + LEASE, attempts=F("attempts") + 1
        )
        if taken:
            self.refresh_from_db()
        return bool(taken)

    def renew(self, now: datetime, done: int, total: int, words: str) -> bool:
        """Report progress and keep the lease; False when the row is no longer ours."""
        return bool(
            self._holding().update(
                lease_until=now + LEASE,
                steps_done=done,
                steps_total=total,
                words=words[:300],
            )
        )

    def finish(self, now: datetime, result: dict[str, Any]) -> bool:
        """Close the row as done; False when it was taken away meanwhile."""
        return bool(self._holding().update(state="done", result=result, finished_at=now))

    def fail(self, now: datetime, error: str) -> bool:
        """Close the row as failed, with the reason in words."""
        return bool(self._holding().update(state="failed", error=error, finished_at=now))

    def cancel(self, now: datetime) -> bool:
        """Stop the job: a running worker notices at its next step."""
        return bool(
            Work.objects.filter(pk=self.pk)
            .open()
            .update(state="cancelled", finished_at=now, words="Cancelled")
        )

    def give_back(self, now: datetime, error: str) -> bool:
        """A stale row waits again, or fails for good after MAX_ATTEMPTS."""
        rows = Work.objects.filter(pk=self.pk, state="running", token=self.token)
        if self.attempts >= MAX_ATTEMPTS:
            return bool(rows.update(state="failed", error=error, finished_at=now))
        return bool(rows.update(state="waiting", token=None, lease_until=None))


class MessageQuerySet(models.QuerySet["Message"]):
    def due(self, now: datetime) -> Self:
        """Messages that may go out now, oldest first."""
        return self.filter(state="waiting", send_after__lte=now).order_by("pk")

    def stale(self, now: datetime) -> Self:
        """Messages a sender took and never finished."""
        return self.filter(state="sending", lease_until__lt=now)


class Message(models.Model):
    """An e-mail waiting to go: its words are composed, and rights checked, when it is sent."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        SENDING = "sending", "Being sent"
        SENT = "sent", "Sent"
        DROPPED = "dropped", "Not sent: the reader may no longer see it"
        FAILED = "failed", "Could not be sent"
        BOUNCED = "bounced", "Came back"

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=40)
    to = models.EmailField()
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    thing = models.UUIDField(null=True, db_index=True)
    context = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    once = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    send_after = models.DateTimeField()
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)
    queued_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    returned_at = models.DateTimeField(null=True, blank=True, help_text="When it came back.")

    objects = MessageQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "send_after"])]
        constraints = [
            models.UniqueConstraint(
                fields=["once"], condition=~Q(once=""), name="message_sent_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key} {self.state}"

    @property
    def is_open(self) -> bool:
        """Whether it is still to go."""
        return self.state in (self.State.WAITING, self.State.SENDING)

    def came_back(self, words: str, now: datetime) -> bool:
        """Note that the address did not take it, and why; False when that was known."""
        known = Message.objects.filter(pk=self.pk).exclude(state="bounced")
        return bool(
            known.update(state="bounced", error=words[:500], returned_at=now, lease_until=None)
        )

    @property
    def about(self) -> uuid.UUID:
        """The key of what the message is about; a kind that has none does not ask."""
        if self.thing is None:
            raise ValueError(f"A message of kind {self.kind} names no thing.")
        return self.thing
