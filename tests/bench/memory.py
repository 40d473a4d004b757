"""Runs one work in a process of its own and prints the peak of its memory, in kB.

``python -m tests.bench.memory assemble|concatenate FOLDER``. What the libraries take by being
loaded counts as well. Linux keeps the parent's peak in getrusage across exec, not in VmHWM.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("paper-*.pdf"))


def pack(folder: Path) -> None:
    from icsgov.press.assemble import Piece, assemble
    from icsgov.press.cache import Cache
    from icsgov.press.stamps import Stamp

    pieces = [Piece(path.stem, path.stem, path, source=path.name) for path in _files(folder)]
    assemble(
        pieces,
        to=folder / "memory.pdf",
        title="Pack",
        stamp=Stamp("ICP 24 July 2023  Page {page} of {pages}"),
        identity="bench",
        created=datetime(2023, 7, 17, tzinfo=UTC),
        cache=Cache(folder / "memory"),
        font_folder=Path("build/vendor/fonts/arimo").resolve(),
    )


def concatenation(folder: Path) -> None:
    import pikepdf

    with pikepdf.new() as pdf:
        for path in _files(folder):
            with pikepdf.open(path) as source:
                pdf.pages.extend(source.pages)
        pdf.save(folder / "memory-plain.pdf")


WORKS = {"assemble": pack, "concatenate": concatenation}

if __name__ == "__main__":
    WORKS[sys.argv[1]](Path(sys.argv[2]))
    status = Path("/proc/self/status").read_text()
    print(status.partition("VmHWM:")[2].split()[0])
