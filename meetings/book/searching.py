"""Words in a pack: where they stand in its papers' texts and pages. Asked of the release itself."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q

from icsgov.record.models import Entry
from meetings.book.parts import Part

MOST = 100
AROUND = 90  # characters shown on either side
SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Hit:
    """A place where the words stand: what is said there, and where it is read."""

    paper: str
    place: str
    before: str
    words: str
    after: str
    href: str


def find_in(parts: Iterable[Part], words: str) -> list[Hit]:
    """Every page and passage with these very words, in print order (1 query a part)."""
    return [hit for part in parts for hit in _in_part(part, words)]


def _in_part(part: Part, words: str) -> Iterator[Hit]:
    inside = Q(text__icontains=words) | Q(title__icontains=words)
    rows = Entry.objects.filter(inside | Q(kind="paper"), release=part.release)
    paper: Entry | None = None
    for row in rows.exclude(kind="image").order_by("seq"):
        if row.kind == "paper":
            paper = row
        if paper is not None and row.seq > paper.end:
            paper = None
        said = row.text if _at(row.text, words) is not None else row.title
        if (at := _at(said, words)) is not None:
            yield _hit(part, paper, row, said, at, words)


def _at(text: str, words: str) -> int | None:
    at = text.casefold().find(words.casefold())
    return at if at >= 0 else None


def _hit(part: Part, paper: Entry | None, row: Entry, said: str, at: int, words: str) -> Hit:
    place = row.title if row.kind != "page" else f"page {row.pack_page}"
    before, after = said[max(0, at - AROUND) : at], said[at + len(words) :][:AROUND]
    return Hit(
        paper=f"Enclosure {paper.label}: {paper.title}" if paper else "Agenda",
        place=place if row.kind != "paper" else "",
        before=SPACE.sub(" ", before),
        words=said[at : at + len(words)],
        after=SPACE.sub(" ", after),
        href=_href(part, paper.thing if paper else None, row, words),
    )


def _href(part: Part, thing: UUID | None, row: Entry, words: str) -> str:
    """A page in the viewer, with the words to find; a passage in the web text; an agenda row."""
    if thing is None:
        meeting = part.shelf.base.rsplit("/", 2)[0]
        return f"{meeting}/#{part.shelf.prefix}{row.anchor}"
    base = f"{part.shelf.base}{thing}/"
    if row.kind == "page":
        return f"{base}pages/?" + urlencode({"page": row.pack_page, "find": words})
    return f"{base}#{row.anchor}" if row.kind != "paper" else base
