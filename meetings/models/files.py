"""Files of a paper: what was handed in, what was made of it, and what the door said."""

import uuid
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db import models

from icsgov.record.models import Blob
from meetings.models.papers import Paper
from meetings.models.versions import PaperVersion

if TYPE_CHECKING:
    from meetings.models.web_texts import WebText


class PaperFileQuerySet(models.QuerySet["PaperFile"]):
    def visible_to(self, user: Any, now: datetime) -> Self:
        """Files of papers that the reader may see on the desk."""
        return self.filter(version__paper__in=Paper.objects.visible_to(user, now))

    def with_blobs(self) -> Self:
        """With what was handed in and what was made of it."""
        return self.select_related("original__web_text", "normalised", "thumbnail")

    def received(self, original: Blob) -> "PaperFile | None":
        """A file of the same bytes that went through the door before."""
        return self.with_blobs().filter(original=original, state__in=("ready", "form")).first()

    def checking(self) -> Self:
        """Files of which the door has not yet said anything."""
        return self.filter(state="checking")


class PaperFile(models.Model):
    """One uploaded file in one version of a paper."""

    class State(models.TextChoices):
        CHECKING = "checking", "Being checked"
        READY = "ready", "Ready"
        REFUSED = "refused", "Refused"
        FORM = "form", "Cover sheet form"

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = models.ForeignKey(PaperVersion, on_delete=models.CASCADE, related_name="files")
    position = models.PositiveSmallIntegerField(default=0)
    original = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="+")
    normalised = models.ForeignKey(Blob, null=True, on_delete=models.PROTECT, related_name="+")
    thumbnail = models.ForeignKey(Blob, null=True, on_delete=models.PROTECT, related_name="+")
    filename = models.CharField(max_length=200)
    title = models.CharField(max_length=300, blank=True)
    kind = models.CharField(max_length=10, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.CHECKING)
    verdict = models.JSONField(default=dict, blank=True)
    seen_by = models.ForeignKey(
        "boards.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    seen_at = models.DateTimeField(null=True, blank=True)
    text_by = models.ForeignKey(
        "boards.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    text_at = models.DateTimeField(
        null=True, blank=True, help_text="When its text for the web was looked at."
    )

    objects = PaperFileQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.filename

    @property
    def pages(self) -> int:
        """Pages in the pack; 0 until the file is ready."""
        return self.normalised.pages if self.normalised else 0

    @property
    def is_form(self) -> bool:
        """Whether it is a cover sheet to be read, and no pages of the paper."""
        return self.state == self.State.FORM

    @property
    def sentence(self) -> str:
        """What the door said of it, in a sentence."""
        return str(self.verdict.get("sentence", ""))

    @property
    def warnings(self) -> list[str]:
        """What a person should look at, a sentence each."""
        return [reason["sentence"] for reason in self.verdict.get("reasons", ())]

    @property
    def refusals(self) -> list[str]:
        """Why it was refused, a sentence for each reason."""
        reasons = self.verdict.get("reasons", ())
        return [reason["sentence"] for reason in reasons if reason["refuses"]]

    @property
    def web_text(self) -> "WebText | None":
        """Its text for the web, where one was made."""
        text = getattr(self.original, "web_text", None)
        return text if text is not None and text.state == "made" else None

    @property
    def clean_copy(self) -> dict[str, Any]:
        """The copy without changes and comments, where one was made: its hashes and counts."""
        return dict(self.verdict.get("clean") or {})

    def in_version(self, version: PaperVersion | None) -> "PaperFile | None":
        """The same file in another version of the paper, if it stands there too."""
        if version is None or version.pk == self.version_id:
            return self if version else None
        return version.files.filter(original=self.original, filename=self.filename).first()

    def copied_to(self, version: PaperVersion) -> "PaperFile":
        """An unsaved row for the same file in another version."""
        return PaperFile(
            version=version,
            position=self.position,
            original=self.original,
            normalised=self.normalised,
            thumbnail=self.thumbnail,
            filename=self.filename,
            title=self.title,
            kind=self.kind,
            state=self.state,
            verdict=self.verdict,
            seen_by=self.seen_by,
            seen_at=self.seen_at,
            text_by=self.text_by,
            text_at=self.text_at,
        )


class PaperImageQuerySet(models.QuerySet["PaperImage"]):
    def visible_to(self, user: Any, now: datetime) -> Self:
        """Pictures of papers that the reader may see on the desk."""
        return self.filter(paper__in=Paper.objects.visible_to(user, now))


class PaperImage(models.Model):
    """A picture in a drafted text, which names it as asset:<sha256>."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="images")
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="+")
    alt = models.CharField(max_length=500, blank=True)

    objects = PaperImageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["paper", "blob"], name="paper_image_once"),
        ]

    def __str__(self) -> str:
        return self.alt or str(self.key)
