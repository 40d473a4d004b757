"""A meeting's papers as one file for one member: every part they may read, with their own marks."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from icsgov.press.marking import Mark, marked
from icsgov.record import access as record
from meetings import noting
from meetings.book.leaves import leaves_of
from meetings.book.opened import OpenPaper, papers_of
from meetings.book.parts import Part
from meetings.book.placing import Placed, place_notes
from meetings.models import Meeting
from meetings.pens import COLOURS, WIDTHS


def whole(parts: Mapping[int, Part]) -> bytes:
    """Part 1, then Part 2 where the reader may have it, with the bookmarks of both."""
    return marked(_paths(parts), ())


def with_notes(user: Any, meeting: Meeting, parts: Mapping[int, Part], now: datetime) -> bytes:
    """The same, with the reader's own notes on its pages."""
    marks: list[Mark] = []
    offset = 0
    for part in parts.values():
        leaves = leaves_of(part.release)
        for paper in papers_of(meeting, dict(parts), part, leaves):
            own = [
                note
                for note in noting.notes_on(user, meeting, paper.thing, now)
                if note.owner_id == noting.reader(user, now)
            ]
            marks += _marks(paper, place_notes(paper, own), offset)
        offset += record.pack_file(part.release).blob.pages
    return marked(_paths(parts), marks)


def _paths(parts: Mapping[int, Part]) -> dict[str, Path]:
    """The packs by what their bookmarks say."""
    files = {number: record.pack_file(part.release) for number, part in parts.items()}
    return {f"Part {number}": file.blob.path for number, file in files.items()}


def _marks(paper: OpenPaper, notes: Sequence[Placed], offset: int) -> Iterator[Mark]:
    """One mark for each note; what has no place on a page stands beside the paper's first."""
    for each in notes:
        note = each.note
        page = each.page if each.page and each.page <= len(paper.pages) else 1
        if not paper.pages:
            continue
        over_words = bool(note.quote) and each.page is not None
        yield Mark(
            page=offset + paper.pages[page - 1].at,
            words=_words(each),
            author=str(note.owner),
            name=str(note.key),
            at=note.changed_at,
            boxes=each.rects if over_words else (),
            frames=each.rects if not over_words else (),
            strokes=note.ink if each.page else (),
            colour=COLOURS[note.colour],
            width=WIDTHS[note.width],
        )


def _words(each: Placed) -> str:
    """The note; and where it is no longer in the text, what it was about."""
    if not each.is_gone:
        return each.note.words
    return "\n".join(filter(None, (f"It was on {each.was}.", each.note.quote, each.note.words)))
