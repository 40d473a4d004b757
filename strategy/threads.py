"""The thread: everything on the record about a part of a plan, for this reader."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, Exists, Max, Min, OuterRef, Q, QuerySet, When
from django.db.models.functions import Coalesce

from icsgov.record import places
from icsgov.record.models import Entry, EntryLink, Release

SHOWN: Final = 25
DECIDED: Final = ("decision", "outcome")
PROMISES: Final = ("action", "forward")
KEPT: Final = "closed"  # the state of an action that was done
DISCHARGES: Final = "discharges"  # what a later item does to a promise
SLIPPED: Final = "slipped_from"  # in an entry's data: the days that were promised before
_LATE = Q(data__has_key=SLIPPED)


@dataclass(frozen=True)
class Told:
    """What records tell of a part, in a resident's words, and which ones do."""

    key: str
    words: str
    shape: str
    kinds: tuple[str, ...]
    more: Q | None = None

    @property
    def which(self) -> Q:
        of_kind = Q(kind__in=self.kinds)
        return of_kind & self.more if self.more else of_kind


TOLD: Final = {
    told.key: told
    for told in (
        Told("asked", "Asked", "plain", ("question",)),
        Told("decided", "Decided", "plain", DECIDED),
        Told("promised", "Promised", "waiting", PROMISES),
        Told("kept", "Kept", "done", PROMISES, Q(kept=True)),
        Told("slipped", "Slipped", "attention", PROMISES, _LATE & Q(kept=False)),
        Told("discussed", "On an agenda", "plain", ("item", "paper", "business")),
    )
}


@dataclass(frozen=True)
class Record:
    """An entry of the record, with its address and where it stands."""

    entry: Entry
    url: str

    @property
    def on(self) -> date | None:
        """Its own day, else that of its meeting."""
        return self.entry.on or self.entry.release.on

    @property
    def told(self) -> Told | None:
        """What it tells: of a promise, whether it was kept or has slipped."""
        kind = self.entry.kind
        if kind not in PROMISES:
            return next((told for told in TOLD.values() if kind in told.kinds), None)
        if self.entry.kept:  # type: ignore[attr-defined]  # by about
            return TOLD["kept"]
        return TOLD["slipped" if self.slipped_from else "promised"]

    @property
    def slipped_from(self) -> list[date]:
        """The days that were promised before, the first one first."""
        said = self.entry.data.get(SLIPPED) or []
        return [date.fromisoformat(each) for each in said]


@dataclass(frozen=True)
class Thread:
    """A page of records, newest first, and how many there are that tell each thing."""

    page: Page
    records: tuple[Record, ...]
    total: int
    counts: tuple[tuple[Told, int], ...]
    chosen: str


def public(now: datetime) -> QuerySet[Release]:
    """The releases that the thread of a public page is made from."""
    return Release.objects.for_public(now).live(now)


def readable(user: Any, now: datetime) -> QuerySet[Release]:
    """The releases that the thread of a page on the desk is made from."""
    return Release.objects.visible_to(user, now).live(now)


def thread(
    keys: Collection[UUID], releases: QuerySet[Release], *, told: str = "", number: Any = 1
) -> Thread:
    """What is on the record about these parts, a page of it (5 queries)."""
    entries = about(keys, releases)
    counted = entries.order_by().aggregate(
        total=Count("pk"),
        **{f"n_{key}": Count("pk", filter=each.which) for key, each in TOLD.items()},
    )
    counts = tuple((each, n) for key, each in TOLD.items() if (n := counted[f"n_{key}"]))
    chosen = told if any(each.key == told for each, _ in counts) else ""
    rows = entries.filter(TOLD[chosen].which) if chosen else entries
    page = Paginator(rows.select_related("release__board"), SHOWN).get_page(number)
    return Thread(page, tuple(records(page)), counted["total"], counts, chosen)


def about(keys: Collection[UUID], releases: QuerySet[Release]) -> QuerySet[Entry]:
    """Entries that name these parts, each thing once, the newest first; `kept` where it was."""
    naming = EntryLink.objects.filter(to__in=keys, entry__release__in=releases)
    once = naming.values("entry__thing", "entry__kind").annotate(one=Min("entry"))
    done = EntryLink.objects.filter(
        rel=DISCHARGES, to=OuterRef("thing"), entry__release__in=releases
    )
    rows = Entry.objects.filter(pk__in=once.values("one")).annotate(
        kept=Case(When(Q(state=KEPT) | Exists(done), then=True), default=False)
    )
    return rows.order_by(Coalesce("on", "release__on").desc(nulls_last=True), "-pk")


def records(entries: Iterable[Entry]) -> list[Record]:
    """Entries with their addresses, in their order; their releases must be at hand (1 query)."""
    rows = list(entries)
    found = places.addresses(rows)
    return [Record(each, found[each.pk]) for each in rows]


def decided(keys: Collection[UUID], releases: QuerySet[Release]) -> dict[str, list[Record]]:
    """What boards decided about each of these parts, the newest first, by key (2 queries)."""
    links = EntryLink.objects.filter(
        to__in=keys, entry__release__in=releases, entry__kind__in=DECIDED
    )
    ordered = list(
        links.select_related("entry__release__board").order_by("-entry__release__on", "pk")
    )
    found: dict[str, list[Record]] = {}
    for link, each in zip(ordered, records(link.entry for link in ordered), strict=True):
        found.setdefault(str(link.to), []).append(each)
    return found


def last_discussed(keys: Iterable[UUID], releases: QuerySet[Release]) -> dict[UUID, date]:
    """The day on which each part was last before a board (1 query)."""
    links = EntryLink.objects.filter(to__in=set(keys), entry__release__in=releases)
    rows = links.values_list("to").annotate(Max("entry__release__on"))
    return {key: on for key, on in rows if on}
