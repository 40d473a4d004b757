"""HTML to tagged PDF: one font configuration and each stylesheet parsed once for the process."""

import gc
import logging
import re
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import weasyprint
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from icsgov.press import fonts
from icsgov.press.pieces import Heading
from icsgov.press.polish import polish

# What may be drafted, so that one text cannot hold up a worker: measured at 3 ms an element.
MOST_CHARACTERS = 1_500_000
MOST_ELEMENTS = 15_000
MOST_PAGES = 600
ASSET = "asset:"  # the address of a picture that the caller hands over
FONT = "font:"
KINDS = {
    b"\x89PNG": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF8": "image/gif",
    b"RIFF": "image/webp",
    b"<": "image/svg+xml",
}

_DATA = re.compile(r"data:[^\"'\s)]+")
_TAG = re.compile(r"<[a-zA-Z]")
_BROKEN = re.compile(r"Failed to (?:load|render SVG) image (?:at )?'?([^\s']*?)'?:?(?=\s|$)")
_lock = threading.Lock()  # neither the font configuration nor gc belongs to one thread


class RenderError(Exception):
    """A text that cannot be printed: ``what`` is wrong, ``where`` it is."""

    def __init__(self, what: str, where: str) -> None:
        super().__init__(f"{where}: {what}" if where else what)
        self.what = what
        self.where = where


@dataclass(frozen=True, slots=True)
class Rendered:
    """A printed text. ``anchors`` gives the page, from 1, of each id that can be linked to."""

    pdf: bytes
    pages: int
    headings: tuple[Heading, ...]
    anchors: Mapping[str, int]
    warnings: tuple[str, ...] = ()


def render(
    html: str,
    *,
    stylesheet: str | Sequence[str],
    title: str,
    files: Mapping[str, bytes] = MappingProxyType({}),
    lang: str = "en-GB",
    font_folder: Path | None = None,
) -> Rendered:
    """Print this HTML as PDF/UA-1.

    ``files`` are the pictures that ``asset:NAME`` stands for; nothing else is fetched. Raises
    RenderError, which names a missing picture, or says that the text is too long or too nested.
    """
    _refuse_too_much(html, title)
    sheets = (stylesheet,) if isinstance(stylesheet, str) else tuple(stylesheet)
    with _lock, _collected_later(), _listening() as heard:
        try:
            document = _lay_out(html, sheets, files, lang, font_folder or fonts.home())
            found = _read(document, title, lang)
            raw = document.write_pdf(pdf_variant="pdf/ua-1")
        except _NotThere as error:
            raise RenderError(str(error), title) from error
        except RecursionError as error:
            what = (
                "The text is nested too deeply. Take lists out of lists and tables out of tables."
            )
            raise RenderError(what, title) from error
    _refuse_broken(heard, title)
    pdf = polish(raw, found.headings, found.anchors)
    return Rendered(pdf, found.pages, found.headings, found.anchors, tuple(heard))


def _refuse_broken(heard: list[str], title: str) -> None:
    """Refuse what WeasyPrint would leave out with a line in its log."""
    broken = [match[1].removeprefix(ASSET) for each in heard if (match := _BROKEN.match(each))]
    if broken:
        named = f" “{broken[0]}”" if broken[0] else ""
        raise RenderError(f"The picture{named} cannot be read. Save it anew and add it.", title)


class _NotThere(FatalURLFetchingError):
    """The document names something that was not handed over."""


class _Fetcher(URLFetcher):
    """Gives out the files handed over and the press's fonts; touches neither disk nor network."""

    def __init__(self, files: Mapping[str, bytes], font_folder: Path) -> None:
        super().__init__(allowed_protocols=["data"])
        self._files = files
        self._fonts = font_folder

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        if url.startswith("data:"):
            return super().fetch(url, headers)
        if url.startswith(FONT):
            return URLFetcherResponse(url, fonts.font_files(self._fonts)[url[5:]].read_bytes())
        data = self._files.get(url.removeprefix(ASSET))
        if data is None:
            name = url.removeprefix(ASSET)
            raise _NotThere(f"The picture “{name}” is missing. Add it again, or take it out.")
        kind = next((kind for start, kind in KINDS.items() if data.startswith(start)), "")
        return URLFetcherResponse(url, data, {"Content-Type": kind} if kind else None)


