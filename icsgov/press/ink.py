"""Where a page is printed on: asked of the page as it looks, at its upper and lower edge."""

import pypdfium2 as pdfium
from PIL import Image

from icsgov.press.sheets import A4, Sheet
from icsgov.press.stamps import BAND, LEVELS, SIZE, Box

REACH = max(*LEVELS, BAND) + 2 * SIZE  # how deep stamps may stand from an edge, on A4
RESOLUTION = 1.5  # pixels for a point of A4: hairlines show
PAPER = 250  # a pixel darker than this is ink


class EdgeInk:
    """The ink near the edges of one page of an opened file."""

    def __init__(self, page: pdfium.PdfPage, sheet: Sheet) -> None:
        self._page = page
        self._sheet = sheet
        size = max(sheet.width, sheet.height) / A4[1]
        self._scale = RESOLUTION / max(size, 1.0)
        self._reach = min(REACH * max(size, 1.0), sheet.height)
        self._strips: dict[bool, Image.Image] = {}

    def __call__(self, box: Box) -> bool:
        """Whether anything is printed in this box of the page as seen."""
        top = box[1] > self._sheet.height / 2
        strip = self._strip(top)
        base = self._sheet.height - self._reach if top else 0.0
        left, below, right, above = (side * self._scale for side in box)
        below, above = below - base * self._scale, above - base * self._scale
        part = strip.crop(
            (
                max(0, int(left)),
                max(0, int(strip.height - above)),
                min(strip.width, int(right) + 1),
                min(strip.height, int(strip.height - below) + 1),
            )
        )
        return part.width > 0 and part.height > 0 and min(part.tobytes()) < PAPER

    def _strip(self, top: bool) -> Image.Image:
        """The page's upper or lower edge as a grey picture, made once."""
        if top not in self._strips:
            rest = self._sheet.height - self._reach
            bitmap = self._page.render(
                scale=self._scale,
                crop=(0, rest, 0, 0) if top else (0, 0, 0, rest),
                grayscale=True,
                may_draw_forms=False,
            )
            self._strips[top] = bitmap.to_pil().convert("L")
            bitmap.close()
        return self._strips[top]
