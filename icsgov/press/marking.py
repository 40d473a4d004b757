"""Marks of a reader on a copy of their packs: highlights, frames, pen strokes and comments.

What comes out is for that reader alone.
"""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from pikepdf import Array, Dictionary, Matrix, Name, Object, Pdf, String

from icsgov.press.joining import joined, tag_notes
from icsgov.press.sheets import Sheet, number, sheet_of

YELLOW = (1.0, 0.91, 0.42)
AMBER = (0.71, 0.537, 0.0)  # of a frame's line, as on screen
BLUE = (0.0, 0.369, 0.722)
ICON = 20.0  # points
PRINT = 4  # PDF 12.5.3: the mark is printed with the page
NOTES = "My notes"
SPOKEN = {  # of a mark without words
    "/Highlight": "Highlighted words",
    "/Square": "A framed place",
    "/Ink": "A drawing",
    "/Text": "A note without words",
}
Box = Sequence[float]


@dataclass(frozen=True)
class Mark:
    """A mark on a page, from 1: boxes over words, frames, strokes, or a comment beside the page.

    Places are parts of the page as it is seen, from its top left: [left, top, width, height],
    strokes of [x, y]. `colour` (red, green, blue from 0 to 1) and `width` (points) are the pen's.
    """

    page: int
    words: str
    author: str
    name: str
    at: datetime
    boxes: Sequence[Box] = ()
    frames: Sequence[Box] = ()
    strokes: Sequence[Sequence[Box]] = ()
    colour: Sequence[float] = BLUE
    width: float = 2.0


def marked(sources: Mapping[str, Path], marks: Iterable[Mark]) -> bytes:
    """These packs, by the names of their bookmarks, as one file; and the marks on its pages."""
    with joined(sources) as pdf:
        there = (mark for mark in marks if 1 <= mark.page <= len(pdf.pages))
        tag_notes(pdf, NOTES, [made for mark in there for made in _put(pdf, mark)])
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
        return out.getvalue()


def _put(pdf: Pdf, mark: Mark) -> Iterator[tuple[Object, Object, str]]:
    """Put the mark on its page; what was put there, with the page and words for who listens."""
    page = pdf.pages[mark.page - 1].obj
    sheet = sheet_of(page)
    made = [
        *([_highlight(pdf, mark, sheet)] if mark.boxes else []),
        *(_frame(pdf, mark, sheet, frame) for frame in mark.frames),
        *([_ink(pdf, mark, sheet)] if mark.strokes else []),
    ]
    if not made:
        made = [_comment(mark, sheet)]
    put = [pdf.make_indirect(each) for each in made]
    page.Annots = Array([*page.get("/Annots", []), *put])
    for each in put:
        yield page, each, mark.words or SPOKEN[str(each.Subtype)]


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


def _look(pdf: Pdf, rect: Sequence[float], drawn: str) -> Dictionary:
    """How a mark looks, drawn by us, for programs that draw none of their own."""
    state = Dictionary(BM=Name.Multiply)  # the words beneath stay black
    form = pdf.make_stream(
        f"/Over gs {drawn}".encode(),
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array(rect),
        Resources=Dictionary(ExtGState=Dictionary(Over=state)),
        Group=Dictionary(S=Name.Transparency),
    )
    return Dictionary(N=form)


def _highlight(pdf: Pdf, mark: Mark, sheet: Sheet) -> Dictionary:
    corners = [_corners(sheet, box) for box in mark.boxes]
    # The order in which viewers want the corners: upper left, upper right, lower left, lower right.
    quads = [side for a, b, c, d in corners for point in (a, b, c, d) for side in point]
    rect = _around([point for four in corners for point in four])
    shapes = (f"{_path((a, b, d, c))} f" for a, b, c, d in corners)
    look = _look(pdf, rect, f"{number(*YELLOW)} rg {' '.join(shapes)}")
    return _annotation(mark, "Highlight", rect, QuadPoints=Array(quads), C=Array(YELLOW), AP=look)


def _frame(pdf: Pdf, mark: Mark, sheet: Sheet, frame: Box) -> Dictionary:
    x0, y0, x1, y1 = rect = _around(_corners(sheet, frame))
    inner = number(x0 + 1, y0 + 1, max(0.0, x1 - x0 - 2), max(0.0, y1 - y0 - 2))
    look = _look(pdf, rect, f"{number(*AMBER)} RG 2 w {inner} re S")
    border = Dictionary(W=2, Type=Name.Border)
    return _annotation(mark, "Square", rect, C=Array(AMBER), BS=border, AP=look)


def _ink(pdf: Pdf, mark: Mark, sheet: Sheet) -> Dictionary:
    strokes = [[_point(sheet, x, y) for x, y in stroke] for stroke in mark.strokes]
    rect = _around([point for stroke in strokes for point in stroke], mark.width)
    drawn = Array([Array([side for point in stroke for side in point]) for stroke in strokes])
    lines = " ".join(f"{_path(stroke)} S" for stroke in strokes)
    pen = f"{number(*mark.colour)} RG {number(mark.width)} w 1 J 1 j"
    look = _look(pdf, rect, f"{pen} {lines}")
    border = Dictionary(W=mark.width, Type=Name.Border)
    return _annotation(mark, "Ink", rect, InkList=drawn, C=Array(mark.colour), BS=border, AP=look)


def _path(points: Sequence[tuple[float, float]]) -> str:
    """A line through these points, as the operators of a page."""
    first, *others = points
    return " ".join([f"{number(*first)} m", *(f"{number(*each)} l" for each in others)])


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


def _around(points: Sequence[tuple[float, float]], more: float = 0.0) -> list[float]:
    """The box around these points, and so much more on every side."""
    across, up = [x for x, _ in points], [y for _, y in points]
    return [min(across) - more, min(up) - more, max(across) + more, max(up) + more]
