"""Where the public finds an entry of the record: one rule for pages, search, feeds and API."""

from collections.abc import Iterable
from itertools import accumulate
from urllib.parse import urlsplit

from django.db.models import OuterRef, QuerySet, Subquery

from icsgov.record.kinds import MINUTES, kind_of, paged
from icsgov.record.models import Entry, Release

# Releases that share the path of their meeting and stand beneath it.
_UNDER: dict[str, str] = {MINUTES: "minutes/"}


def stands(kind: str, under: str) -> None:
    """Register under which words after its path, such as "minutes/", releases of a kind stand."""
    if _UNDER.setdefault(kind, under) != under:
        raise ValueError(f"Releases of the kind {kind} stand at two addresses.")


def home_of(kind: str, path: str) -> str:
    """Where a whole release is read as it is now."""
    return f"/{path}/{_UNDER.get(kind, '')}"


def place(home: str, entry: Entry, holder: str = "") -> str:
    """The address of an entry; `holder` is the anchor of the nearest above it with a page."""
    if entry.seq == 0:
        return home
    if kind_of(entry.kind).page:
        return f"{home}{entry.anchor}/"
    page = f"{home}{holder}/" if holder else home
    return page if entry.kind == "page" else f"{page}#{entry.anchor}"


def addresses(entries: Iterable[Entry]) -> dict[int, str]:
    """The addresses of entries by their id; their releases must be at hand (1 query)."""
    rows = {entry.pk: entry for entry in entries}
    above = Entry.objects.filter(
        release=OuterRef("release"),
        seq__lt=OuterRef("seq"),
        end__gte=OuterRef("seq"),
        kind__in=paged(),
    )
    holder = Subquery(above.order_by("-seq").values("anchor")[:1])
    found = Entry.objects.filter(pk__in=rows).annotate(holder=holder).values_list("pk", "holder")
    return {
        key: place(home_of(rows[key].release.kind, rows[key].release.path), rows[key], above or "")
        for key, above in found
    }


def entry_at(address: str, releases: QuerySet[Release]) -> Entry | None:
    """What stands at an address of the site, as somebody copied it; None for nothing (2 queries).

    Of two releases whose addresses begin it, the one with the longer address is meant.
    """
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return None
    steps = [step for step in parts.path.split("/") if step]
    paths = list(accumulate(steps, lambda path, step: f"{path}/{step}"))
    found = releases.filter(path__in=paths)
    wanted = f"/{'/'.join(steps)}/"
    homes = sorted(
        ((home_of(each.kind, each.path), each) for each in found),
        key=lambda row: len(row[0]),
        reverse=True,
    )
    for home, release in homes:
        if wanted.startswith(home):
            anchor = parts.fragment or wanted.removeprefix(home).strip("/")
            rows = Entry.objects.filter(release=release)
            return rows.filter(anchor=anchor).first() if anchor else rows.get(seq=0)
    return None
