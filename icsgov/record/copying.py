"""A copy of the public record as files: what a page becomes so that it works without this site."""

import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape, unescape
from typing import Final
from urllib.parse import parse_qsl, quote, unquote, urldefrag, urljoin, urlsplit

# What a copy leaves to the site itself: forms, sign-in, search, and what programs read.
LIVE: Final = (
    "/accounts/",
    "/api/",
    "/desk/",
    "/follow/email/",
    "/health/",
    "/questions/ask/",
    "/questions/status/",
    "/reading/",
    "/search/",
    "/visit/",
)
# Links of the site; those to a place on the page, and with a scheme, stay as they are.
LINK = re.compile(r'\b(href|src|poster)="(?![a-z]+:|//|#)([^"]+)"')
STYLED = re.compile(r"url\(\s*([\"']?)([^)\"']+)\1\s*\)")
IMPORTED = re.compile(r"""(?:\bfrom\s*|\bimport\s*\(?\s*)["'](\.{0,2}/[^"']+)["']""")
FORM = re.compile(r"<form\b.*?</form>", re.DOTALL)
ENDINGS: Final = {
    "text/html": "html",
    "application/atom+xml": "xml",
    "application/xml": "xml",
    "text/calendar": "ics",
    "text/csv": "csv",
    "application/json": "json",
}
STUB = (
    '<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8"><title>Moved</title>'
    '<meta http-equiv="refresh" content="0; url={0}"></head>'
    '<body><p><a href="{0}">Go on</a></p></body></html>\n'
)


@dataclass(frozen=True)
class Page:
    """Something of the site: its address, its type without parameters, and its bytes."""

    address: str
    kind: str
    content: bytes
    moved_to: str = ""

    @property
    def file(self) -> str:
        """Where it lies in the copy: /icp/ is icp/index.html, its page 2 icp/index-2.html."""
        parts = urlsplit(self.address)
        path = unquote(parts.path).lstrip("/")
        if path and not path.endswith("/"):
            return path
        number = dict(parse_qsl(parts.query)).get("page", "")
        mark = f"-{number}" if number else ""
        ending = "html" if self.moved_to else ENDINGS.get(self.kind, "bin")
        return f"{path}index{mark}.{ending}"


def meant(address: str, base: str) -> str:
    """The address of the copy that a link means; "" for what stays with the site.

    Of queries only the page of a list is kept: all others choose among what the list holds.
    """
    parts = urlsplit(urldefrag(urljoin(base, unescape(address))).url)
    if parts.scheme or parts.netloc or not parts.path.startswith("/"):
        return ""
    if parts.path.startswith(LIVE):
        return ""
    query = [(name, value) for name, value in parse_qsl(parts.query) if value]
    if not query or query == [("page", "1")]:
        return parts.path
    if len(query) == 1 and query[0][0] == "page" and query[0][1].isdigit():
        return f"{parts.path}?page={query[0][1]}"
    return ""


def leads_to(page: Page) -> Iterator[str]:
    """The addresses of the copy to which a page leads, or which it needs."""
    if page.moved_to:
        found = [page.moved_to]
    elif page.kind == "text/html":
        text = FORM.sub("", page.content.decode())
        found = [address for _, address in LINK.findall(text)]
    elif page.kind == "text/css":
        found = [address for _, address in STYLED.findall(page.content.decode())]
    elif page.kind in ("text/javascript", "application/javascript"):
        found = IMPORTED.findall(page.content.decode())
    else:
        found = []
    for address in found:
        if not address.startswith("data:") and (wanted := meant(address, page.address)):
            yield wanted


def rewritten(page: Page, files: dict[str, str], live: str) -> bytes:
    """The page as it lies in the copy: its links relative, its forms a sentence.

    `files` says where each address lies; `live` is how addresses of the site itself begin.
    """
    target = _targets(page, files, live)
    if page.moved_to:
        return STUB.format(escape(target(page.moved_to))).encode()
    if page.kind == "text/html":
        there = escape(live + page.address)
        said = f'<p>This works on the site itself only: <a href="{there}">go there</a>.</p>'
        text = FORM.sub(said, page.content.decode())
        return LINK.sub(lambda found: _attribute(found, target), text).encode()
    if page.kind == "text/css":
        text = page.content.decode()
        return STYLED.sub(lambda found: _style(found, target), text).encode()
    return page.content


def _targets(page: Page, files: dict[str, str], live: str) -> Callable[[str], str]:
    here = posixpath.dirname(page.file)

    def target(address: str) -> str:
        wanted, mark = meant(address, page.address), urldefrag(unescape(address)).fragment
        if wanted not in files:
            return live + urljoin(page.address, unescape(address))
        path = quote(posixpath.relpath(files[wanted], here or "."))
        return f"{path}#{mark}" if mark else path

    return target


def _attribute(found: re.Match[str], target: Callable[[str], str]) -> str:
    return f'{found[1]}="{escape(target(found[2]))}"'


def _style(found: re.Match[str], target: Callable[[str], str]) -> str:
    if found[2].startswith(("data:", "http", "#")):
        return found[0]
    return f"url({found[1]}{target(found[2])}{found[1]})"
