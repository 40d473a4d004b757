"""The thread: everything on the record about a part of a plan, for this reader."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Max, Min, QuerySet
from django.db.models.functions import Coalesce

from icsgov.record.models import Entry, EntryLink, Release

SHOWN: Final = 25
DECIDED: Final = ("decision", "outcome")
MARKED: Final = ("paper",)  # what has a page of its own within a meeting


@dataclass(frozen=True)
class Record:
    """An entry of the record, with its address and where it stands."""

    entry: Entry
    url: str

    @property
    def on(self) -> date | None:
        """Its own day, else that of its meeting."""
        return self.entry.on or self.entry.release.on


@dataclass(frozen=True)
class Thread:
    """A page of records, newest first, and how many there are of each kind."""

    page: Page
    records: tuple[Record, ...]
    kinds: tuple[tuple[str, int], ...]
    kind: str

    @property
    def total(self) -> int:
        return sum(count for _, count in self.kinds)


def public(now: datetime) -> QuerySet[Release]:
    """The releases that the thread of a public page is made from."""
    return Release.objects.for_public(now).live(now)


def readable(user: Any, now: datetime) -> QuerySet[Release]:
    """The releases that the thread of a page on the desk is made from."""
    return Release.objects.visible_to(user, now).live(now)


def thread(
    keys: Collection[UUID], releases: QuerySet[Release], *, kind: str = "", number: Any = 1
) -> Thread:
    """What is on the record about these parts, a page of it (4 queries)."""
    entries = about(keys, releases)
    counted = entries.order_by("kind").values_list("kind").annotate(Count("pk", distinct=True))
    kinds = tuple((name, count) for name, count in counted)
    chosen = kind if kind in dict(kinds) else ""
    rows = entries.filter(kind=chosen) if chosen else entries
    page = Paginator(rows.select_related("release__board"), SHOWN).get_page(number)
    return Thread(page, tuple(map(record, page)), kinds, chosen)


def about(keys: Collection[UUID], releases: QuerySet[Release]) -> QuerySet[Entry]:
    """Entries that name these parts, each thing once, the newest first."""
    naming = EntryLink.objects.filter(to__in=keys, entry__release__in=releases)
    once = naming.values("entry__thing", "entry__kind").annotate(one=Min("entry"))
    rows = Entry.objects.filter(pk__in=once.values("one"))
    return rows.order_by(Coalesce("on", "release__on").desc(nulls_last=True), "-pk")


def record(entry: Entry) -> Record:
    """An entry with its address."""
    path = entry.release.path
    where = f"{entry.anchor}/" if entry.kind in MARKED else f"#{entry.anchor}"
    return Record(entry, f"/{path}/{where}")


def decided(keys: Collection[UUID], releases: QuerySet[Release]) -> dict[str, list[Record]]:
    """What boards decided about each of these parts, the newest first, by key (1 query)."""
    links = EntryLink.objects.filter(
        to__in=keys, entry__release__in=releases, entry__kind__in=DECIDED
    )
    found: dict[str, list[Record]] = {}
    for link in links.select_related("entry__release__board").order_by("-entry__release__on", "pk"):
        found.setdefault(str(link.to), []).append(record(link.entry))
    return found


def last_discussed(keys: Iterable[UUID], releases: QuerySet[Release]) -> dict[UUID, date]:
    """The day on which each part was last before a board (1 query)."""
    links = EntryLink.objects.filter(to__in=set(keys), entry__release__in=releases)
    rows = links.values_list("to").annotate(Max("entry__release__on"))
    return {key: on for key, on in rows if on}
