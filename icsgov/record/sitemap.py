"""The pages that search engines should know, each with the day on which it last changed."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import NoReverseMatch, reverse

from icsgov.record import places
from icsgov.record.kinds import paged
from icsgov.record.models import Entry, Release

# Addresses with a name that hold lists; those whose room is not there are left out.
LISTS = (
    "home",
    "decisions",
    "actions",
    "forward-plan",
    "questions",
    "ask",
    "strategy",
    "bulletins",
    "glossary",
    "follow",
    "api",
    "accessibility",
    "privacy",
    "cookies",
)
MOST = 50_000  # of one file, by sitemaps.org


@dataclass(frozen=True)
class Address:
    """A page by its path, and since when it says what it says."""

    path: str
    changed: datetime | None = None


More = Callable[[datetime], Iterable[Address]]
_MORE: list[More] = []


def sitemaps(function: More) -> More:
    """Register pages that stand neither at a release's own address nor beneath it."""
    _MORE.append(function)
    return function


def pages(now: datetime) -> list[Address]:
    """Every page of the record as it is read now, without repeats, in order (2 queries)."""
    found = [Address(path) for path in lists()]
    found += _releases(now)
    found += [address for more in _MORE for address in more(now)]
    once = {address.path: address for address in found}
    return [once[path] for path in sorted(once)]


def lists() -> Iterable[str]:
    """The addresses of what lists things of all boards."""
    for name in LISTS:
        try:
            yield reverse(name)
        except NoReverseMatch:
            continue


def _releases(now: datetime) -> list[Address]:
    """The live releases, and what has a page of its own within them."""
    live = Release.objects.for_public(now).live(now)
    rows = live.order_by("pk").values_list("kind", "path", "effective_at")
    whole = [Address(places.home_of(kind, path), at) for kind, path, at in rows]
    inner = Entry.objects.filter(release__in=live, kind__in=paged(), seq__gt=0)
    return whole + [
        Address(
            places.place(places.home_of(entry.release.kind, entry.release.path), entry),
            entry.release.effective_at,
        )
        for entry in inner.select_related("release")
    ]
