"""Bytes by content hash. Who may read them is decided by what points at them, never here."""

import hashlib
import secrets
from collections.abc import Iterable
from itertools import chain, repeat
from pathlib import Path
from typing import Self

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import IntegrityError, models, transaction


def sha256_of(path: Path) -> str:
    """SHA-256 of a file, read in pieces."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


class BlobQuerySet(models.QuerySet["Blob"]):
    def keep(self, content: bytes, kind: str, pages: int = 0) -> "Blob":
        """Store bytes once; the same bytes again give the same blob."""
        return self._keep(
            hashlib.sha256(content).hexdigest(), ContentFile(content), len(content), kind, pages
        )

    def keep_file(self, path: Path, kind: str, pages: int = 0) -> "Blob":
        """Store a file once, without reading it into memory."""
        with path.open("rb") as stream:
            return self._keep(sha256_of(path), File(stream), path.stat().st_size, kind, pages)

    def _keep(self, sha256: str, content: File, size: int, kind: str, pages: int) -> "Blob":
        known = self.filter(sha256=sha256).first()
        if known is not None and default_storage.exists(known.name):
            return known
        name = default_storage.save(f"{secrets.token_hex(1)}/{secrets.token_hex(16)}", content)
        if known is not None:
            self.filter(pk=known.pk).update(name=name)
            known.name = name
            return known
        try:
            with transaction.atomic():
                return self.create(sha256=sha256, name=name, size=size, kind=kind, pages=pages)
        except IntegrityError:
            default_storage.delete(name)
            return self.get(sha256=sha256)

    def by_hash(self, hashes: Iterable[str]) -> dict[str, "Blob"]:
        """Blobs by their hash."""
        return {blob.sha256: blob for blob in self.filter(sha256__in=set(hashes))}


class Blob(models.Model):
    """One file's bytes. Its name on disk is random and tells nothing."""

    sha256 = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField(help_text="In bytes.")
    kind = models.CharField(max_length=20, help_text="By content: pdf, docx, png …")
    pages = models.PositiveIntegerField(default=0)

    objects = BlobQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.kind} {self.sha256[:12]}"

    @property
    def path(self) -> Path:
        """Where the bytes lie on this machine."""
        return Path(default_storage.path(self.name))

    def read(self) -> bytes:
        """All the bytes."""
        with default_storage.open(self.name) as stream:
            return bytes(stream.read())

    def set_pages(
        self,
        texts: Iterable[str],
        slides: Iterable[str | None] = (),
        spoken: Iterable[str] = (),
    ) -> Self:
        """Keep each page's text, slide number and spoken words; done once for each blob."""
        if not self.texts.exists():
            pages = zip(texts, chain(slides, repeat(None)), chain(spoken, repeat("")), strict=False)
            BlobPage.objects.bulk_create(
                BlobPage(blob=self, number=number, text=text, slide=slide or "", spoken=heard)
                for number, (text, slide, heard) in enumerate(pages, 1)
            )
        return self


class BlobPage(models.Model):
    """The text of one page of a file, for search and for checks."""

    blob = models.ForeignKey(Blob, on_delete=models.CASCADE, related_name="texts")
    number = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    slide = models.CharField(max_length=10, blank=True)
    spoken = models.TextField(blank=True, help_text="Heard and not seen, as of pictures.")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["blob", "number"], name="blob_page_once")]

    def __str__(self) -> str:
        return f"{self.blob} page {self.number}"
