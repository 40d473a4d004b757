"""Links and the places they lead to, within one file."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

import pikepdf
from pikepdf import Array, Dictionary, Matrix, Name, Rectangle, String

from icsgov.press.sheets import Sheet

LINK_KEYS = frozenset(("/Type", "/Subtype", "/Rect", "/QuadPoints", "/Contents"))
WEB = frozenset(("http", "https", "mailto", "tel"))
PACK = "pack"  # the scheme of links from a drafted piece to another piece of the pack
PRINTS = 4  # the annotation flag: shown in print as well (ISO 14289-1, 7.18.1)
OUTLINE_DEPTH, OUTLINE_LINES = 3, 500
MOST_LEAVES = 500  # nodes of a name tree; also bounds how deep one can be


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the file: a page by its index, and a point on it or the whole of it."""

    page: int
    x: float | None = None
    y: float | None = None


class Places:
    """Resolves the destinations of one file, moved as its pages' content was moved."""

    def __init__(
        self, pdf: pikepdf.Pdf, sheets: list[Sheet], moves: dict[tuple[int, int], Matrix]
    ) -> None:
        self.pages = [page.obj for page in pdf.pages]
        self.index = {page.objgen: index for index, page in enumerate(self.pages)}
        self.sheets = sheets
        self.moves = moves
        self.names = dict(_named(pdf.Root))

    def named(self) -> dict[str, Place]:
        """Every named place of the file."""
        found = {name: self.place(value) for name, value in self.names.items()}
        return {name: place for name, place in found.items() if place is not None}

    def place(self, value: Any) -> Place | None:
        """Where a destination leads, or None where it leads out of the file or nowhere."""
        if isinstance(value, (String, Name)):
            value = self.names.get(str(value).removeprefix("/"))
        if isinstance(value, Dictionary):
            value = value.get("/D")
        if not isinstance(value, Array) or not len(value):
            return None
        page = self.index.get(getattr(value[0], "objgen", None))
        if page is None:
            return None
        kind, numbers = str(value[1]) if len(value) > 1 else "", list(value)[2:]
        x, y = _point(kind, numbers)
        if y is None:
            return Place(page)
        x = self.sheets[page].left if x is None else x
        move = self.moves.get(self.pages[page].objgen)
        return Place(page, *(move.transform((x, y)) if move is not None else (x, y)))

    def array(self, place: Place) -> Array:
        """The place as an explicit destination."""
        page = self.pages[place.page]
        if place.y is None:
            return Array([page, Name.Fit])
        return Array([page, Name.XYZ, round(place.x or 0, 3), round(place.y, 3), None])


def _point(kind: str, numbers: list[Any]) -> tuple[float | None, float | None]:
    """The left and top that a destination names (PDF 12.3.2.2)."""
    known = [
        float(each) if isinstance(each, (int, float)) or _decimal(each) else None
        for each in numbers
    ]
    known += [None] * 4
    if kind == "/XYZ":
        return known[0], known[1]
    if kind in ("/FitH", "/FitBH"):
        return None, known[0]
    return (known[0], known[3]) if kind == "/FitR" else (None, None)


def _decimal(value: Any) -> bool:
    return hasattr(value, "as_tuple")


def _named(root: Dictionary) -> Iterator[tuple[str, Any]]:
    """The named destinations, of the name tree and of the older dictionary."""
    old = root.get("/Dests")
    if isinstance(old, Dictionary):
        yield from ((key[1:], value) for key, value in old.items())
    names = root.get("/Names")
    if isinstance(names, Dictionary) and isinstance(names.get("/Dests"), Dictionary):
        yield from _leaves(names.Dests, set())


def _leaves(node: Dictionary, seen: set[tuple[int, int]]) -> Iterator[tuple[str, Any]]:
    pairs = list(node.get("/Names", []))
    yield from ((str(name), value) for name, value in zip(pairs[::2], pairs[1::2], strict=False))
    for kid in node.get("/Kids", []):
        if isinstance(kid, Dictionary) and kid.objgen not in seen and len(seen) < MOST_LEAVES:
            seen.add(kid.objgen)
            yield from _leaves(kid, seen)


def target_of(link: Dictionary) -> tuple[str, Any]:
    """What a link does: ("place", destination), ("web", address), ("pack", address) or ("", None).

    Everything else that a link can do (scripts, files, programs, forms) counts as nothing.
    """
    action = link.get("/A")
    if "/Dest" in link:
        return "place", link.Dest
    if not isinstance(action, Dictionary):
        return "", None
    if action.get("/S") == Name.GoTo:
        return "place", action.get("/D")
    if action.get("/S") == Name.URI:
        address = str(action.get("/URI", ""))
        scheme = address.partition(":")[0].strip().lower()
        if scheme in WEB or scheme == PACK:
            return (PACK if scheme == PACK else "web"), address
    return "", None


def pack_target(address: str) -> tuple[str, str]:
    """The piece's key and the anchor that a ``pack:KEY#anchor`` address names."""
    parts = urlsplit(address)
    return unquote(parts.netloc + parts.path), unquote(parts.fragment)


def strip_link(link: Dictionary, page: Dictionary, move: Matrix | None) -> None:
    """Leave of a link only its place and its words, moved as the page's content was."""
    for key in set(link.keys()) - LINK_KEYS:
        del link[key]
    link.P = page
    link.F = PRINTS
    link.Border = Array([0, 0, 0])
    if move is not None:
        link.Rect = _moved(link.Rect, move)
        if "/QuadPoints" in link:
            link.QuadPoints = _moved_points(link.QuadPoints, move)


def _moved(box: Any, move: Matrix) -> Array:
    moved = move.transform(Rectangle(*(float(side) for side in box)))
    return Array([round(side, 3) for side in (moved.llx, moved.lly, moved.urx, moved.ury)])


def _moved_points(points: Any, move: Matrix) -> Array:
    sides = [float(side) for side in points]
    moved = [move.transform(pair) for pair in zip(sides[::2], sides[1::2], strict=False)]
    return Array([round(side, 3) for pair in moved for side in pair])


def bookmarks(pdf: pikepdf.Pdf, places: Places) -> Iterator[tuple[int, str, int]]:
    """The file's own outline as (level from 1, title, index of the page), in order."""
    outline = pdf.Root.get("/Outlines")
    if isinstance(outline, Dictionary):
        yield from _lines(outline.get("/First"), places, 1, set())


def _lines(
    item: Any, places: Places, level: int, seen: set[tuple[int, int]]
) -> Iterator[tuple[int, str, int]]:
    while isinstance(item, Dictionary) and item.objgen not in seen and len(seen) < OUTLINE_LINES:
        seen.add(item.objgen)
        kind, target = target_of(item)
        place = places.place(target) if kind == "place" else None
        title = " ".join(str(item.get("/Title", "")).split())
        if place is not None and title:
            yield level, title, place.page
        if level < OUTLINE_DEPTH:
            yield from _lines(item.get("/First"), places, level + 1, seen)
        item = item.get("/Next")
