"""Versions of a paper: texts as they stood, with their files."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import models

from meetings import covers
from meetings.models.papers import Paper

if TYPE_CHECKING:
    from meetings.models.files import PaperFile


class PaperVersion(models.Model):
    """A text as it stood: never altered. Only while it is being cut do its files change."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    cover = models.JSONField(default=dict)
    body = models.TextField(blank=True)
    cause = models.CharField(max_length=100)
    by = models.ForeignKey("boards.User", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "number"], name="paper_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.title}, version {self.number}"

    @property
    def sheet(self) -> dict[str, Any]:
        """The cover with its title, as meetings/covers.py reads it."""
        return {**self.cover, covers.TITLE: self.title}

    def take_files(self, files: "Iterable[PaperFile]") -> None:
        """Copy files into this version, in their order."""
        from meetings.models.files import PaperFile

        PaperFile.objects.bulk_create(file.copied_to(self) for file in files)
