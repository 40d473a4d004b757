"""What is wrong with a page's HTML, by the rules of the standard's own parser."""

from collections import Counter
from itertools import pairwise

from lxml import html
from tinyhtml5.parser import HTMLParser


def faults(page: str) -> list[str]:
    """Parse errors, repeated ids, links to no place on the page, headings out of step."""
    parser = HTMLParser()
    parser.parse(page)
    errors = [f"{place}: {what} {about}" for place, what, about in parser.errors]
    root = html.document_fromstring(page)
    return [*errors, *_ids(root), *_headings(root), *_references(root)]


def links(page: str) -> list[str]:
    """The site's own addresses that a page links to or shows pictures from, each once."""
    root = html.document_fromstring(page)
    found = (address.partition("#")[0] for address in root.xpath("//@href | //@src"))
    return sorted({each for each in found if each.startswith("/") and "/static/" not in each})


def follow(page: str, rel: str) -> str:
    """Where the page's link of a relation (next, prev) leads; "" where there is none."""
    root = html.document_fromstring(page)
    return next(iter(root.xpath("//a[@rel=$rel]/@href", rel=rel)), "")


def _ids(root: html.HtmlElement) -> list[str]:
    counted = Counter(root.xpath("//@id"))
    repeated = [f"id {name} {times} times" for name, times in counted.items() if times > 1]
    places = [href[1:] for href in root.xpath("//a/@href") if href.startswith("#")]
    return repeated + [f"no #{place}" for place in places if place and place not in counted]


def _headings(root: html.HtmlElement) -> list[str]:
    levels = [int(each.tag[1]) for each in root.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    found = [f"h{a} then h{b}" for a, b in pairwise(levels) if b > a + 1]
    return found if levels.count(1) == 1 else [*found, f"{levels.count(1)} h1"]


def _references(root: html.HtmlElement) -> list[str]:
    ids = set(root.xpath("//@id"))
    names = (name for value in root.xpath("//@aria-labelledby") for name in value.split())
    return [f"no label {name}" for name in names if name not in ids]
