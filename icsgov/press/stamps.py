"""Page stamps: what they say, where they stand, and how they get free space to stand in."""

import string
from collections.abc import Callable
from dataclasses import dataclass

from pikepdf import Matrix

from icsgov.press.fonts import StampFont
from icsgov.press.sheets import A4, Sheet, number, operands

SIZE = 8.0  # points on A4; larger pages get larger stamps, so that they read alike in print
SIDE = 56.7  # from the side edges: 20 mm, where the press's own text ends
LEVELS = (20.0, 14.0, 27.0, 34.0)  # baselines from the edge, the wished one first
BAND = 36.0  # what a page gives up at an edge where no margin is free
LARGEST_BAND = 0.2  # of a page's height
AIR = 3.0  # kept clear around a stamp
GREY = b"0.2 g"

ALIGNMENTS = {  # the wished place first, then its neighbours in the same margin
    "right": ("right", "centre", "left"),
    "centre": ("centre", "right", "left"),
    "left": ("left", "centre", "right"),
}
PLACES = tuple(f"{edge}-{side}" for edge in ("bottom", "top") for side in ALIGNMENTS)
MARK_PLACE = "top-centre"

Box = tuple[float, float, float, float]
Inked = Callable[[Box], bool]


@dataclass(frozen=True, slots=True)
class Stamp:
    """What is printed on every page.

    ``text`` may hold ``{page}`` and ``{pages}``; ``mark`` (such as a confidentiality mark) is
    printed at the top; ``place`` is one of PLACES.
    """

    text: str
    mark: str = ""
    place: str = "bottom-right"

    def __post_init__(self) -> None:
        if self.place not in PLACES:
            raise ValueError(f"No such place for a stamp: {self.place}.")

    def words(self, label: str, pages: int) -> str:
        """The stamp's text on the page with this label in a pack of so many pages."""
        return self.text.replace("{pages}", str(pages)).replace("{page}", label)

    def widest(self, prefix: str = "") -> str:
        """A text at least as wide as any stamp of a pack of up to 9,999 pages."""
        return self.text.replace("{pages}", "0000").replace("{page}", f"{prefix}0000A")

    def letters(self, labels: str) -> str:
        """Every letter that the stamps and these labels need, sorted."""
        own = self.words("", 0) + self.mark
        return "".join(sorted({*own, *labels, *string.digits, *string.ascii_uppercase}))


@dataclass(frozen=True, slots=True)
class Spot:
    """Where one line of text stands on the page as seen: anchor, baseline, size."""

    x: float
    y: float
    size: float
    align: str

    def left(self, width: float) -> float:
        """Where a line of this width begins."""
        return self.x - {"left": 0.0, "centre": width / 2, "right": width}[self.align]

    def box(self, width: float) -> Box:
        """What a line of this width covers, with air around it."""
        start = self.left(width)
        return (
            start - AIR,
            self.y - 0.25 * self.size - AIR,
            start + width + AIR,
            self.y + 0.75 * self.size + AIR,
        )


@dataclass(frozen=True, slots=True)
class Plan:
    """Where stamp and mark stand on one page, and what the page gives up at its edges for them."""

    stamp: Spot
    mark: Spot | None = None
    below: float = 0.0
    above: float = 0.0

    @property
    def shrinks(self) -> bool:
        """Whether the page's own content is made smaller."""
        return bool(self.below or self.above)

    def shrinking(self, sheet: Sheet) -> Matrix:
        """The matrix, in the page's own coordinates, that moves its content out of the way."""
        scale = (sheet.height - self.below - self.above) / sheet.height
        aside = sheet.width * (1 - scale) / 2
        seen = sheet.to_page()
        return seen.inverse() @ Matrix(scale, 0, 0, scale, aside, self.below) @ seen


def plan_page(stamp: Stamp, widest: str, font: StampFont, sheet: Sheet, inked: Inked) -> Plan:
    """Find free margin for stamp and mark on this page; where there is none, make some."""
    mark, above = None, 0.0
    if stamp.mark:
        mark, above = _place(MARK_PLACE, font.width(stamp.mark, 1), sheet, inked)

    def taken(box: Box) -> bool:
        return inked(box) or (
            mark is not None and _overlap(box, mark.box(font.width(stamp.mark, mark.size)))
        )

    spot, given = _place(stamp.place, font.width(widest, 1), sheet, taken)
    if stamp.place.startswith("top"):
        return Plan(spot, mark, above=max(above, given))
    return Plan(spot, mark, below=given, above=above)


def _place(place: str, width: float, sheet: Sheet, inked: Inked) -> tuple[Spot, float]:
    """The first free spot at this edge and 0, or the wished spot and the band it needs."""
    edge, side = place.split("-")
    scale = max(1.0, max(sheet.width, sheet.height) / A4[1])
    scale = min(scale, sheet.height * LARGEST_BAND / BAND)
    size = min(SIZE * scale, (sheet.width - 2 * AIR) / max(width, 1e-6))
    spots = [
        _spot(edge, align, level * scale, size, sheet, scale, width)
        for level in LEVELS
        for align in ALIGNMENTS[side]
    ]
    for spot in spots:
        if not inked(spot.box(width * size)):
            return spot, 0.0
    return spots[0], BAND * scale


def _spot(
    edge: str, align: str, level: float, size: float, sheet: Sheet, scale: float, width: float
) -> Spot:
    aside = min(SIDE * scale, max(AIR, (sheet.width - width * size) / 2))
    x = {"left": aside, "centre": sheet.width / 2, "right": sheet.width - aside}[align]
    y = level if edge == "bottom" else sheet.height - level - 0.5 * size
    return Spot(round(x, 3), round(y, 3), round(size, 3), align)


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def artifact(spot: Spot, words: str, font: StampFont, resource: str, sheet: Sheet) -> bytes:
    """The operators that print one line at its spot, upright, outside the document's structure."""
    top = spot.y > sheet.height / 2
    kind = b"/Subtype/Header/Attached[/Top]" if top else b"/Subtype/Footer/Attached[/Bottom]"
    start = spot.left(font.width(words, spot.size))
    place = operands(Matrix(1, 0, 0, 1, start, spot.y) @ sheet.to_page())
    return (
        b"/Artifact<</Type/Pagination%s>>BDC BT %s/%s %s Tf %s Tm %sTj ET EMC\n"
        % (kind, GREY, resource.encode(), number(spot.size).encode(), place.encode(),
           font.encode(words))
    )  # fmt: skip
