"""Rich text of the record: what markup it may hold, and its sections by heading."""

from collections.abc import Iterator
from dataclasses import dataclass

import nh3
from lxml import html as lxml_html
from lxml.html import HtmlElement

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
TAGS = frozenset(
    "a abbr b blockquote br caption cite code col colgroup dd del div dl dt em figcaption figure "
    "hr i img ins li ol p pre s span strong sub sup table tbody td tfoot th thead tr u ul".split()
) | set(HEADINGS)
ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt"},
    "ol": {"start", "type"},
    "span": {"class"},
    "col": {"span"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
SCHEMES = {"http", "https", "mailto", "tel", "asset"}
PICTURE = "asset:"
FOOTNOTE = "footnote"


@dataclass(frozen=True)
class Section:
    """A heading with the text beneath it, up to the next heading; `level` 0 is before any."""

    level: int
    title: str
    html: str
    text: str
    pictures: tuple[tuple[str, str], ...] = ()


def _attribute(tag: str, name: str, value: str) -> str | None:
    """Pictures are ours (asset:SHA-256) or nothing; the only class is a footnote's."""
    if (tag, name) == ("img", "src"):
        return value if value.startswith(PICTURE) else None
    if name == "class":
        return FOOTNOTE if FOOTNOTE in value.split() else None
    return value


def clean(html: str) -> str:
    """The HTML with nothing but what the record may hold."""
    return nh3.clean(
        html,
        tags=set(TAGS),
        attributes=ATTRIBUTES,
        attribute_filter=_attribute,
        url_schemes=SCHEMES,
        link_rel=None,
    )


def plain(html: str) -> str:
    """The words alone, blocks parted by line breaks."""
    return _text(_parsed(clean(html))) if html else ""


def sections(html: str) -> list[Section]:
    """The text by its headings, in order, cleaned; text before the first heading has no title."""
    if not html.strip():
        return []
    return [made for made in map(_section, _runs(_parsed(clean(html)))) if _says(made)]


def _parsed(html: str) -> HtmlElement:
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    for picture in list(root.iter("img")):
        if not picture.get("src"):
            picture.drop_tree()
    return root


def _runs(root: HtmlElement) -> Iterator[list[HtmlElement]]:
    """The children of the text in runs that start with a heading."""
    run: list[HtmlElement] = []
    if root.text and root.text.strip():
        run.append(_paragraph(root.text))
    for child in root:
        if child.tag in HEADINGS and run:
            yield run
            run = []
        run.append(child)
    yield run


def _paragraph(words: str) -> HtmlElement:
    made = lxml_html.Element("p")
    made.text = words
    return made


def _section(run: list[HtmlElement]) -> Section:
    head = run[0] if run and run[0].tag in HEADINGS else None
    body = run[1:] if head is not None else run
    within = lxml_html.Element("div")
    if head is not None and head.tail and head.tail.strip():
        body.insert(0, _paragraph(head.tail))
    within.extend(body)
    return Section(
        level=int(head.tag[1]) if head is not None else 0,
        title=" ".join(head.text_content().split()) if head is not None else "",
        html="".join(lxml_html.tostring(each, encoding="unicode") for each in within),
        text=_text(within),
        pictures=tuple(
            (picture.get("src").removeprefix(PICTURE), picture.get("alt") or "")
            for picture in within.iter("img")
        ),
    )


def _says(section: Section) -> bool:
    return bool(section.title or section.text or section.pictures)


BLOCKS = frozenset("p li tr h1 h2 h3 h4 h5 h6 blockquote pre dt dd caption figcaption".split())


def _text(root: HtmlElement) -> str:
    """The words with a line for every block; cells of a row are parted by a space."""
    words: list[str] = []
    for element, moment in _steps(root):
        if moment == "start":
            words.append(element.text or "")
            continue
        if element.tag in BLOCKS or element.tag == "br":
            words.append("\n")
        elif element.tag in ("td", "th", "span"):
            words.append(" ")
        if element is not root:
            words.append(element.tail or "")
    lines = (" ".join(line.split()) for line in "".join(words).splitlines())
    return "\n".join(line for line in lines if line)


def _steps(root: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    yield root, "start"
    for child in root:
        yield from _steps(child)
    yield root, "end"
