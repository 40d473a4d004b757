"""The drafted text of a paper: which HTML it may hold, and what can be read out of it.

Headings are h2 to h4, below the title. A footnote is `<span class="footnote">its text</span>`
where its number will stand. A picture is `<img src="asset:SHA256" alt="...">`; nothing else is
fetched from anywhere. `clean` is applied to whatever comes in, by every way in.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape

import nh3
from lxml import html as markup
from lxml.html import HtmlElement

from meetings import pasting

LONGEST = 400_000  # characters
DEEPEST = 20  # tags within tags; the press gives up at some hundreds
MOST_TAGS = 20_000
MOST_UNCLOSED = 500  # nh3 takes 14 seconds for 40,000 lists that are never closed
MOST_ROWS = 1_000  # of tables; 5,000 take the press 17 seconds

TAGS = frozenset(
    "p h2 h3 h4 ul ol li table caption thead tbody tr th td blockquote "
    "a strong em u sub sup br hr span img".split()
)
PASTED = TAGS | {"h1", "h5", "h6", "b", "i", "div"}
ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt"},
    "ol": {"start"},
    "th": {"colspan", "rowspan", "scope"},
    "td": {"colspan", "rowspan"},
}
SCHEMES = {"http", "https", "mailto", "tel", "asset"}
ASSET = re.compile(r"asset:([0-9a-f]{64})")
NUMBER = re.compile(r"[1-9]\d{0,2}")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
HEADINGS = {"h2": 1, "h3": 2, "h4": 3}
# Where a line of plain text ends.
LINES = frozenset("article p h2 h3 h4 li tr caption blockquote".split())


NESTING = re.compile(r"<(/?)(?:ul|ol|div|table|blockquote|span|a|b|i|u|em|strong|su[bp])\b", re.I)
FLATTER = "The text has too many lists or tables within each other. Make it flatter."


class TooMuch(ValueError):
    """A text that the press could not print; the message says what to do."""


@dataclass(frozen=True)
class Section:
    """A heading and what follows it up to the next one; level 0 stands before any heading."""

    level: int
    title: str
    html: str

    @property
    def text(self) -> str:
        return plain(self.html)

    @property
    def pictures(self) -> tuple["Picture", ...]:
        return pictures(self.html)


@dataclass(frozen=True)
class Picture:
    """A picture in a text: the SHA-256 of its bytes, and its description."""

    sha256: str
    alt: str


def clean(html: str) -> str:
    """The text as it may be kept: known tags only, lists pasted from Word put right.

    Raises TooMuch for what is too long, too deep or has too many table rows.
    """
    if len(html) > LONGEST:
        raise TooMuch(
            f"The text is longer than {LONGEST:,} characters. Move part of it into a second paper."
        )
    if _is_unclosed(html):
        raise TooMuch(FLATTER)
    root = tree(_allowed(CONTROL.sub("", html), PASTED))
    _check_size(root)
    _drop_empty_tags(root)
    pasting.repair(root)
    _drop_empty_blocks(root)
    return _allowed(_inside(root), TAGS).strip()


def from_typed(text: str) -> str:
    """What was typed into a plain box: HTML where it holds tags, else a paragraph a block."""
    if re.search(r"</?[a-z][a-z0-9]*[\s/>]", text, re.IGNORECASE):
        return clean(text)
    paragraphs = (part.strip() for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n")))
    typed = (escape(part, quote=False).replace("\n", "<br>") for part in paragraphs if part)
    return clean("".join(f"<p>{part}</p>" for part in typed))


def is_blank(html: str) -> bool:
    """Whether there is neither a word nor a picture."""
    root = tree(html) if "<" in html else None
    if root is None:
        return not html.strip()
    return not root.text_content().strip() and not any(True for _ in root.iter("img"))


def plain(html: str) -> str:
    """The words alone, a line for each block; footnotes stand in brackets."""
    return "\n".join(blocks(html))


def blocks(html: str) -> list[str]:
    """The words block by block: paragraphs, headings, list items, table rows."""
    texts = (" ".join(_own_words(element).split()) for element in tree(html).iter())
    return [text for text in texts if text]


def sections(html: str) -> list[Section]:
    """The text cut at its headings, in order; nothing for an empty text."""
    found: list[tuple[int, str, list[str]]] = [(0, "", [])]
    for block in tree(html):
        level = HEADINGS.get(block.tag)
        if level is None:
            found[-1][2].append(_outside(block))
        else:
            found.append((level, " ".join(block.text_content().split()), []))
    made = [Section(level, title, "".join(parts)) for level, title, parts in found]
    return [section for section in made if section.level or section.html]


def pictures(html: str) -> tuple[Picture, ...]:
    """The pictures of a text in order."""
    found = ((ASSET.fullmatch(img.get("src", "")), img) for img in tree(html).iter("img"))
    return tuple(Picture(name[1], img.get("alt", "").strip()) for name, img in found if name)


def with_pictures(html: str, address: Callable[[str], str]) -> str:
    """The text with an address for every picture, made from its SHA-256."""
    root = tree(html)
    for img in root.iter("img"):
        found = ASSET.fullmatch(img.get("src", ""))
        if found:
            img.set("src", address(found[1]))
    return _inside(root)


def with_notes(html: str, prefix: str = "note") -> str:
    """The text for a page: numbers where the footnotes stood, the notes as a list at the end."""
    root = tree(html)
    notes = list(root.find_class("footnote"))
    for at, note in enumerate(notes, 1):
        _make_reference(note, at, prefix)
    return _inside(root) + (_note_list(notes, prefix) if notes else "")


def _make_reference(note: HtmlElement, at: int, prefix: str) -> None:
    """Put a raised number, a link to the note, in its place; the note keeps its words."""
    number = markup.fromstring(
        f'<sup class="app-note-ref" id="{prefix}-ref-{at}"><a href="#{prefix}-{at}">'
        f'<span class="nhsuk-u-visually-hidden">Note </span>{at}</a></sup>'
    )
    number.tail, note.tail = note.tail, None
    note.getparent().replace(note, number)


def _note_list(notes: list[HtmlElement], prefix: str) -> str:
    rows = "".join(
        f'<li id="{prefix}-{at}">{_inside(note)} <a href="#{prefix}-ref-{at}">'
        f'Back<span class="nhsuk-u-visually-hidden"> to note {at} in the text</span></a></li>'
        for at, note in enumerate(notes, 1)
    )
    return f'<ol class="app-notes">{rows}</ol>'


def _allowed(html: str, tags: frozenset[str]) -> str:
    return nh3.clean(
        html,
        tags=set(tags),
        attributes=ATTRIBUTES,
        allowed_classes={"span": {"footnote"}},
        attribute_filter=_attribute,
        url_schemes=SCHEMES,
        url_relative="deny",
        link_rel=None,
        clean_content_tags={"script", "style", "title", "template", "noscript"},
    )


def _attribute(tag: str, name: str, value: str) -> str | None:
    """The value of an attribute if it may stand: pictures are ours, links are not."""
    if name == "src":
        return value if ASSET.fullmatch(value) else None
    if name == "href":
        return None if value.strip().lower().startswith("asset:") else value
    if name in ("colspan", "rowspan", "start"):
        return value if NUMBER.fullmatch(value) and value != "1" else None
    if name == "scope":
        return value if value in ("row", "col") else None
    return value


def tree(html: str) -> HtmlElement:
    """The text as a tree of elements under one that stands for all of it."""
    return markup.fragment_fromstring(html, create_parent="article")


def _inside(element: HtmlElement) -> str:
    children = "".join(markup.tostring(child, encoding="unicode") for child in element)
    return escape(element.text or "", quote=False) + children


def _outside(element: HtmlElement) -> str:
    return markup.tostring(element, encoding="unicode", with_tail=False)


def _depth(element: HtmlElement) -> int:
    return sum(1 for _ in element.iterancestors())


def _is_unclosed(html: str) -> bool:
    """Whether so many tags are never closed that parsing them would take seconds."""
    closing = [bool(found[1]) for found in NESTING.finditer(html)]
    return closing.count(False) - closing.count(True) > MOST_UNCLOSED


def _check_size(root: HtmlElement) -> None:
    if any(_depth(element) > DEEPEST for element in root.iter()):
        raise TooMuch(FLATTER)
    if sum(1 for _ in root.iter()) > MOST_TAGS:
        raise TooMuch("The text has too many parts. Move part of it into a second paper.")
    if sum(1 for _ in root.iter("tr")) > MOST_ROWS:
        raise TooMuch(
            f"The tables have more than {MOST_ROWS:,} rows. Upload them as an Excel file instead."
        )


def _drop_empty_tags(root: HtmlElement) -> None:
    """Spans that are no footnote, links that lead nowhere, pictures that are not ours."""
    for span in list(root.iter("span")):
        inner = any(above.get("class") for above in span.iterancestors("span"))
        if not span.get("class") or inner or not span.text_content().strip():
            span.drop_tag()
    for link in list(root.iter("a")):
        if not link.get("href") or not (link.text_content().strip() or len(link)):
            link.drop_tag()
    for img in list(root.iter("img")):
        if not img.get("src"):
            img.drop_tree()


def _drop_empty_blocks(root: HtmlElement) -> None:
    """Paragraphs, headings and lists with nothing in them, and bold or links of nothing."""
    for element in reversed(list(root.iter("strong", "em", "u", "sub", "sup", "a"))):
        if not len(element) and not element.text:
            element.drop_tag()
    for element in reversed(list(root.iter("p", "h2", "h3", "h4", "li", "ul", "ol"))):
        kept = len(element) and any(True for _ in element.iter("img", "table", "hr", "li"))
        inside_cell = element.getparent().tag in ("td", "th")
        if not kept and not inside_cell and not element.text_content().strip():
            element.drop_tree()


def _own_words(element: HtmlElement) -> str:
    """The words of a block without those of the blocks within it."""
    if element.tag not in LINES or any(above.tag == "tr" for above in element.iterancestors()):
        return ""
    if element.tag == "tr":
        return " | ".join(" ".join(cell.text_content().split()) for cell in element)
    return "".join(_inline_words(element))


def _inline_words(element: HtmlElement) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag not in LINES | {"ul", "ol", "table"}:
            note = child.get("class") == "footnote"
            words = "".join(_inline_words(child))
            yield f" [{words}]" if note else (" " if child.tag == "br" else words)
        yield child.tail or ""
