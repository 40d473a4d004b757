"""What stands on the pages of a clean PDF: text, printed numbers, a picture of the first."""

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from PIL import PngImagePlugin  # noqa: F401  (loaded here, while LibreOffice works)

PICTURE_WIDTH, PICTURE_HEIGHT = 400, 1_200  # pixels, at most
EDGE = 0.12  # of the page's height: where a printed number stands
NUMBER = re.compile(r"(?<![\d.,/:£-])\d{1,4}(?![\d,/:%-]|\.\d)")
CUT = re.compile("[\x02\ufffe]\n?")  # how pdfium marks a hyphen at the end of a line
UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\uffff]")
NEAR = 2  # pages between which a series of numbers may have a gap


@dataclass(frozen=True)
class Pages:
    """Text and printed number of each page; pages with something drawn and no text."""

    texts: list[str]
    numbers: list[str | None]
    scanned: list[int]
    blank: bool


def read(path: Path, picture: Path, most: int) -> Pages:
    """Read every page of a PDF and draw the first one; `most` is the most characters of text."""
    texts, edges, scanned, drawn = [], [], [], False
    with pypdfium2.PdfDocument(path) as pdf:
        for number in range(len(pdf)):
            page = pdf[number]
            words = page.get_textpage()
            texts.append(plain(words.get_text_range())[: max(0, most)])
            most -= len(texts[-1])
            edges.append(_edges(page, words))
            has_ink = pypdfium2.raw.FPDFPage_CountObjects(page) > 0
            drawn |= has_ink
            if has_ink and not texts[-1].strip():
                scanned.append(number + 1)
            if number == 0:
                _draw(page, picture)
            words.close()
            page.close()
    return Pages(texts, printed_numbers(edges), scanned, not drawn)


def plain(text: str) -> str:
    """Text for people and databases: words cut at a line's end whole, no control characters."""
    whole = CUT.sub("", text.replace("\r\n", "\n"))
    return UNFIT.sub("", whole)


def _edges(page: pypdfium2.PdfPage, words: pypdfium2.PdfTextPage) -> set[int]:
    """The numbers that stand in the top and bottom margins."""
    left, bottom, right, top = page.get_cropbox()
    strip = (top - bottom) * EDGE
    text = words.get_text_bounded(left, bottom, right, bottom + strip)
    text += "\n" + words.get_text_bounded(left, top - strip, right, top)
    return {int(found) for found in NUMBER.findall(text)}


def printed_numbers(edges: list[set[int]]) -> list[str | None]:
    """The number printed on each page, where the numbers in its margins run on with its neighbours.

    A series is told by its distance from the page's place in the file: page 4 printed "3", page 5
    printed "4". A footer's year, which stays the same, makes no series.
    """
    runs = Counter(number - place for place, found in enumerate(edges) for number in found)
    return [_printed(edges, place, runs) for place in range(len(edges))]


def _printed(edges: list[set[int]], place: int, runs: Counter[int]) -> str | None:
    around = [other for other in range(place - NEAR, place + NEAR + 1) if other != place]
    neighbours = [other for other in around if 0 <= other < len(edges)]
    serial = [
        number
        for number in edges[place]
        if number > 0 and any(number - place + other in edges[other] for other in neighbours)
    ]
    return str(max(serial, key=lambda number: runs[number - place])) if serial else None


def _draw(page: pypdfium2.PdfPage, picture: Path) -> None:
    width, height = page.get_size()
    scale = min(PICTURE_WIDTH / width, PICTURE_HEIGHT / height)
    page.render(scale=scale).to_pil().save(picture, compress_level=4)
