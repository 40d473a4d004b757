"""Who read what of Part 2: written once for every view and download, never altered."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models

from icsgov.record.models.releases import Release, ReleaseFile


class ReadingQuerySet(models.QuerySet["Reading"]):
    def log(
        self,
        user: Any,
        release: Release,
        now: datetime,
        *,
        anchor: str = "",
        file: ReleaseFile | None = None,
    ) -> None:
        """Note that somebody read a part of a private release; nothing for what is not private."""
        if release.part == 2:
            self.create(at=now, by=user, release=release, anchor=anchor, file=file)

    def log_each(self, user: Any, releases: Iterable[Release], now: datetime) -> None:
        """Note that somebody read those of these releases that are private."""
        private = [each for each in releases if each.part == 2]
        rows = [Reading(at=now, by=user, release=each) for each in private]
        Reading.objects.bulk_create(rows)

    def of(self, release: Release) -> Self:
        """Who read a release, newest first."""
        return self.filter(release=release).select_related("by__person", "file").order_by("-pk")


class Reading(models.Model):
    """One view of a private page, or one download of a private file."""

    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="readings")
    anchor = models.CharField(max_length=200, blank=True, help_text="Empty for the agenda.")
    file = models.ForeignKey(ReleaseFile, null=True, on_delete=models.PROTECT, related_name="+")

    objects = ReadingQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.by} read {self.release} at {self.at:%Y-%m-%d %H:%M}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise TypeError("A reading is written once and never altered.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("A reading is never deleted.")
