"""What is new on the public record, for feeds and letters: releases, or finds of a search."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import uuid5

from icsgov.record import access
from icsgov.record.kinds import AGENDA, MINUTES, NOTICE
from icsgov.record.models import Release, SearchRow
from icsgov.record.places import home_of
from icsgov.record.queries import Query
from icsgov.record.search import found

MOST: Final = 50
PIECES: Final = ("page", "section", "file")  # of papers


@dataclass(frozen=True)
class Told:
    """What feeds call a release of a kind, and the heading of the search it belongs under."""

    words: str
    group: str


_TOLD: dict[str, Told] = {
    AGENDA: Told("Papers", "Papers"),
    MINUTES: Told("Minutes", "Minutes"),
    NOTICE: Told("Meeting", "Meetings"),
}


def tells(kind: str, words: str, group: str) -> None:
    """Register what feeds and letters call a release of a kind; others are not told of."""
    if _TOLD.setdefault(kind, Told(words, group)) != Told(words, group):
        raise ValueError(f"Releases of the kind {kind} are called by two names.")


@dataclass(frozen=True)
class News:
    """One thing that came: its name for ever, title, address on this site, and some words."""

    id: str
    title: str
    url: str
    at: datetime
    words: str


def news(
    query: Query,
    now: datetime,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    most: int = MOST,
) -> list[News]:
    """What came that answers a query, the latest first; what is withdrawn is not among it."""
    kinds = _kinds(query)
    if kinds:
        return list(_of_releases(query, kinds, now, since, until, most))
    return list(_of_finds(query, now, since, until, most))


def _kinds(query: Query) -> list[str]:
    """The kinds of release that answer it whole; none where single entries are looked for."""
    if set(query.filters) - {"board", "kind"} or query.text:
        return []
    return [kind for kind, told in _TOLD.items() if query.group in ("", told.group)]


def _of_releases(
    query: Query,
    kinds: list[str],
    now: datetime,
    since: datetime | None,
    until: datetime | None,
    most: int,
) -> Iterable[News]:
    rows = Release.objects.for_public(now).filter(kind__in=kinds)
    if query.board:
        rows = rows.filter(board__slug=query.board)
    if since:
        rows = rows.filter(effective_at__gt=since)
    if until:
        rows = rows.filter(effective_at__lte=until)
    return map(_release, rows.select_related("supersedes").order_by("-effective_at", "-pk")[:most])


def _release(release: Release) -> News:
    told = _TOLD[release.kind].words
    again = " (changed)" if release.supersedes_id else ""
    changes = [change["words"] for change in release.told_changes[:10]]
    return News(
        id=f"urn:uuid:{release.key}",
        title=f"{told}{again}: {_dated(release)}",
        url=home_of(release.kind, release.path),
        at=release.effective_at,
        words="\n".join(filter(None, (release.words, *changes))),
    )


def _dated(release: Release) -> str:
    """Its title with the day of its meeting, where the title does not hold it."""
    day = f"{release.on.day} {release.on:%B %Y}" if release.on else ""
    return release.title if day in release.title else f"{release.title}, {day}"


def _of_finds(
    query: Query, now: datetime, since: datetime | None, until: datetime | None, most: int
) -> Iterable[News]:
    if query.is_empty:
        return []
    rows = found(query, now).select_related("release")
    if not query.text and not query.group:
        rows = rows.exclude(kind__in=PIECES)  # who follows a place is told of the paper once
    if since:
        rows = rows.filter(first_at__gt=since)
    if until:
        rows = rows.filter(first_at__lte=until)
    return map(_find, rows.order_by("-first_at", "-pk")[:most])


def _find(row: SearchRow) -> News:
    return News(
        id=uuid5(row.release.subject, f"{row.kind}:{row.anchor}").urn,
        title=row.title or row.within or row.release.title,
        url=row.url,
        at=row.first_at,
        words=", ".join(filter(None, (row.group, _dated(row.release), row.within))),
    )


def called(query: Query, now: datetime) -> str:
    """What a query looks for, in words for titles: “waiting times”, Integrated Care Board."""
    parts = [f"“{query.text}”" if query.text else "", query.group]
    if query.board:
        named = {each.release.path: each.title for each in access.profiles(now)}
        parts.append(named.get(query.board, query.board))
    if query.priority:
        priority = access.priority(query.priority, now)
        parts.append(priority.title if priority else "a priority")
    if query.borough:
        boroughs = {each["slug"]: each["name"] for each in access.boroughs(now)}
        parts.append(boroughs.get(query.borough, query.borough))
    parts.append(query.person)
    years = [str(year) for year in (query.first, query.last) if year]
    return ", ".join(filter(None, (*parts, " to ".join(years))))
