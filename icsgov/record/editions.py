"""What anybody may know of a thing that comes in editions; what may not be read is a 404."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import Q, QuerySet
from django.http import Http404

from icsgov.record.models import Release
from icsgov.record.models.takedowns import mark_of


@dataclass(frozen=True)
class Editions:
    """What anybody may know of one plan, bulletin or document: its releases, the newest first."""

    releases: Sequence[Release]
    now: datetime

    @cached_property
    def live(self) -> Release | None:
        """What readers have now."""
        return next((each for each in self.releases if each.is_live(self.now)), None)

    @property
    def withdrawn(self) -> Release | None:
        """What was taken back last, while nothing new has come in its place."""
        newest = self.releases[0]
        return newest if newest.is_withdrawn else None

    @property
    def readable(self) -> list[Release]:
        """Those that may still be read."""
        return [each for each in self.releases if not each.is_withdrawn]

    def number(self, number: int) -> Release:
        """The release of that number, withdrawn or not; 404 where there was none."""
        for each in self.releases:
            if each.number == number:
                return each
        raise Http404


def _stood_at(path: str) -> Q:
    """What was taken down and stood there: only the hash of the path is kept."""
    return Q(tombstones__role="path", tombstones__sha256=mark_of(path))


def editions(kind: str, path: str, now: datetime) -> Editions:
    """Everything public about what stands at a path, wherever it stood before (1 query)."""
    known = Release.objects.known(now).filter(kind=kind)
    releases = _with(known, Q(path=path)) or _with(known, _stood_at(path))
    if not releases:
        raise Http404
    return Editions(releases, now)


def _with(known: QuerySet[Release], where: Q) -> list[Release]:
    """All releases of a thing of which one is this (1 query)."""
    rows = known.filter(subject__in=known.filter(where).values("subject"))
    return list(rows.select_related("board", "supersedes").order_by("-number"))
