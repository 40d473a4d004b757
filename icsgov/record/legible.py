"""What of a page's accessibility its HTML alone can tell: the rules of WCAG 2.2 that need no eyes.

Colour, focus and reading order need a browser: the project's own tests look at each kind of page
with axe. This looks at every page that this site has, with what its boards have put on it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from lxml import html

HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
TYPED: Final = (
    "//input[not(@type='hidden' or @type='submit' or @type='button')]|//select|//textarea"
)


@dataclass(frozen=True)
class Fault:
    """What is wrong on a page: the criterion of WCAG 2.2, and in words."""

    criterion: str
    words: str


Check = Callable[[Any], Iterator[str]]
_CHECKS: list[tuple[str, Check]] = []


def _checks(criterion: str) -> Callable[[Check], Check]:
    def register(function: Check) -> Check:
        _CHECKS.append((criterion, function))
        return function

    return register


def faults(page: str) -> list[Fault]:
    """Everything that is wrong with a page's HTML."""
    root = html.document_fromstring(page)
    return [Fault(criterion, words) for criterion, check in _CHECKS for words in check(root)]


def _name(element: Any) -> str:
    """What is read out for a link, a button or a picture."""
    own = element.get("aria-label") or element.get("title") or element.get("alt") or ""
    inner = [element.text_content(), *element.xpath(".//@alt"), *element.xpath(".//@aria-label")]
    return " ".join([own, *inner]).strip()


@_checks("3.1.1 Language of page")
def _language(root: Any) -> Iterator[str]:
    if not root.get("lang"):
        yield "The page does not say in which language it is"


@_checks("2.4.2 Page titled")
def _title(root: Any) -> Iterator[str]:
    if not "".join(root.xpath("//title/text()")).strip():
        yield "The page has no title"


@_checks("1.3.1 Info and relationships: headings")
def _headings(root: Any) -> Iterator[str]:
    levels = [int(each.tag[1]) for each in root.iter(*HEADINGS)]
    if levels.count(1) != 1:
        yield f"The page has {levels.count(1)} main headings in place of one"
    for above, below in pairwise(levels):
        if below > above + 1:
            yield f"A heading of level {below} follows one of level {above}"


@_checks("2.4.1 Bypass blocks")
def _landmarks(root: Any) -> Iterator[str]:
    if len(root.xpath("//main")) != 1:
        yield "The page has not one main part"
    if not root.xpath("//a[starts-with(@href, '#')]"):
        yield "Nothing leads past what comes before the main part"


@_checks("1.1.1 Non-text content")
def _pictures(root: Any) -> Iterator[str]:
    for image in root.xpath("//img[not(@alt)]"):
        yield f"A picture has no description: {image.get('src', '')[:100]}"


@_checks("2.4.4 Link purpose; 4.1.2 Name, role, value")
def _names(root: Any) -> Iterator[str]:
    for element in root.xpath("//a[@href]|//button"):
        if not _name(element):
            called = "link" if element.tag == "a" else "button"
            yield f"A {called} has no words: {element.get('href', '')[:100]}"


@_checks("3.3.2 Labels or instructions")
def _labels(root: Any) -> Iterator[str]:
    labelled = set(root.xpath("//label/@for"))
    for field in root.xpath(TYPED):
        named = field.get("aria-label") or field.get("aria-labelledby") or field.get("title")
        if not (named or field.get("id") in labelled or field.xpath("ancestor::label")):
            yield f"A field has no label: {field.get('name', '')[:100]}"


@_checks("1.3.1 Info and relationships: tables")
def _tables(root: Any) -> Iterator[str]:
    for table in root.xpath("//table[not(@role='presentation') and not(.//th)]"):
        yield f"A table has no heads: {table.text_content().strip()[:60]}"


@_checks("1.3.1 Info and relationships: references")
def _references(root: Any) -> Iterator[str]:
    ids = root.xpath("//@id")
    for name in sorted({each for each in ids if ids.count(each) > 1} if len(ids) < 5_000 else ()):
        yield f"Two parts of the page have the name {name}"
    pointed = root.xpath("//@aria-labelledby|//@aria-describedby")
    for name in sorted({name for value in pointed for name in value.split()} - set(ids)):
        yield f"Something is described by {name}, which is not there"
