"""Text that a page holds but does not show.

A page is drawn twice, with and without its text. Where the two pictures agree, the text there
left no ink, whatever the reason: white, transparent, covered, clipped, off the page. Reasons are
looked for afterwards, to say what to do. Two more looks find what lies over text that does show.
"""

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PIL import Image, ImageChops, ImageStat

from icsgov.press.sheets import Sheet

CODES = {
    "off-page": "stands outside the page",
    "invisible": "is set to be invisible",
    "transparent": "is fully transparent",
    "same-colour": "has the colour of what is behind it",
    "under-box": "is under a dark box; the box does not remove it",
    "covered": "is covered or cut off",
    "tiny": "is too small to be seen",
    "ocr": "is invisible text over a scan, as text recognition leaves it",
}
LEAST_CONTRAST = 10  # of 255; text this close to its background cannot be read
LARGEST_SIDE = 2000  # pixels of one picture
SMALLEST = 0.9  # points; the height of a letter that no one can read
LIGHT = 200  # text lighter than this is compared with its background
DARK = 90
_WORD = re.compile(r"\S+")
_SEEN = re.compile(r"[^\W_]|[^\w\s\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufffe\uffff]")
_INVISIBLE = (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)

Box = tuple[float, float, float, float]
Pixels = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Hidden:
    """Words of one page that leave no ink, and why: one of CODES."""

    code: str
    words: str


class HiddenText:
    """Looks for hidden text on one page of an opened file."""

    def __init__(self, page: pdfium.PdfPage, sheet: Sheet) -> None:
        self.page = page
        self.sheet = sheet
        self.seen = sheet.to_page().inverse()
        self.scale = min(1.0, LARGEST_SIDE / max(sheet.width, sheet.height))
        self.page_text = page.get_textpage()
        count = self.page_text.count_chars()
        self.text = self.page_text.get_text_range(0, count) if count else ""
        if len(self.text) != count:  # letters that are two units in this encoding
            self.text = "".join(self._letter(index) for index in range(count))

    def find(self) -> list[Hidden]:
        """The page's hidden words, those with one reason together."""
        if not self.text.strip():
            return []
        found: dict[str, list[str]] = {}
        objects = list(_text_objects(self.page.raw, 0))
        self.shown = self._picture()
        for each, _ in objects:
            raw.FPDFPageObj_SetIsActive(each, False)
        self.bare = self._picture()
        self.ink = _difference(self.shown, self.bare)
        for code, word in [*self._laid_over(objects), *self._without_ink()]:
            if word not in found.setdefault(code, []):
                found[code].append(word)
        return [Hidden(code, " ".join(words)) for code, words in found.items()]

    def _letter(self, index: int) -> str:
        code = raw.FPDFText_GetUnicode(self.page_text, index)
        return chr(code) if 0 < code < 0xFFFF else "\ufffd"

    def _picture(self) -> Image.Image:
        bitmap = self.page.render(scale=self.scale, may_draw_forms=False, draw_annots=False)
        picture = bitmap.to_pil().convert("RGB")
        bitmap.close()
        return picture

    def _without_ink(self) -> Iterator[tuple[str, str]]:
        """Words whose place shows no text."""
        for match in _WORD.finditer(self.text):
            word = match.group()
            if not _SEEN.search(word):
                continue
            box = _around(self._letter_box(match.start()), self._letter_box(match.end() - 1))
            pixels = self._pixels(box)
            if self._inked(pixels, match, box):
                continue
            yield self._reason(match.start(), box, pixels), word

    def _inked(self, pixels: Pixels, match: re.Match[str], box: Box) -> bool:
        ink = self.ink.crop(pixels).getbbox()
        if ink is None:
            return False
        # Ink at one end only: the neighbour's, or a word half covered. Then each letter counts.
        width, letters = pixels[2] - pixels[0], match.end() - match.start()
        missing = max(ink[0], width - ink[2])
        if letters < 4 or missing < 2.5 * width / letters or box[3] - box[1] > box[2] - box[0]:
            return True
        bare = [
            self.ink.crop(self._pixels(self._letter_box(index))).getbbox() is None
            for index in range(match.start(), match.end())
            if _SEEN.match(self.text[index])
        ]
        return sum(bare) < 3

    def _letter_box(self, index: int) -> Box:
        sides = [ctypes.c_double() for _ in range(4)]
        raw.FPDFText_GetCharBox(self.page_text, index, *sides)
        left, right, bottom, top = (side.value for side in sides)
        return left, bottom, right, top

    def _pixels(self, box: Box) -> Pixels:
        """A box of the page in pixels of the pictures, at least one pixel each way."""
        x0, y0 = self.seen.transform((box[0], box[1]))
        x1, y1 = self.seen.transform((box[2], box[3]))
        left, right = sorted((x0 * self.scale, x1 * self.scale))
        low, high = sorted((y0 * self.scale, y1 * self.scale))
        height = self.sheet.height * self.scale
        return int(left), int(height - high), int(right) + 1, int(height - low) + 1

    def _reason(self, index: int, box: Box, pixels: Pixels) -> str:
        size = self.shown.size
        if pixels[2] <= 0 or pixels[3] <= 0 or pixels[0] >= size[0] or pixels[1] >= size[1]:
            return "off-page"
        each = raw.FPDFText_GetTextObject(self.page_text, index)
        behind = self.shown.crop(pixels)
        spread = max(high - low for low, high in _extremes(behind))
        if each and raw.FPDFTextObj_GetTextRenderMode(each) in _INVISIBLE:
            return "ocr" if spread > LEAST_CONTRAST else "invisible"
        colour = _colour(each) if each else None
        if colour and colour[3] == 0:
            return "transparent"
        if box[3] - box[1] < SMALLEST:
            return "tiny"
        mean = ImageStat.Stat(behind).mean
        if spread <= LEAST_CONTRAST and max(mean) < DARK:
            return "under-box"
        same = colour and max(abs(a - b) for a, b in zip(colour, mean, strict=False)) < 16
        return "same-colour" if same and spread <= LEAST_CONTRAST else "covered"

    def _laid_over(self, objects: list[tuple[Any, int]]) -> Iterator[tuple[str, str]]:
        """Invisible or background-coloured text that may lie over text that shows."""
        for each, depth in objects:
            if depth:
                continue
            mode = raw.FPDFTextObj_GetTextRenderMode(each)
            colour = _colour(each)
            pale = colour is not None and min(colour[:3]) > LIGHT
            if mode not in _INVISIBLE and not pale:
                continue
            words = _object_text(each, self.page_text).split()
            pixels = self._pixels(_bounds(each))
            if not any(_SEEN.search(word) for word in words) or _outside(pixels, self.bare.size):
                continue
            behind = self.bare.crop(pixels)
            if mode in _INVISIBLE:
                spread = max(high - low for low, high in _extremes(behind))
                code = "ocr" if spread > LEAST_CONTRAST else "invisible"
                yield from ((code, word) for word in words)
            elif colour and _melts(colour, _extremes(behind)):
                yield from (("same-colour", word) for word in words)


