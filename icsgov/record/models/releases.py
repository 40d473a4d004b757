"""Releases and their entries: what stands on the record, for whom, and from when."""

import uuid
from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from icsgov.boards.models import Board
from icsgov.boards.rights import Keys, deputised, standing, withheld
from icsgov.record import lasting
from icsgov.record.models.builds import Build
from icsgov.record.models.files import Blob

LISTS = "lists"  # from something drawn up of others to each of them


class Audience(models.TextChoices):
    """Who may see a release."""

    PUBLIC = "public", "The public"
    MEMBERS = "members", "Members of the board"


class ReleaseQuerySet(models.QuerySet["Release"]):
    def visible_to(self, user: Any, now: datetime) -> Self:
        """Releases this reader may read now, superseded ones included.

        Part 2, and what went to members, needs a seat on the board; Part 2 the seat's mark. A
        deputy reads what the member reads of one meeting. From whom a paper is withheld, they
        read the release that lacks it and nothing else.
        """
        seats = standing(user, now)
        members = Q(board__in=seats.boards, part=1) | Q(board__in=seats.boards & seats.part2)
        members |= Q(subject__in=deputised(user, now), part=1)
        members |= Q(subject__in=deputised(user, now, part2=True))
        own = members & Q(audience=Audience.MEMBERS) & _complete_for(user, now)
        return self.readable(now).filter(Q(audience=Audience.PUBLIC, part=1) | own)

    def public(self) -> Self:
        """What is, was or will be for everybody."""
        return self.filter(audience=Audience.PUBLIC, part=1)

    def for_public(self, now: datetime) -> Self:
        """What anybody may read; needs no reader."""
        return self.readable(now).public()

    def known(self, now: datetime) -> Self:
        """What anybody may know of: for_public, and what was withdrawn after its hour."""
        return (
            self.public()
            .reached(now)
            .filter(Q(withdrawn_at=None, expunged_at=None) | Q(effective_at__lte=F("withdrawn_at")))
        )

    def readable(self, now: datetime) -> Self:
        """What reached its readers and was neither withdrawn nor destroyed."""
        return self.reached(now).filter(withdrawn_at=None, expunged_at=None)

    def reached(self, now: datetime) -> Self:
        """Those whose hour has come; never one that another replaced before its hour."""
        return self.filter(
            Q(ended_at=None) | Q(ended_at__gt=F("effective_at")), effective_at__lte=now
        )

    def live(self, now: datetime) -> Self:
        """The present ones: not yet superseded."""
        return self.filter(Q(ended_at=None) | Q(ended_at__gt=now), effective_at__lte=now)

    def of(self, kind: str, subject: uuid.UUID, part: int = 1) -> Self:
        """All releases of one thing, newest first; the personal ones stand beside theirs."""
        return self.line(kind, subject, part).filter(whole=None)

    def line(self, kind: str, subject: uuid.UUID, part: int = 1) -> Self:
        """The same with the personal ones."""
        return self.filter(kind=kind, subject=subject, part=part).order_by("-number")

    def heads(self) -> Self:
        """The last in each line, live now or in time to come."""
        return self.filter(ended_at=None, withdrawn_at=None, whole=None)


def _complete_for(user: Any, now: datetime) -> Q:
    """Releases that hold nothing withheld from the reader, and lack nothing else."""
    from icsgov.record.models.absences import Absence

    kept = withheld(user, now)
    lacks = Absence.objects.filter(release=OuterRef("pk")).exclude(thing__in=kept)
    return ~holding(kept) & Q(~Exists(lacks))


def holding(keys: Keys) -> Q:
    """Releases that hold or list one of these."""
    own = Entry.objects.filter(release=OuterRef("pk"), thing__in=keys)
    listed = EntryLink.objects.filter(entry__release=OuterRef("pk"), rel=LISTS, to__in=keys)
    return Q(Exists(own)) | Q(Exists(listed))


