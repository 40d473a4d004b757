"""The pens with which members draw on pages: pure, knows no model."""

from collections.abc import Sequence
from math import dist
from typing import Final

# Parts of red, green and blue; static/css/viewer.css has the same colours.
COLOURS: Final[dict[str, tuple[float, float, float]]] = {
    "blue": (0.0, 0.369, 0.722),
    "red": (0.835, 0.157, 0.106),
    "green": (0.0, 0.498, 0.231),
    "black": (0.129, 0.169, 0.196),
}
WIDTHS: Final[dict[str, float]] = {"thin": 1.0, "medium": 2.0, "thick": 5.0}  # points


def nearest_colour(colour: Sequence[float]) -> str:
    """The pen most like a colour; blue for what is not given as red, green and blue."""
    if len(colour) != 3:
        return "blue"
    return min(COLOURS, key=lambda name: dist(COLOURS[name], colour))


def nearest_width(points: float) -> str:
    """The pen that draws about as wide."""
    return min(WIDTHS, key=lambda name: abs(WIDTHS[name] - points))