def _text_objects(holder: Any, depth: int) -> Iterator[tuple[Any, int]]:
    """The page's text objects, and those of forms in it, with how deep they are."""
    count = raw.FPDFFormObj_CountObjects if depth else raw.FPDFPage_CountObjects
    get = raw.FPDFFormObj_GetObject if depth else raw.FPDFPage_GetObject
    for index in range(count(holder)):
        each = get(holder, index)
        kind = raw.FPDFPageObj_GetType(each)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            yield each, depth
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < 20:
            yield from _text_objects(each, depth + 1)


def _difference(one: Image.Image, other: Image.Image) -> Image.Image:
    """Where two pictures differ in any colour by more than the least contrast."""
    red, green, blue = ImageChops.difference(one, other).split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return most.point([0] * (LEAST_CONTRAST + 1) + [255] * (255 - LEAST_CONTRAST))


def _colour(each: Any) -> tuple[int, int, int, int] | None:
    parts = [ctypes.c_uint() for _ in range(4)]
    if not raw.FPDFPageObj_GetFillColor(each, *parts):
        return None
    red, green, blue, alpha = (part.value for part in parts)
    return red, green, blue, alpha


def _extremes(picture: Image.Image) -> tuple[tuple[int, int], ...]:
    """The darkest and lightest value of each colour."""
    return cast("tuple[tuple[int, int], ...]", picture.getextrema())


def _melts(colour: tuple[int, ...], behind: tuple[tuple[int, int], ...]) -> bool:
    """Whether a colour cannot be told from everything behind it."""
    sides = [side - own for own, pair in zip(colour, behind, strict=False) for side in pair]
    return max(map(abs, sides)) <= LEAST_CONTRAST


def _bounds(each: Any) -> Box:
    sides = [ctypes.c_float() for _ in range(4)]
    raw.FPDFPageObj_GetBounds(each, *sides)
    left, bottom, right, top = (side.value for side in sides)
    return left, bottom, right, top


def _object_text(each: Any, page_text: pdfium.PdfTextPage) -> str:
    size = raw.FPDFTextObj_GetText(each, page_text, None, 0)
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    raw.FPDFTextObj_GetText(each, page_text, buffer, size)
    return bytes(buffer)[: max(size - 2, 0)].decode("utf-16-le", "replace")


def _around(one: Box, other: Box) -> Box:
    return (
        min(one[0], other[0]),
        min(one[1], other[1]),
        max(one[2], other[2]),
        max(one[3], other[3]),
    )


def _outside(pixels: Pixels, size: tuple[int, int]) -> bool:
    return pixels[2] <= 0 or pixels[3] <= 0 or pixels[0] >= size[0] or pixels[1] >= size[1]
