"""Works whose peak memory is taken: each runs in a process of its own."""

from datetime import UTC, datetime
from pathlib import Path

import pikepdf

from icsgov.press.assemble import Piece, assemble
from icsgov.press.cache import Cache
from icsgov.press.stamps import Stamp
from tests.bench.papers import ROOT


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("paper-*.pdf"))


def pack(folder: Path) -> None:
    pieces = [Piece(path.stem, path.stem, path, source=path.name) for path in _files(folder)]
    assemble(
        pieces,
        to=folder / "memory.pdf",
        title="Pack",
        stamp=Stamp("ICP 24 July 2023  Page {page} of {pages}"),
        identity="bench",
        created=datetime(2023, 7, 17, tzinfo=UTC),
        cache=Cache(folder / "memory"),
        font_folder=ROOT / "build" / "vendor" / "fonts" / "arimo",
    )


def concatenation(folder: Path) -> None:
    with pikepdf.new() as pdf:
        for path in _files(folder):
            with pikepdf.open(path) as source:
                pdf.pages.extend(source.pages)
        pdf.save(folder / "memory-plain.pdf")


WORKS = {"assemble": pack, "concatenate": concatenation}
