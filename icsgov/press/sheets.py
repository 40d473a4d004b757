"""A page as the reader sees it: cropped and turned upright, its corner at (0, 0)."""

from dataclasses import dataclass
from typing import Any

from pikepdf import Dictionary, Matrix

A4 = (595.276, 841.89)
INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")  # PDF 7.7.3.4
DEEPEST = 64  # page tree levels; real files have two or three


def inherited(page: Dictionary, key: str) -> Any:
    """The value of a page's own or inherited key, or None."""
    node = page
    for _ in range(DEEPEST):
        if key in node:
            return node[key]
        node = node.get("/Parent")
        if node is None:
            return None
    return None


@dataclass(frozen=True, slots=True)
class Sheet:
    """The visible part of a page: its box in the file's units and its turn in degrees."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int

    @property
    def width(self) -> float:
        """The width as seen, in the file's units (points, unless the page scales them)."""
        return self.top - self.bottom if self.turn % 180 else self.right - self.left

    @property
    def height(self) -> float:
        """The height as seen, in the file's units."""
        return self.right - self.left if self.turn % 180 else self.top - self.bottom

    def to_page(self) -> Matrix:
        """The matrix from what is seen (origin below left) to the page's own coordinates."""
        wide, high = self.right - self.left, self.top - self.bottom
        turned = {
            0: Matrix(1, 0, 0, 1, 0, 0),
            90: Matrix(0, 1, -1, 0, wide, 0),
            180: Matrix(-1, 0, 0, -1, wide, high),
            270: Matrix(0, -1, 1, 0, 0, high),
        }[self.turn]
        return turned @ Matrix(1, 0, 0, 1, self.left, self.bottom)

    def rectangle(self) -> str:
        """The visible box as the operands of ``re``, in the page's own coordinates."""
        return number(self.left, self.bottom, self.right - self.left, self.top - self.bottom)


def sheet_of(page: Dictionary) -> Sheet:
    """The visible part of this page: its crop box within its media box, A4 where it has none."""
    media = _box(inherited(page, "/MediaBox")) or (0.0, 0.0, *A4)
    crop = _box(inherited(page, "/CropBox")) or media
    seen = (
        max(crop[0], media[0]),
        max(crop[1], media[1]),
        min(crop[2], media[2]),
        min(crop[3], media[3]),
    )
    if seen[2] <= seen[0] or seen[3] <= seen[1]:
        seen = media
    turn = inherited(page, "/Rotate")
    return Sheet(*seen, turn=int(turn or 0) // 90 * 90 % 360)


def _box(value: Any) -> tuple[float, float, float, float] | None:
    """A rectangle with its corners in order, or None where it is none or empty."""
    try:
        x0, y0, x1, y1 = (float(side) for side in value)
    except (TypeError, ValueError):
        return None
    box = min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
    return box if box[0] < box[2] and box[1] < box[3] else None


def number(*values: float) -> str:
    """Numbers as PDF writes them: short, without exponents."""
    return " ".join(f"{value:.4f}".rstrip("0").rstrip(".") or "0" for value in values)


def operands(matrix: Matrix) -> str:
    """A matrix as the operands of ``cm``."""
    return number(*matrix.shorthand)
