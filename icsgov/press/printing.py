"""Copies of a pack for the printer: every part begins on a right-hand page.

They are copies on their way to paper: pages alone, without links, bookmarks or tags. What is left
of a page is what prints.
"""

import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Page, Pdf

from icsgov.press.sheets import INHERITED, inherited

KEPT = (*INHERITED, "/Contents", "/Group", "/UserUnit")
Pages = Sequence[int]  # of the source, from 1


def for_both_sides(source: Path, sections: Iterable[Pages]) -> bytes:
    """These sections of a pack in one file; one of an odd number of pages gets an empty page."""
    with Pdf.open(source) as pack, Pdf.new() as out:
        for pages in sections:
            _add(out, pack, pages)
        return _saved(out)


def apart(source: Path, sections: Iterable[Pages]) -> list[bytes]:
    """The same, each section as a file of its own."""
    return [for_both_sides(source, [pages]) for pages in sections]


def _add(out: Pdf, pack: Pdf, pages: Pages) -> None:
    for number in pages:
        out.pages.append(_bare(out, pack, pack.pages[number - 1]))
    if len(pages) % 2:
        box = out.pages[-1].mediabox
        empty = Dictionary(Type=Name.Page, MediaBox=Array(list(box)), Resources=Dictionary())
        out.pages.append(Page(out.make_indirect(empty)))


def _bare(out: Pdf, pack: Pdf, page: Page) -> Page:
    """A page with what prints of it; all else, such as links to other pages, stays behind."""
    made = Dictionary(Type=Name.Page)
    for key in KEPT:
        value = inherited(page.obj, key) if key in INHERITED else page.obj.get(key)
        if value is not None:
            made[key] = _copied(out, pack, value)
    return Page(out.make_indirect(made))


def _copied(out: Pdf, pack: Pdf, value: Any) -> Any:
    """The value in the other file; what several pages share is copied once."""
    if not isinstance(value, Object):
        return value
    return out.copy_foreign(value if value.is_indirect else pack.make_indirect(value))


def _saved(out: Pdf) -> bytes:
    stream = io.BytesIO()
    out.save(stream, deterministic_id=True)
    return stream.getvalue()