@cache
def _configuration(font_folder: Path) -> FontConfiguration:
    """The process's font configuration, with Arimo in it."""
    configuration = FontConfiguration()
    weasyprint.CSS(
        string=fonts.faces(font_folder),
        font_config=configuration,
        url_fetcher=_Fetcher({}, font_folder),
    )
    return configuration


@lru_cache(maxsize=16)
def _parsed(sheet: str, font_folder: Path) -> weasyprint.CSS:
    return weasyprint.CSS(
        string=sheet,
        font_config=_configuration(font_folder),
        url_fetcher=_Fetcher({}, font_folder),
    )


def _lay_out(
    html: str, sheets: tuple[str, ...], files: Mapping[str, bytes], lang: str, font_folder: Path
) -> weasyprint.Document:
    # With a base address a relative picture reaches the fetcher, which refuses it by name;
    # without one it would be left out silently.
    source = weasyprint.HTML(string=html, base_url=ASSET, url_fetcher=_Fetcher(files, font_folder))
    source.etree_element.set("lang", source.etree_element.get("lang") or lang)
    return source.render(
        font_config=_configuration(font_folder),
        stylesheets=[_parsed(sheet, font_folder) for sheet in sheets],
    )


def _refuse_too_much(html: str, title: str) -> None:
    text = _DATA.sub("", html)
    if len(text) > MOST_CHARACTERS or sum(1 for _ in _TAG.finditer(text)) > MOST_ELEMENTS:
        what = (
            f"The text is too long to be printed in one piece (at most {MOST_CHARACTERS:,}"
            f" characters and {MOST_ELEMENTS:,} elements such as table cells). Divide it, or"
            " upload the long part as a file."
        )
        raise RenderError(what, title)


@dataclass(frozen=True, slots=True)
class _Found:
    pages: int
    headings: tuple[Heading, ...]
    anchors: dict[str, int]


def _read(document: weasyprint.Document, title: str, lang: str) -> _Found:
    """Set the document's own facts, and note what the pack needs to know of it."""
    if len(document.pages) > MOST_PAGES:
        what = f"The text fills {len(document.pages)} pages; at most {MOST_PAGES} can be printed."
        raise RenderError(what, title)
    facts = document.metadata
    facts.title, facts.lang = title, lang
    facts.authors, facts.keywords, facts.custom = [], [], {}
    facts.description = facts.generator = facts.created = facts.modified = None
    anchors: dict[str, int] = {}
    for at, page in enumerate(document.pages, 1):
        anchors = dict.fromkeys(page.anchors, at) | anchors  # a repeated id means its first place
    headings = tuple(_headings(document))
    return _Found(len(document.pages), headings, anchors)


def _headings(document: weasyprint.Document) -> Iterator[Heading]:
    by_place = {
        (at, round(x), round(y)): name
        for at, page in enumerate(document.pages, 1)
        for name, (x, y, *_) in page.anchors.items()
    }
    for level, title, (page, x, y) in _marks(document.make_bookmark_tree(), 1):
        foot = document.pages[page].height - y
        anchor = by_place.get((page + 1, round(x), round(y)), "")
        yield Heading(level, " ".join(title.split()), page + 1, anchor, round(foot * 0.75, 3))


def _marks(tree: Iterable[Any], level: int) -> Iterator[tuple[int, str, tuple[int, float, float]]]:
    for title, place, under, _ in tree:
        yield level, title, place
        yield from _marks(under, level + 1)


@contextmanager
def _collected_later() -> Iterator[None]:
    """Layout makes a million objects that all live to its end; collecting in between is waste."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def _listening() -> Iterator[list[str]]:
    """What WeasyPrint says of the document meanwhile (not of CSS it does not know)."""
    heard: list[str] = []
    listener = logging.Handler(logging.ERROR)
    listener.emit = lambda record: heard.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger("weasyprint")
    logger.addHandler(listener)
    try:
        yield heard
    finally:
        logger.removeHandler(listener)
