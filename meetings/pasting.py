"""What word processors leave in pasted text, put right: bullets typed as paragraphs, stray tags."""

import re
from collections.abc import Iterator
from itertools import groupby

from lxml.etree import SubElement
from lxml.html import Element, HtmlElement

# Word's bullets by how deep they stand; "o" and "§" are letters unless wide space follows.
MARKS = {"·": 0, "•": 0, "●": 0, "‣": 0, "o": 1, "◦": 1, "○": 1, "▪": 2, "■": 2, "§": 2}
BULLET = re.compile(r"[\s\xa0]*(?:([·•●‣◦○▪■])[\s\xa0]+|([o§])[ \xa0\t]{2,})")
RENAMED = {"h1": "h2", "h5": "h4", "h6": "h4", "b": "strong", "i": "em"}
INLINE = frozenset("a strong em u sub sup span".split())
TEXTS = frozenset("p h2 h3 h4 caption".split())
BLOCKS = frozenset("p div h2 h3 h4 ul ol li table blockquote hr".split())


def repair(root: HtmlElement) -> None:
    """Put a tree right where it stands: headings, bold, lists, bare text."""
    for element in root.iter(*RENAMED):
        element.tag = RENAMED[element.tag]
    for inline in list(root.iter(*INLINE)):
        if _holds_blocks(inline):
            inline.drop_tag()
    for text in root.iter(*TEXTS, "li"):
        stray = text.tag == "li" and text.getparent().tag not in ("ul", "ol")
        if stray or (text.tag != "li" and _holds_blocks(text)):
            text.tag = "div"
    for division in reversed(list(root.iter("div"))):
        _settle(division)
    _wrap_bare_text(root)
    for parent in [root, *root.iter("td", "th", "blockquote")]:
        _make_lists(parent)
    for holder in root.iter("li", "td", "th"):
        _unwrap_only_paragraph(holder)


def _unwrap_only_paragraph(holder: HtmlElement) -> None:
    """One paragraph in a list item or cell is its words; editors wrap them, Word does not."""
    rest = [child.tag for child in holder[1:]]
    alone = (holder.tag != "li" and not rest) or (holder.tag == "li" and set(rest) <= {"ul", "ol"})
    if len(holder) and holder[0].tag == "p" and alone and not (holder.text or "").strip():
        holder[0].drop_tag()


def _holds_blocks(element: HtmlElement) -> bool:
    return any(True for _ in element.iterdescendants(*BLOCKS))


def _settle(division: HtmlElement) -> None:
    """A division becomes a paragraph, unless it holds blocks: then it goes and they stay."""
    if any(child.tag in BLOCKS for child in division):
        _wrap_bare_text(division)
        division.drop_tag()
    else:
        division.tag = "p"


def _wrap_bare_text(parent: HtmlElement) -> None:
    """Words and inline tags that stand between blocks get a paragraph of their own."""
    pieces: list[HtmlElement | str] = [parent.text or ""]
    for child in list(parent):
        pieces += [child, child.tail or ""]
        child.tail = None
        parent.remove(child)
    parent.text = None
    for is_block, run in groupby(pieces, key=_is_block):
        if is_block:
            parent.extend(run)
        else:
            _add_paragraph(parent, list(run))


def _is_block(piece: HtmlElement | str) -> bool:
    return not isinstance(piece, str) and piece.tag in BLOCKS


def _add_paragraph(parent: HtmlElement, pieces: list[HtmlElement | str]) -> None:
    """A paragraph of words and inline tags; none for the white space between blocks."""
    if all(isinstance(piece, str) and not piece.strip() for piece in pieces):
        return
    paragraph = SubElement(parent, "p")
    for piece in pieces:
        if not isinstance(piece, str):
            paragraph.append(piece)
        elif len(paragraph):
            paragraph[-1].tail = (paragraph[-1].tail or "") + piece
        else:
            paragraph.text = (paragraph.text or "") + piece


def _level(element: HtmlElement) -> int | None:
    """How deep a paragraph stands by the bullet it begins with; None without one."""
    if element.tag != "p":
        return None
    found = BULLET.match(element.text_content())
    return MARKS[found[1] or found[2]] if found else None


def _make_lists(parent: HtmlElement) -> None:
    for is_list, run in groupby(list(parent), key=lambda each: _level(each) is not None):
        if is_list:
            _make_list(list(run))


def _make_list(paragraphs: list[HtmlElement]) -> None:
    """One list, nested as the bullets say, in the place of its paragraphs."""
    parent = paragraphs[0].getparent()
    top = Element("ul")
    parent.insert(parent.index(paragraphs[0]), top)
    lists, levels = [top], [_level(paragraphs[0]) or 0]
    for paragraph in paragraphs:
        level = _level(paragraph) or 0
        while len(levels) > 1 and level < levels[-1]:
            lists.pop()
            levels.pop()
        if level > levels[-1] and len(lists[-1]):
            deeper = Element("ul")
            lists[-1][-1].append(deeper)
            lists.append(deeper)
            levels.append(level)
        _without_mark(paragraph)
        paragraph.tag = "li"
        lists[-1].append(paragraph)


def _without_mark(paragraph: HtmlElement) -> None:
    """Take the bullet and the space after it off, in whatever tags they stand."""
    found = BULLET.match(paragraph.text_content())
    left = found.end() if found else 0
    for element, where in _words(paragraph):
        text = getattr(element, where) or ""
        setattr(element, where, text[left:])
        left -= len(text)
        if left <= 0:
            return


def _words(element: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    """Where its words stand, in reading order: its text, its children, their tails."""
    yield element, "text"
    for child in element:
        yield from _words(child)
        yield child, "tail"
