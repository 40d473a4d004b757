"""Keeping the public index: written with each public release, in its own transaction."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.urls import reverse
from django.utils.text import slugify

from icsgov.record import words
from icsgov.record.kinds import PLACE, group_of, kind_of
from icsgov.record.models import (
    Entry,
    Release,
    ReleaseFile,
    SearchMark,
    SearchRow,
    SearchText,
    SearchWord,
)
from icsgov.record.models.releases import Audience
from icsgov.record.places import home_of, place

# A page of a book has 3,000 characters; PostgreSQL refuses more than a megabyte of one text.
LONGEST: Final = 200_000
SUPPORTS: Final = "supports"
CONCERNS: Final = "concerns"
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
BATCH: Final = 500
LONGEST_MARK: Final = 80


@dataclass(frozen=True)
class Find:
    """A row that is not written yet, with its long words, and with the marks of all above it."""

    row: SearchRow
    body: str
    marks: frozenset[str]


@dataclass(frozen=True)
class Earlier:
    """How a place of a release read before, and since when."""

    title: str
    body: str
    first_at: datetime


def index(release: Release, before: Mapping[str, Earlier] | None = None) -> None:
    """Put a public release into the index; any other is passed by.

    What says the same as `before`, its predecessor's rows, is no news.
    """
    if release.audience != Audience.PUBLIC or release.part != 1 or release.is_withdrawn:
        return
    known = _earlier(release.supersedes) if before is None else before
    finds = _finds(release)
    for each in finds:
        row, earlier = each.row, known.get(each.row.anchor)
        same = earlier and (earlier.title, earlier.body) == (row.title, each.body)
        row.first_at = earlier.first_at if earlier and same else release.effective_at
    _write(finds)
    _learn(finds)
    _sweep(release)


def _write(finds: Sequence[Find]) -> None:
    """The rows, their texts and their marks."""
    made = SearchRow.objects.bulk_create([each.row for each in finds], BATCH)
    pairs = list(zip(made, finds, strict=True))
    texts = (
        SearchText(row=row, title=row.title, body=each.body, people=row.people)
        for row, each in pairs
    )
    SearchText.objects.bulk_create(texts, BATCH)
    marks = (SearchMark(row=row, mark=mark) for row, each in pairs for mark in sorted(each.marks))
    SearchMark.objects.bulk_create(marks, BATCH)


def _earlier(release: Release | None) -> dict[str, Earlier]:
    rows = SearchRow.objects.filter(release=release) if release else SearchRow.objects.none()
    return {
        row.anchor: Earlier(row.title, row.text.body, row.first_at)
        for row in rows.select_related("text")
    }


def _sweep(release: Release) -> None:
    """What this one has taken the place of is found no more."""
    over = SearchRow.objects.filter(ended_at__lte=release.published_at)
    over.filter(release__subject=release.subject, release__kind=release.kind).delete()


def remove(release: Release) -> None:
    """Take a release out: it was withdrawn, or destroyed."""
    SearchRow.objects.filter(release=release).delete()


def end(releases: Iterable[int], at: datetime) -> None:
    """Another takes their place at that hour."""
    SearchRow.objects.filter(release__in=list(releases)).update(ended_at=at)


def resume(release: Release) -> None:
    """What should have been replaced stays after all."""
    SearchRow.objects.filter(release=release).update(ended_at=None)


@transaction.atomic
def rebuild(now: datetime) -> int:
    """Make the whole index anew from the releases; how many rows it has then."""
    before: dict[int, dict[str, Earlier]] = defaultdict(dict)
    for row in SearchRow.objects.select_related("text").iterator():
        before[row.release_id][row.anchor] = Earlier(row.title, row.text.body, row.first_at)
    SearchRow.objects.all().delete()
    SearchWord.objects.all().delete()
    standing = Release.objects.public().filter(withdrawn_at=None, expunged_at=None)
    for release in standing.exclude(ended_at__lte=now).order_by("pk").iterator():
        index(release, before[release.pk])
    return SearchRow.objects.count()


def _finds(release: Release) -> list[Find]:
    entries = release.entries.prefetch_related("links").order_by("seq")
    files = _file_addresses(release)
    home = home_of(release.kind, release.path)
    return list(_walk(release, entries, home, files))


def _walk(
    release: Release, entries: Iterable[Entry], home: str, files: Mapping[int, str]
) -> Iterator[Find]:
    """A row for each entry that says something."""
    chain: list[tuple[Entry, frozenset[str]]] = []
    for entry in entries:
        del chain[entry.depth :]
        above = chain[-1][1] if chain else frozenset()
        chain.append((entry, above | _marks(entry)))
        if _says_something(entry):
            row = _row(release, [each for each, _ in chain], home, files)
            yield Find(row, _clean(_body(entry)), chain[-1][1])


def _says_something(entry: Entry) -> bool:
    said = entry.text if entry.kind == "page" else f"{entry.title}{entry.text}"
    return kind_of(entry.kind).searchable and bool(said.strip())


def _row(
    release: Release, chain: Sequence[Entry], home: str, files: Mapping[int, str]
) -> SearchRow:
    entry = chain[-1]
    holder = next((each for each in reversed(chain[:-1]) if kind_of(each.kind).page), None)
    url = place(home, entry, holder.anchor if holder else "")
    holder_file = files.get(chain[-2].pk) if entry.kind == "page" else None
    return SearchRow(
        release=release,
        board_id=release.board_id,
        anchor=entry.anchor,
        kind=entry.kind,
        group=group_of(entry.kind),
        title=_clean(_title(entry)),
        people=_clean(", ".join(dict.fromkeys(_people(entry)))),
        within=_within(chain[:-1]),
        url=f"{holder_file}#page={entry.file_page}" if holder_file else url,
        on=entry.on or release.on,
        effective_at=release.effective_at,
        ended_at=release.ended_at,
    )


def _title(entry: Entry) -> str:
    return " ".join(filter(None, (entry.ref, entry.title)))


def _body(entry: Entry) -> str:
    asks = [f"{ask['verb']} {ask['text']}" for ask in entry.data.get("asks", ())]
    return "\n".join(filter(None, (entry.text, *asks)))


def _within(chain: Sequence[Entry]) -> str:
    """What it stands in: its paper, else the nearest above with a title; never the release."""
    above = [each for each in reversed(chain[1:]) if each.title and kind_of(each.kind).searchable]
    holder = next((each for each in above if kind_of(each.kind).page), None)
    nearest = holder or (above[0] if above else None)
    return f"{nearest.label} {nearest.title}".strip() if nearest else ""


def _people(entry: Entry) -> Iterator[str]:
    if entry.kind == "seat":
        yield entry.title
    yield from _names(entry.data)


def _names(data: Any) -> Iterator[str]:
    """Everybody whom an entry's data names: leads, authors, owners, those who were there."""
    if isinstance(data, dict):
        if isinstance(data.get("name"), str) and ("title" in data or "initials" in data):
            yield data["name"]
        yield from (owner for owner in data.get("owners", ()) if isinstance(owner, str))
        for value in data.values():
            yield from _names(value)
    elif isinstance(data, list):
        for value in data:
            yield from _names(value)


