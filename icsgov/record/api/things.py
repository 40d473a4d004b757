"""Things of the record over all their releases: since when, last changed when, and whether gone."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db.models import Max, Min, Q, QuerySet
from django.db.models.functions import Coalesce

from icsgov.record.models import Entry, Release, ReleaseFile


@dataclass(frozen=True)
class Source:
    """Which entries of which releases are things of a type; no release kind means any."""

    entries: tuple[str, ...]
    releases: tuple[str, ...] = ()

    @property
    def where(self) -> dict[str, Any]:
        """The kinds as a filter of entries."""
        kinds = {"release__kind__in": self.releases} if self.releases else {}
        return {"kind__in": self.entries, **kinds}


@dataclass(frozen=True)
class Thing:
    """A thing by its key: first and last change, and whether anything of it may still be read."""

    key: UUID
    created: datetime
    modified: datetime
    gone: bool


@dataclass(frozen=True)
class Span:
    """Which things are asked for, by when they came and when they changed; None sets no limit."""

    created_since: datetime | None = None
    created_until: datetime | None = None
    modified_since: datetime | None = None
    modified_until: datetime | None = None

    @property
    def where(self) -> dict[str, datetime]:
        """The limits as a filter."""
        named = {
            "created__gte": self.created_since,
            "created__lte": self.created_until,
            "modified__gte": self.modified_since,
            "modified__lte": self.modified_until,
        }
        return {name: value for name, value in named.items() if value is not None}


def live_at(now: datetime, prefix: str = "release__") -> Q:
    """Releases that are read now: neither superseded nor withdrawn."""
    standing = Q(**{f"{prefix}withdrawn_at": None, f"{prefix}expunged_at": None})
    open_ended = Q(**{f"{prefix}ended_at": None}) | Q(**{f"{prefix}ended_at__gt": now})
    return standing & open_ended


def things(
    source: Source,
    now: datetime,
    span: Span | None = None,
    *only: Q,
    by: tuple[str, ...] = ("thing",),
    **where: Any,
) -> QuerySet[Any]:
    """Keys with their days, in the order in which they came to the record.

    `by` names what makes one thing of many entries, where that is not the key alone.

    Those that are gone are among them only where a change since some day is asked for (OParl
    1.1, section 2.5: who asks for changes must learn of deletions).
    """
    span = span or Span()
    known = Release.objects.known(now)
    rows = Entry.objects.filter(
        *only, release__in=known, thing__isnull=False, **source.where, **where
    )
    dated = rows.order_by().values(*by).annotate(**_days(now))
    found = dated.annotate(modified=Coalesce("live", "over")).filter(**span.where)
    if span.modified_since is None:
        found = found.filter(live__isnull=False)
    return found.order_by("created", *by)


EVER = Span(modified_since=datetime(1, 1, 2, tzinfo=UTC))


def _days(now: datetime, prefix: str = "release__") -> dict[str, Any]:
    over = Coalesce(f"{prefix}expunged_at", f"{prefix}withdrawn_at", f"{prefix}ended_at")
    return {
        "created": Min(f"{prefix}effective_at"),
        "live": Max(f"{prefix}effective_at", filter=live_at(now, prefix)),
        "over": Max(over),
    }


def read(rows: Iterable[Any]) -> list[Thing]:
    """The rows of `things` as such."""
    return [
        Thing(row["thing"], row["created"], row["modified"], row["live"] is None) for row in rows
    ]


def files(now: datetime, span: Span | None = None, **where: Any) -> QuerySet[Any]:
    """Files that were released, in the same way; one of a superseded release can still be read."""
    span = span or Span()
    rows = ReleaseFile.objects.filter(release__in=Release.objects.known(now), **where)
    over = Coalesce("release__expunged_at", "release__withdrawn_at")
    dated = rows.annotate(created=Min("release__effective_at"), over=Max(over))
    found = dated.annotate(modified=Coalesce("over", "created")).filter(**span.where)
    if span.modified_since is None:
        found = found.filter(over__isnull=True)
    return found.order_by("created", "key")


def entries(source: Source, keys: Collection[UUID], now: datetime) -> dict[UUID, list[Entry]]:
    """What is read of these things now, the earliest release first (1 query)."""
    live = Release.objects.for_public(now).live(now)
    rows = Entry.objects.filter(release__in=live, thing__in=keys, **source.where)
    found: dict[UUID, list[Entry]] = {}
    for row in rows.select_related("release").order_by("release__effective_at", "pk"):
        found.setdefault(row.thing, []).append(row)  # type: ignore[arg-type]
    return found


def within(entries: Sequence[Entry], *kinds: str) -> list[Entry]:
    """Entries of some kinds in the releases of these, in order (1 query)."""
    releases = {entry.release_id for entry in entries}
    rows = Entry.objects.filter(release__in=releases, kind__in=kinds)
    return list(rows.select_related("release").order_by("release", "seq"))


def above(entry: Entry, rows: Iterable[Entry]) -> Entry | None:
    """Of these rows the nearest one under which an entry stands."""
    holding = [
        row
        for row in rows
        if row.release_id == entry.release_id and row.seq < entry.seq and row.end >= entry.end
    ]
    return max(holding, key=lambda row: row.seq, default=None)
