"""What stands on the pages of a bound PDF, and where: run in the cage."""

import hashlib
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2

from icsgov.press.inside.pages import plain

MOST = 4_000_000  # characters of one file
MOST_BOXES = 400  # of one passage
PIXELS = 160  # the longer side of a page that is looked at for changes
UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff•◦▪‣")  # as meetings/anchoring.py has it
Tell = Callable[[str], None]


def texts(job: dict[str, Any], tell: Tell) -> list[str]:
    """The words of each page."""
    left = MOST
    found = []
    with pypdfium2.PdfDocument(Path(job["source"])) as pdf:
        for number in range(len(pdf)):
            words = pdf[number].get_textpage()
            found.append(plain(words.get_text_range())[:left])
            left -= len(found[-1])
            words.close()
    return found


def looks(job: dict[str, Any], tell: Tell) -> list[str]:
    """A digest of what each page looks like: two that are alike to the eye have the same."""
    found = []
    with pypdfium2.PdfDocument(Path(job["source"])) as pdf:
        for number in range(len(pdf)):
            page = pdf[number]
            width, height = page.get_size()
            scale = PIXELS * 4 / max(width, height, 1)
            image = page.render(scale=scale, grayscale=True).to_pil()
            size = f"{width:.0f}x{height:.0f}".encode()
            found.append(hashlib.sha256(size + image.tobytes()).hexdigest())
            page.close()
    return found


def boxes(job: dict[str, Any], tell: Tell) -> list[list[list[float]]]:
    """Where passages stand: of each [page, start, end], letters counted without spaces.

    One [left, top, width, height] a line, in parts of the page as it is seen.
    """
    with pypdfium2.PdfDocument(Path(job["source"])) as pdf:
        return [_boxes(pdf[page - 1], start, end) for page, start, end in job["passages"]]


def _boxes(page: Any, start: int, end: int) -> list[list[float]]:
    words = page.get_textpage()
    lines = _lines([words.get_charbox(place) for place in _letters(words, start, end)])
    return [_seen(page, line) for line in lines[:MOST_BOXES]]


def _letters(words: Any, start: int, end: int) -> list[int]:
    """Places of these letters in pdfium's own counting, which has spaces and bullets too."""
    found, count = [], 0
    for place in range(words.count_chars()):
        letter = plain(words.get_text_range(place, 1))
        if not letter.strip() or letter in UNSEEN:
            continue
        if start <= count < end:
            found.append(place)
        count += len(unicodedata.normalize("NFKC", letter))
        if count >= end:
            break
    return found


def _lines(letters: list[tuple[float, float, float, float]]) -> list[list[float]]:
    """Boxes of letters (left, bottom, right, top) joined where they stand in one line."""
    lines: list[list[float]] = []
    for left, bottom, right, top in letters:
        last = lines[-1] if lines else None
        if last and bottom < last[3] and top > last[1] and left >= last[0] - 1:
            last[1], last[2], last[3] = min(last[1], bottom), max(last[2], right), max(last[3], top)
        else:
            lines.append([left, bottom, right, top])
    return lines


def _seen(page: Any, box: list[float]) -> list[float]:
    """A box of the page's own coordinates, as parts of what is seen, from the top left."""
    left, bottom, right, top = page.get_cropbox()
    wide, high = (right - left) or 1, (top - bottom) or 1
    x0, y0 = (box[0] - left) / wide, (box[1] - bottom) / high
    x1, y1 = (box[2] - left) / wide, (box[3] - bottom) / high
    turned = {
        0: (x0, 1 - y1, x1, 1 - y0),
        90: (y0, x0, y1, x1),
        180: (1 - x1, y0, 1 - x0, y1),
        270: (1 - y1, 1 - x1, 1 - y0, 1 - x0),
    }[page.get_rotation()]
    x, y, x2, y2 = (min(1.0, max(0.0, side)) for side in turned)
    return [round(x, 5), round(y, 5), round(x2 - x, 5), round(y2 - y, 5)]
