"""A PDF that a member marked elsewhere: its highlights, ink and comments become private notes."""

import logging
import shutil
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from icsgov.press import cage, words
from icsgov.record import access as record
from icsgov.work import scratch
from meetings import noting
from meetings.anchoring import squeeze
from meetings.book.leaves import Leaf, leaves_of
from meetings.book.opened import OpenPaper, cache, papers_of
from meetings.book.parts import Part
from meetings.models import Meeting, Note
from meetings.pens import nearest_colour, nearest_width

log = logging.getLogger(__name__)
MOST_BYTES = 200_000_000
SECONDS = 90


class NotReadable(ValueError):
    """The file cannot be taken in; the message says why and what to do."""


@dataclass(frozen=True)
class Taken:
    """How many marks became notes, were known already, or stand on no page of these papers."""

    new: int
    known: int
    left: tuple[str, ...]


@dataclass(frozen=True)
class _Sheet:
    """A page of the pack: its paper, its place there, and its words."""

    paper: OpenPaper
    leaf: Leaf
    at: int
    text: str


def take_in(
    user: Any, meeting: Meeting, parts: Mapping[int, Part], path: Path, now: datetime
) -> Taken:
    """Keep the marks of a file as notes on the papers whose pages they stand on.

    Taken in twice, a mark is kept once. Raises NotReadable.
    """
    told = _read(path)
    sheets = list(_sheets(meeting, parts))
    new, known, left = 0, 0, []
    for mark in told["marks"]:
        sheet = _sheet_of(mark["page"], told["texts"], sheets)
        if sheet is None:
            said = mark["words"] or mark["quote"] or "a mark without words"
            left.append(f"Page {mark['page']}: {said}")
        elif _keep(user, sheet, mark, now):
            new += 1
        else:
            known += 1
    return Taken(new, known, tuple(left))


def _read(path: Path) -> dict[str, Any]:
    """What the file holds, asked in the cage."""
    if path.stat().st_size > MOST_BYTES:
        raise NotReadable("The file is larger than 200 MB. Save it smaller.")
    with path.open("rb") as stream:
        if not stream.read(1024).lstrip().startswith(b"%PDF"):
            raise NotReadable("This is not a PDF. Choose the PDF that you marked.")
    with scratch.folder("marked") as folder:
        shutil.copyfile(path, folder / "source")
        job = {"source": "source"}
        try:
            found: dict[str, Any] = cage.call(
                "icsgov.press.inside.marks:read", job, folder=folder, seconds=SECONDS
            )
        except (cage.JobError, cage.CageError) as error:
            log.warning("A marked PDF could not be read: %s", error)
            raise NotReadable(
                "The PDF cannot be read. Open it where you marked it and save it again."
            ) from error
    return found


def _sheets(meeting: Meeting, parts: Mapping[int, Part]) -> Any:
    """Every page of every paper that the reader may have, with its words."""
    at = 0
    for part in parts.values():
        leaves = leaves_of(part.release)
        papers = {paper.thing: paper for paper in papers_of(meeting, dict(parts), part, leaves)}
        blob = record.pack_file(part.release).blob
        texts = words.page_texts(blob.path, blob.sha256, cache())
        for leaf, text in zip(leaves.all, texts, strict=False):
            at += 1
            if leaf.thing in papers:
                yield _Sheet(papers[leaf.thing], leaf, at, squeeze(text).text)


def _sheet_of(page: int, texts: list[str], sheets: list[_Sheet]) -> _Sheet | None:
    """The page that says the same; of several the one at the same place, or the nearest."""
    text = squeeze(texts[page - 1]).text if page <= len(texts) else ""
    same = [sheet for sheet in sheets if sheet.text == text]
    return min(same, key=lambda sheet: abs(sheet.at - page), default=None)


def _keep(user: Any, sheet: _Sheet, mark: Mapping[str, Any], now: datetime) -> bool:
    """Make a note of the mark; False where it is one already."""
    known = noting.own_by_key(user, mark["name"], now)
    if known is not None:
        return known.words != mark["words"] and known.rewrite(
            known.version, now, words=mark["words"]
        )
    kind = Note.Kind.NOTE if mark["words"] else Note.Kind.HIGHLIGHT
    given = {
        "key": _key(user, sheet, mark, now),
        "kind": Note.Kind.INK if mark["ink"] else kind,
        "words": mark["words"],
        "quote": mark["quote"],
        "page": sheet.leaf.number,
        "rects": mark["rects"],
        "ink": mark["ink"],
        "colour": nearest_colour(mark["colour"]),
        "width": nearest_width(mark["width"]),
    }
    before = noting.own_by_key(user, str(given["key"]), now)
    if before is None:
        noting.make(user, sheet.paper, given, now)
    return before is None


def _key(user: Any, sheet: _Sheet, mark: Mapping[str, Any], now: datetime) -> uuid.UUID:
    """A key that the same mark of the same reader on the same page always gets."""
    told = (mark["kind"], mark["rects"], mark["ink"], mark["words"], mark["quote"])
    return uuid.uuid5(sheet.paper.thing, f"{noting.reader(user, now)} {sheet.leaf.number} {told!r}")