def _marks(entry: Entry) -> frozenset[str]:
    links = entry.links.all()
    supported = {str(link.to) for link in links if link.rel == SUPPORTS}
    places = {link.words for link in links if link.rel == CONCERNS and link.words}
    if entry.kind == PLACE:
        places.add(entry.title)
    own = {str(entry.thing)} if entry.thing and entry.kind == "priority" else set()
    return frozenset(supported | own | {borough_mark(slugify(name)) for name in places})


def borough_mark(slug: str) -> str:
    """The mark of rows about a borough."""
    return f"borough:{slug}"[:LONGEST_MARK]


def _file_addresses(release: Release) -> dict[int, str]:
    """Where the files of a release are fetched, by the id of their entry."""
    rows = ReleaseFile.objects.filter(release=release, role="file", entry__isnull=False)
    return {row.entry_id or 0: _file_address(row) for row in rows}


def _file_address(row: ReleaseFile) -> str:
    return reverse("public-file", kwargs={"key": row.key, "filename": row.filename})


def _clean(text: str) -> str:
    return CONTROL.sub(" ", text)[:LONGEST]


def _learn(finds: Iterable[Find]) -> None:
    """Keep the words of these rows for suggestions."""
    texts = (f"{each.row.title} {each.body} {each.row.people}" for each in finds)
    said = {word for text in texts for word in words.of(text)}
    known = [SearchWord(word=word) for word in sorted(said) if 4 <= len(word) <= 40]
    SearchWord.objects.bulk_create(known, BATCH, ignore_conflicts=True)
