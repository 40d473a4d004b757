"""Short chapters share a page in print: which of them go on where the one before ends."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from icsgov.record.tree import Node, walk
from strategy.catalogue import SORTS

PAGE: Final = 50  # lines of a list that fill a page, by eye
LINE: Final = 90  # characters
HEADING: Final = 4  # lines that a heading takes
FRONT: Final = 16  # lines of the first page before its contents


def flowing(chapters: Iterable[Node]) -> list[Node]:
    """The chapters, those marked that share the page of the one before."""
    return list(_marked(list(chapters)))


def _marked(chapters: Sequence[Node]) -> Iterator[Node]:
    used = FRONT + len(chapters)
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
    return not (first.page or first.key in ("phase", "delivery", "map-theme", "rollout"))


def _lines(chapter: Node) -> int:
    words = (f"{node.title} {node.text}" for _, node in walk(chapter))
    return HEADING + sum(1 + len(each) // LINE for each in words)


def opens(chapter: Node, root: Node) -> Node:
    """What a chapter is printed with: itself where it does not flow, a chapter, or the front."""
    found = root
    for each in root.children:
        if not each.data.get("flows"):
            found = each
        if each.anchor == chapter.anchor:
            return found
    return chapter


def run(first: Node, root: Node) -> list[Node]:
    """The chapters that are printed with the front page or with a chapter, itself among them."""
    return [each for each in root.children if opens(each, root).anchor == first.anchor]
