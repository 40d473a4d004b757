"""Short chapters share a page in print: which of them go on where the one before ends."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from icsgov.record.tree import Node, walk
from strategy.catalogue import SORTS

PAGE: Final = 38  # lines of a list that fill a page, by eye
LINE: Final = 90  # characters
HEADING: Final = 4  # lines that a heading takes


def flowing(chapters: Iterable[Node]) -> list[Node]:
    """The chapters, those marked that share the page of the one before."""
    return list(_marked(chapters))


def _marked(chapters: Iterable[Node]) -> Iterator[Node]:
    used = PAGE
    for chapter in chapters:
        length = _lines(chapter) if _is_list(chapter) else PAGE
        if used + length <= PAGE:
            used += length
            yield replace(chapter, data={**chapter.data, "flows": True})
        else:
            used = length
            yield chapter


def _is_list(chapter: Node) -> bool:
    """Whether it is a plain list: no part has a page of its own, a picture or a table."""
    first = SORTS[chapter.children[0].kind]
    return not (first.page or first.key in ("phase", "delivery", "map-theme"))


def _lines(chapter: Node) -> int:
    words = (f"{node.title} {node.text}" for _, node in walk(chapter))
    return HEADING + sum(1 + len(each) // LINE for each in words)


def opens(chapter: Node, root: Node) -> Node:
    """The chapter on whose pages another one is printed: itself, where it does not flow."""
    found = chapter
    for each in root.children:
        if not each.data.get("flows"):
            found = each
        if each.anchor == chapter.anchor:
            return found
    return chapter


def run(chapter: Node, root: Node) -> list[Node]:
    """A chapter with those that go on where it ends."""
    chapters = [each for each in root.children if opens(each, root).anchor == chapter.anchor]
    return chapters or [chapter]
