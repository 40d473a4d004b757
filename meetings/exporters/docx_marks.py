"""Marks by which parts of a Word file are found again: content controls, with bookmarks in them.

Word keeps a content control whatever is typed in it; other programs keep at least the bookmark.
"""

from collections.abc import Sequence
from itertools import count
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

PREFIX = "icsgov_"
FIXED = f"{PREFIX}fixed"


class Marker:
    """Gives marks out; each bookmark of a file needs a number of its own."""

    def __init__(self) -> None:
        self.numbers = count(1)

    def bookmark(self, paragraph: Any, name: str, *, around: Any = None) -> None:
        """Put a bookmark of that name at the beginning of a paragraph, or around one part of it."""
        number = str(next(self.numbers))
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        for each in (start, end):
            each.set(qn("w:id"), number)
        start.set(qn("w:name"), PREFIX + name)
        if around is not None:
            around.addprevious(start)
            around.addnext(end)
            return
        at = 1 if paragraph.pPr is not None else 0
        paragraph.insert(at, start)
        paragraph.insert(at + 1, end)

    def enclose(self, blocks: Sequence[Any], name: str, called: str) -> None:
        """Put blocks into a content control that cannot be deleted, only written in.

        The bookmark goes around what is fixed in the first one.
        """
        first = blocks[0]
        self.bookmark(first, name, around=first.find(qn("w:sdt")))
        control = _control(PREFIX + name, called, lock="sdtLocked")
        blocks[0].addprevious(control)
        content = OxmlElement("w:sdtContent")
        control.append(content)
        for block in blocks:
            content.append(block)


def fix(paragraph: Any, runs: Sequence[Any], called: str) -> None:
    """Put runs of a paragraph into a content control that cannot be changed."""
    control = _control(FIXED, called, lock="sdtContentLocked")
    runs[0].addprevious(control)
    content = OxmlElement("w:sdtContent")
    control.append(content)
    for run in runs:
        content.append(run)


def _control(tag: str, called: str, *, lock: str) -> Any:
    control = OxmlElement("w:sdt")
    properties = OxmlElement("w:sdtPr")
    for name, value in (("alias", called), ("tag", tag), ("lock", lock)):
        child = OxmlElement(f"w:{name}")
        child.set(qn("w:val"), value)
        properties.append(child)
    control.append(properties)
    return control
