"""Drafted pieces: a node through its print template to PDF, kept by the hash of what it says."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from icsgov.press.cache import Cache, piece_key
from icsgov.press.pieces import Heading
from icsgov.press.render import Rendered, RenderError, render
from icsgov.record.kinds import kind_of
from icsgov.record.models import Blob
from icsgov.record.prints import Print
from icsgov.record.tree import Node

STYLESHEETS = ("pdf/print.css", "pdf/pack.css", "pdf/plans.css")


@dataclass(frozen=True)
class Drafting:
    """What all drafted pieces of one pack share."""

    root: Node
    language: str
    cache: Cache

    def draft(self, piece: Print, pages: Mapping[str, str] | None = None) -> Rendered:
        """The piece as PDF; `pages` are the numbers on which others begin, where it prints them.

        Raises RenderError, which names what cannot be printed.
        """
        html = self._html(piece, pages or {})
        pictures = {node.blob: node for node in piece.node.of_kind("image")}
        title = piece.node.title
        key = piece_key("drafted", html, title, self.language, *stylesheets(), *sorted(pictures))
        kept = self.cache.get(key)
        if kept is not None:
            return _load(kept)
        made = render(
            html,
            stylesheet=stylesheets(),
            title=title,
            files=_contents(pictures, title),
            lang=self.language,
        )
        self.cache.put(key, _dump(made))
        return made

    def _html(self, piece: Print, pages: Mapping[str, str]) -> str:
        context = {
            "node": piece.node,
            "root": self.root,
            "pages": pages,
            "language": self.language,
        }
        return render_to_string(kind_of(piece.node.kind).print, context)


@cache
def stylesheets() -> tuple[str, ...]:
    """The sheets that style every pack, read once for the process."""
    return tuple(Path(str(finders.find(name))).read_text() for name in STYLESHEETS)


def _contents(pictures: Mapping[str, Node], title: str) -> dict[str, bytes]:
    """The pictures' bytes by hash; raises RenderError with the description of one that is lost."""
    blobs = Blob.objects.by_hash(pictures)
    for sha256, node in pictures.items():
        if sha256 not in blobs or not blobs[sha256].path.exists():
            alt = node.data["alt"] or "without a description"
            raise RenderError(f"The picture “{alt}” is missing. Put it in again.", title)
    return {sha256: blob.read() for sha256, blob in blobs.items()}


def _dump(made: Rendered) -> bytes:
    """What `_load` reads: the facts as JSON on the first line, then the PDF."""
    facts: dict[str, Any] = {
        "pages": made.pages,
        "headings": [asdict(heading) for heading in made.headings],
        "anchors": dict(made.anchors),
        "warnings": list(made.warnings),
    }
    return json.dumps(facts).encode() + b"\n" + made.pdf


def _load(kept: bytes) -> Rendered:
    head, _, pdf = kept.partition(b"\n")
    facts = json.loads(head)
    return Rendered(
        pdf=pdf,
        pages=facts["pages"],
        headings=tuple(Heading(**heading) for heading in facts["headings"]),
        anchors=facts["anchors"],
        warnings=tuple(facts["warnings"]),
    )
