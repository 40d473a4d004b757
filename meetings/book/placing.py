"""Where notes stand in the paper as it is now: word for word, moved, or gone and still kept."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from icsgov.press import words
from icsgov.press.cage import CageError, JobError
from meetings.anchoring import Anchor, Place, find, squeeze
from meetings.book.opened import OpenPaper, cache
from meetings.models import Note

log = logging.getLogger(__name__)
PAGE_BEGINS = 160  # letters that tell a page which has no marked words on it


@dataclass(frozen=True)
class Placed:
    """A note in the present text: `text` and `page` where it stands there, by either way."""

    note: Note
    text: Place | None
    page: int | None
    label: str
    rects: Sequence[Sequence[float]]
    moved: bool

    @property
    def is_gone(self) -> bool:
        return bool(self.note.quote or self.note.page) and self.text is None and self.page is None

    @property
    def was(self) -> str:
        """Where it stood when it was made: "page 12 of version 1"."""
        page = f"page {self.note.pack_page} of " if self.note.pack_page else ""
        return f"{page}{self.note.edition_words or 'an earlier text'}"


def place_notes(paper: OpenPaper, notes: Iterable[Note]) -> list[Placed]:
    """Each note in the paper as it is now; what was worked out is kept until the next version."""
    rows = list(notes)
    stale = [note for note in rows if note.placed.get("edition") != paper.edition.key]
    if stale:
        _work_out(paper, stale)
    return [_read(paper, note) for note in rows]


def _read(paper: OpenPaper, note: Note) -> Placed:
    kept = note.placed
    text = Place(*kept["text"]) if kept.get("text") else None
    page = kept.get("page")
    return Placed(note, text, page, paper.label(page), kept.get("rects", []), bool(kept["moved"]))


def _work_out(paper: OpenPaper, notes: Sequence[Note]) -> None:
    """Find notes anew in web text and printed pages; the boxes of all in one question."""
    sheets = [squeeze(text).text for text in paper.page_texts]
    found = {note.pk: _found(paper, note, sheets) for note in notes}
    wanted = [(pk, each) for pk, each in found.items() if each["passage"]]
    boxes = _boxes(paper, [each["passage"] for _, each in wanted])
    for (pk, _), rects in zip(wanted, boxes, strict=True):
        found[pk]["rects"] = rects
    for note in notes:
        placed = found[note.pk]
        del placed["passage"]
        note.keep_place(placed)


def _found(paper: OpenPaper, note: Note, sheets: Sequence[str]) -> dict[str, Any]:
    same = note.edition == paper.edition.key
    placed: dict[str, Any] = {
        "edition": paper.edition.key,
        "text": None,
        "page": None,
        "rects": [],
        "passage": None,
        "moved": not same,
    }
    if note.quote:
        text = _in_text(paper, note)
        placed["text"] = [text.start, text.end, text.exact] if text else None
    if note.page and same:
        return placed | {"page": note.page, "rects": note.rects}
    if note.page and not note.quote:
        page = _same_page(note, sheets)
        return placed | {"page": page, "rects": note.rects if page else []}
    if note.quote and (passage := _on_pages(note, sheets)):
        placed |= {"page": passage[0], "passage": passage}
    return placed


def _in_text(paper: OpenPaper, note: Note) -> Place | None:
    """In the web text; what was marked on a page counts there only word for word."""
    start = note.start if note.page is None else None
    anchor = Anchor(note.quote, note.prefix, note.suffix, start)
    place = find(anchor, paper.twin.text)
    return None if place and note.page and not place.exact else place


def _on_pages(note: Note, sheets: Sequence[str]) -> tuple[int, int, int] | None:
    """Page, first and last letter of the quote; where it runs on, its part on the first page."""
    before = sum(len(sheet) for sheet in sheets[: (note.page or 1) - 1])
    near = before if note.page else None
    place = find(Anchor(note.quote, note.prefix, note.suffix, near), "".join(sheets))
    if place is None:
        return None
    at = 0
    for number, sheet in enumerate(sheets, 1):
        if place.start < at + len(sheet):
            return number, place.start - at, min(place.end - at, len(sheet))
        at += len(sheet)
    return None


def _same_page(note: Note, sheets: Sequence[str]) -> int | None:
    """The page that begins as the one did on which a pen or a frame left its mark."""
    wanted = squeeze(note.prefix).text
    pages = [
        number for number, sheet in enumerate(sheets, 1) if wanted and sheet.startswith(wanted)
    ]
    return min(pages, key=lambda number: abs(number - (note.page or 0)), default=None)


def page_begins(paper: OpenPaper, page: int) -> str:
    """The first letters of a page, by which it is known again."""
    texts = paper.page_texts
    return squeeze(texts[page - 1]).text[:PAGE_BEGINS] if page <= len(texts) else ""


def _boxes(
    paper: OpenPaper, passages: Sequence[tuple[int, int, int]]
) -> Sequence[Sequence[Sequence[float]]]:
    if not passages or paper.file is None:
        return [[] for _ in passages]
    blob = paper.file.blob
    try:
        return words.boxes(blob.path, blob.sha256, passages, cache())
    except (CageError, JobError, OSError) as error:
        log.warning("Passages of %s could not be found: %s", blob, error)
        return [[] for _ in passages]
