"""What a reader marked in a PDF elsewhere: run in the cage, for the file is a stranger's."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary

from icsgov.press.inside.pages import plain
from icsgov.press.sheets import Sheet, sheet_of

MOST_MARKS = 2_000
MOST_POINTS = 5_000  # of one stroke
MOST_WORDS = 20_000
MOST_TEXT = 4_000_000
KINDS = {
    "/Highlight": "words",
    "/Underline": "words",
    "/StrikeOut": "words",
    "/Squiggly": "words",
    "/Square": "frame",
    "/Circle": "frame",
    "/Ink": "ink",
    "/Text": "comment",
    "/FreeText": "comment",
}
Tell = Callable[[str], None]


def read(job: dict[str, Any], tell: Tell) -> dict[str, Any]:
    """The words of every page, and the marks: page from 1, kind, rects, ink, words, quote, name."""
    source = Path(job["source"])
    marks = list(_marks(source))[:MOST_MARKS]
    texts, left = [], MOST_TEXT
    with pypdfium2.PdfDocument(source) as pdf:
        for number in range(len(pdf)):
            page = pdf[number]
            words = page.get_textpage()
            texts.append(plain(words.get_text_range())[:left])
            left -= len(texts[-1])
            for mark in marks:
                if mark["page"] == number + 1 and mark["kind"] == "words":
                    mark["quote"] = _quote(words, mark["boxes"])
            words.close()
            page.close()
    for mark in marks:
        del mark["boxes"]
    return {"texts": texts, "marks": marks}


def _marks(source: Path) -> Iterator[dict[str, Any]]:
    with pikepdf.open(source) as pdf:
        for number, page in enumerate(pdf.pages, 1):
            sheet = sheet_of(page.obj)
            annotations = page.obj.get("/Annots")
            for each in annotations if isinstance(annotations, Array) else ():
                if isinstance(each, Dictionary) and (made := _mark(each, sheet)):
                    yield {"page": number, **made}


def _mark(each: Dictionary, sheet: Sheet) -> dict[str, Any] | None:
    kind = KINDS.get(str(each.get("/Subtype")))
    if kind is None or "/IRT" in each:
        return None
    boxes = _boxes(each) if kind in ("words", "frame") else []
    rects = [_seen(sheet, box) for box in boxes]
    ink = [_stroke(sheet, stroke) for stroke in _strokes(each)] if kind == "ink" else []
    words = _text(each, "/Contents")
    if not (rects or any(ink) or words):
        return None
    return {
        "kind": kind,
        "rects": rects,
        "ink": [stroke for stroke in ink if stroke],
        "words": words,
        "quote": "",
        "name": _text(each, "/NM")[:100],
        "colour": _numbers(each.get("/C")) if kind == "ink" else [],
        "width": _width(each),
        "boxes": boxes,
    }


def _text(each: Dictionary, key: str) -> str:
    value = each.get(key)
    return plain(str(value))[:MOST_WORDS].strip() if isinstance(value, pikepdf.String) else ""


def _numbers(value: Any) -> list[float]:
    try:
        return [float(side) for side in value]
    except (TypeError, ValueError):
        return []


def _width(each: Dictionary) -> float:
    """How wide the pen was, in points (PDF 12.5.4)."""
    border = each.get("/BS")
    width = border.get("/W") if isinstance(border, Dictionary) else None
    return (_numbers([width]) or [1.0])[0]


def _boxes(each: Dictionary) -> list[tuple[float, float, float, float]]:
    """Left, bottom, right, top of every line that is marked, in the page's own coordinates."""
    sides = _numbers(each.get("/QuadPoints")) or []
    if len(sides) < 8:
        rect = _numbers(each.get("/Rect"))
        sides = [*rect, *rect] if len(rect) == 4 else []
    fours = [sides[at : at + 8] for at in range(0, len(sides) - 7, 8)]
    return [(min(f[::2]), min(f[1::2]), max(f[::2]), max(f[1::2])) for f in fours][:400]


def _strokes(each: Dictionary) -> list[list[float]]:
    found = each.get("/InkList")
    return [_numbers(stroke) for stroke in found][:300] if isinstance(found, Array) else []


def _stroke(sheet: Sheet, sides: list[float]) -> list[list[float]]:
    points = [_point(sheet, x, y) for x, y in zip(sides[::2], sides[1::2], strict=False)]
    return points[:MOST_POINTS]


def _point(sheet: Sheet, x: float, y: float) -> list[float]:
    """A place in the page's own coordinates as parts of what is seen, from the top left."""
    a, b, c, d, e, f = sheet.to_page().inverse().shorthand
    across = (a * x + c * y + e) / (sheet.width or 1)
    up = (b * x + d * y + f) / (sheet.height or 1)
    return [round(min(1.0, max(0.0, across)), 5), round(min(1.0, max(0.0, 1 - up)), 5)]


def _seen(sheet: Sheet, box: tuple[float, float, float, float]) -> list[float]:
    one, other = _point(sheet, box[0], box[1]), _point(sheet, box[2], box[3])
    left, top = min(one[0], other[0]), min(one[1], other[1])
    return [left, top, round(abs(one[0] - other[0]), 5), round(abs(one[1] - other[1]), 5)]


def _quote(words: Any, boxes: list[tuple[float, float, float, float]]) -> str:
    said = (plain(words.get_text_bounded(*box)) for box in boxes)
    return " ".join(" ".join(said).split())[:8_000]
