"""Marks of a reader on a copy of a pack: highlights, frames, pen strokes and comments; and packs
joined into one file with their bookmarks. What comes out is for that reader alone.
"""

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from pikepdf import Array, Dictionary, Matrix, Name, OutlineItem, Pdf, String

from icsgov.press.sheets import Sheet, sheet_of

YELLOW = (1.0, 0.91, 0.42)
BLUE = (0.0, 0.369, 0.722)
ICON = 20.0  # points
PRINT = 4  # PDF 12.5.3: the mark is printed with the page
Box = Sequence[float]


@dataclass(frozen=True)
class Mark:
    """A mark on a page, from 1: boxes over words, frames, strokes, or a comment beside the page.

    Places are parts of the page as it is seen, from its top left: [left, top, width, height],
    strokes of [x, y].
    """

    page: int
    words: str
    author: str
    name: str
    at: datetime
    boxes: Sequence[Box] = ()
    frames: Sequence[Box] = ()
    strokes: Sequence[Sequence[Box]] = ()


def marked(sources: Sequence[Path], marks: Iterable[Mark]) -> bytes:
    """These packs as one file with one outline, and the marks on its pages."""
    with _joined(sources) as pdf:
        for mark in marks:
            if 1 <= mark.page <= len(pdf.pages):
                _put(pdf, mark)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
        return out.getvalue()


def _joined(sources: Sequence[Path]) -> Pdf:
    first, *others = sources
    pdf = Pdf.open(first)
    for source in others:
        with Pdf.open(source) as other:
            _append(pdf, other)
    return pdf


def _append(pdf: Pdf, other: Pdf) -> None:
    """Put the pages of a second pack behind, its bookmarks below the first one's.

    Its tags would be those of other pages: they stay behind.
    """
    offset = len(pdf.pages)
    places = {page.obj.objgen: number for number, page in enumerate(other.pages)}
    bookmarks = list(_bookmarks(other, places, offset))
    pdf.pages.extend(other.pages)
    for page in list(pdf.pages)[offset:]:
        if "/StructParents" in page.obj:
            del page.obj["/StructParents"]
    with pdf.open_outline() as outline:
        outline.root.extend(bookmarks)


def _bookmarks(
    other: Pdf, places: dict[tuple[int, int], int], offset: int
) -> Iterator[OutlineItem]:
    with other.open_outline() as outline:
        for item in outline.root:
            yield _bookmark(item, places, offset)


def _bookmark(item: OutlineItem, places: dict[tuple[int, int], int], offset: int) -> OutlineItem:
    made = OutlineItem(item.title, offset + _target(item, places))
    made.is_closed = item.is_closed
    made.children.extend(_bookmark(child, places, offset) for child in item.children)
    return made


def _target(item: OutlineItem, places: dict[tuple[int, int], int]) -> int:
    """The page of a bookmark, from 0; the first where it leads elsewhere."""
    to: Any = item.destination
    if to is None and item.action is not None:
        to = item.action.get("/D")
    if isinstance(to, Array) and len(to) and isinstance(to[0], Dictionary):
        return places.get(to[0].objgen, 0)
    return 0


def _put(pdf: Pdf, mark: Mark) -> None:
    page = pdf.pages[mark.page - 1].obj
    sheet = sheet_of(page)
    made = [
        *([_highlight(mark, sheet)] if mark.boxes else []),
        *(_frame(mark, sheet, frame) for frame in mark.frames),
        *([_ink(mark, sheet)] if mark.strokes else []),
    ]
    if not made:
        made = [_comment(mark, sheet)]
    page.Annots = Array([*page.get("/Annots", []), *map(pdf.make_indirect, made)])


def _annotation(mark: Mark, kind: str, rect: Sequence[float], **more: Any) -> Dictionary:
    return Dictionary(
        Type=Name.Annot,
        Subtype=Name(f"/{kind}"),
        Rect=Array(rect),
        Contents=String(mark.words),
        T=String(mark.author),
        NM=String(mark.name),
        M=String(f"D:{mark.at:%Y%m%d%H%M%S}Z"),
        F=PRINT,
        **more,
    )


def _highlight(mark: Mark, sheet: Sheet) -> Dictionary:
    corners = [_corners(sheet, box) for box in mark.boxes]
    # The order in which viewers want the corners: upper left, upper right, lower left, lower right.
    quads = [side for a, b, c, d in corners for point in (a, b, c, d) for side in point]
    rect = _around([point for four in corners for point in four])
    return _annotation(mark, "Highlight", rect, QuadPoints=Array(quads), C=Array(YELLOW))


def _frame(mark: Mark, sheet: Sheet, frame: Box) -> Dictionary:
    rect = _around(_corners(sheet, frame))
    return _annotation(mark, "Square", rect, C=Array(YELLOW), BS=Dictionary(W=2, Type=Name.Border))


def _ink(mark: Mark, sheet: Sheet) -> Dictionary:
    strokes = [[_point(sheet, x, y) for x, y in stroke] for stroke in mark.strokes]
    rect = _around([point for stroke in strokes for point in stroke])
    drawn = Array([Array([side for point in stroke for side in point]) for stroke in strokes])
    return _annotation(
        mark, "Ink", rect, InkList=drawn, C=Array(BLUE), BS=Dictionary(W=2, Type=Name.Border)
    )


def _comment(mark: Mark, sheet: Sheet) -> Dictionary:
    x, y = _point(sheet, 0.94, 0.03)
    return _annotation(mark, "Text", [x, y - ICON, x + ICON, y], Name=Name.Comment, C=Array(YELLOW))


def _point(sheet: Sheet, x: float, y: float) -> tuple[float, float]:
    """A place of the page as seen in its own coordinates."""
    matrix: Matrix = sheet.to_page()
    a, b, c, d, e, f = matrix.shorthand
    across, up = x * sheet.width, (1 - y) * sheet.height
    return round(a * across + c * up + e, 3), round(b * across + d * up + f, 3)


def _corners(sheet: Sheet, box: Box) -> list[tuple[float, float]]:
    left, top, width, height = box
    return [
        _point(sheet, left, top),
        _point(sheet, left + width, top),
        _point(sheet, left, top + height),
        _point(sheet, left + width, top + height),
    ]


def _around(points: Sequence[tuple[float, float]]) -> list[float]:
    across, up = [x for x, _ in points], [y for _, y in points]
    return [min(across), min(up), max(across), max(up)]