class Release(models.Model):
    """What one audience may read from an hour on: immutable, superseded by a later one.

    A personal release lacks papers of the `whole` one, for those from whom they are withheld;
    `absent` is the digest of their keys. It lives and ends with the whole.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    board = models.ForeignKey(Board, null=True, on_delete=models.PROTECT, related_name="releases")
    kind = models.CharField(max_length=30)
    subject = models.UUIDField()
    path = models.CharField(max_length=200, db_index=True)
    part = models.PositiveSmallIntegerField(default=1)
    audience = models.CharField(max_length=10, choices=Audience)
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    on = models.DateField(null=True, help_text="The day of the meeting, where there is one.")
    schema = models.PositiveSmallIntegerField(default=1)
    tree_sha256 = models.CharField(max_length=64)
    build = models.ForeignKey(Build, null=True, on_delete=models.PROTECT, related_name="releases")
    supersedes = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="superseded_by"
    )
    whole = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="personal")
    absent = models.CharField(max_length=64, blank=True, default="")
    changes = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    words = models.TextField(blank=True)
    effective_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_reason = models.TextField(blank=True)
    expunged_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    second_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    published_at = models.DateTimeField()

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "kind", "part", "audience", "number", "absent"],
                name="release_number_once",
            ),
            models.UniqueConstraint(
                fields=["subject", "kind", "part", "audience", "absent"],
                condition=Q(ended_at=None),
                name="release_one_open_head",
            ),
            models.CheckConstraint(
                condition=Q(whole=None, absent="")
                | Q(whole__isnull=False, audience="members") & ~Q(absent=""),
                name="release_personal_lacks",
            ),
            models.CheckConstraint(
                condition=~Q(part=2, audience="public"), name="release_part2_never_public"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, release {self.number} ({self.get_audience_display()})"

    def is_live(self, now: datetime) -> bool:
        """Whether this is what its readers see now."""
        for hour in (self.effective_at, self.ended_at):
            if hour is not None and hour > now:
                lasting.until(hour)
        ended = self.ended_at is not None and self.ended_at <= now
        return self.effective_at <= now and not ended and not self.is_withdrawn

    @property
    def told_changes(self) -> list[dict[str, str]]:
        """What changed with it; nothing where what it changed was taken back since."""
        before = self.supersedes
        return self.changes if before is not None and not before.is_withdrawn else []

    @property
    def is_withdrawn(self) -> bool:
        """Whether it was taken back, or destroyed by a legal order: only a notice remains."""
        return self.withdrawn_at is not None or self.expunged_at is not None


class EntryQuerySet(models.QuerySet["Entry"]):
    def visible_to(self, user: Any, now: datetime) -> Self:
        """Entries of releases that this reader may read, but of what is withheld from them."""
        rows = self.filter(release__in=Release.objects.visible_to(user, now))
        about = EntryLink.objects.filter(entry=OuterRef("pk"), rel="about")
        return rows.exclude(Exists(about.filter(to__in=withheld(user, now))))

    def for_public(self, now: datetime) -> Self:
        """Entries of releases that anybody may read."""
        return self.filter(release__in=Release.objects.for_public(now))

    def within(self, entry: "Entry") -> Self:
        """The entry and all beneath it."""
        return self.filter(seq__range=(entry.seq, entry.end))


class Entry(models.Model):
    """One node of a release's tree, at rest. `end` is the seq of its last descendant."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="entries")
    seq = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    depth = models.PositiveSmallIntegerField()
    thing = models.UUIDField(null=True, db_index=True)
    kind = models.CharField(max_length=30)
    anchor = models.CharField(max_length=200)
    label = models.CharField(max_length=60, blank=True)
    title = models.TextField(blank=True)
    text = models.TextField(blank=True)
    data = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    on = models.DateField(null=True)
    ref = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=30, blank=True)
    blob = models.ForeignKey(Blob, null=True, on_delete=models.PROTECT, related_name="+")
    file_page = models.PositiveIntegerField(null=True)
    pack_page = models.CharField(max_length=12, blank=True)
    slide = models.CharField(max_length=10, blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["release", "seq"]
        constraints = [
            models.UniqueConstraint(fields=["release", "seq"], name="entry_seq_once"),
            models.UniqueConstraint(fields=["release", "anchor"], name="entry_anchor_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.label} {self.title}".strip()


class EntryLink(models.Model):
    """What an entry does to another thing on the record."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="links")
    rel = models.CharField(max_length=20)
    to = models.UUIDField(db_index=True)
    words = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.rel} {self.to}"


class ReleaseFile(models.Model):
    """A file that readers of a release may fetch."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="files")
    entry = models.ForeignKey(Entry, null=True, on_delete=models.CASCADE, related_name="files")
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="released")
    role = models.CharField(max_length=20, help_text="pack, paper, file or image")
    filename = models.CharField(max_length=200)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["release", "role", "filename"], name="release_file_once"
            )
        ]

    def __str__(self) -> str:
        return self.filename
