"""The pack engine against plain copying: pikepdf's and qpdf's concatenation of the same files.

BENCH_PAGES names the sizes ("79 500 2000"); ratios come from one run, the works taken in turn,
each the median of five rounds.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

import pikepdf

from icsgov.press import door
from icsgov.press.assemble import Assembled, Piece, assemble
from icsgov.press.cache import Cache
from icsgov.press.inside import pages as inside_pages
from icsgov.press.inspector import inspect
from icsgov.press.stamps import Stamp
from tests.bench import papers
from tests.bench.figure import Figure

SIZES = [int(size) for size in os.environ.get("BENCH_PAGES", "79 500").split()]
ROUNDS = 5
STAMP = Stamp("ICP 24 July 2023  Page {page} of {pages}")
CREATED = datetime(2023, 7, 17, tzinfo=UTC)
Works = dict[str, Callable[[], object]]


def measure() -> Iterator[Figure]:
    """Every figure of the pack engine."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        times = {}
        for size in SIZES:
            bench = Bench(folder / str(size), size)
            yield from bench.figures()
            times[size] = bench.seconds
            if size == SIZES[0]:
                yield from _uploads(folder)
        if 2000 in times and 500 in times:
            ratio = times[2000] / times[500]
            yield Figure("2,000 pages, time of 500", ratio, "×", goal=4.2)


def taken_in_turn(works: Works, rounds: int = ROUNDS) -> dict[str, float]:
    """The median seconds of each work; every round does all of them, after one to warm up."""
    seconds: dict[str, list[float]] = {name: [] for name in works}
    for round_ in range(rounds + 1):
        for name, work in works.items():
            start = time.perf_counter()
            work()
            if round_:
                seconds[name].append(time.perf_counter() - start)
    return {name: median(taken) for name, taken in seconds.items()}


class Bench:
    """Twenty papers of one total size."""

    def __init__(self, folder: Path, size: int) -> None:
        self.folder = folder
        self.size = size
        self.papers = papers.make(folder / "made", size)
        self.cache = Cache(folder / "cache")
        self.files = []
        for paper in self.papers:
            path = folder / f"{paper.key}.pdf"
            path.write_bytes(paper.pdf)
            self.files.append(path)
        self.seconds = 0.0

    def pieces(self) -> list[Piece]:
        """The papers as pieces; drafted ones are trusted to keep their margins."""
        return [
            Piece(
                paper.key,
                f"Paper {at}",
                path,
                source="drafted" if paper.origin == "drafted" else f"{paper.key}.pdf",
                under=(f"{at}. Item",),
            )
            for at, (paper, path) in enumerate(zip(self.papers, self.files, strict=True))
        ]

    def assemble(self, cache: Cache | None = None, pieces: list[Piece] | None = None) -> Assembled:
        return assemble(
            pieces or self.pieces(),
            to=self.folder / "pack.pdf",
            title="Pack",
            stamp=STAMP,
            identity="bench",
            created=CREATED,
            cache=cache,
        )

    def concatenate(self) -> None:
        """What copying the same pages costs at the least: no tags, stamps, links or contents."""
        with pikepdf.new() as pdf:
            for path in self.files:
                with pikepdf.open(path) as source:
                    pdf.pages.extend(source.pages)
            pdf.save(self.folder / "plain.pdf")

    def qpdf(self) -> None:
        command = ["qpdf", "--empty", "--pages", *map(str, self.files), "--"]
        done = subprocess.run([*command, str(self.folder / "qpdf.pdf")], check=False)
        if done.returncode not in (0, 3):  # 3: done, with warnings
            raise RuntimeError("qpdf failed")

    def figures(self) -> Iterator[Figure]:
        made = self.assemble(self.cache)
        pages = f"{len(made.pages)} pages"
        works: Works = {
            "pack": lambda: self.assemble(self.cache),
            "plain": self.concatenate,
            "qpdf": self.qpdf,
        }
        taken = taken_in_turn(works)
        self.seconds = taken["pack"]
        floor = 6.3 if self.size < 500 else 4.1
        yield Figure(
            f"{pages}: pack, pikepdf's concatenation",
            taken["pack"] / taken["plain"],
            "×",
            limit=floor,
            goal=2.5,
        )
        yield Figure(f"{pages}: pack, qpdf --pages", taken["pack"] / taken["qpdf"], "×", goal=0.5)
        yield Figure(f"{pages}: pack", taken["pack"] * 1000, "ms")
        first = taken_in_turn({"first": self.assemble, "plain": self.concatenate}, rounds=1)
        yield Figure(
            f"{pages}: pack of files never seen before, concatenation",
            first["first"] / first["plain"],
            "×",
        )
        plain = (self.folder / "plain.pdf").stat().st_size
        yield Figure(f"{pages}: bytes of the concatenation", made.size / plain, "×", goal=1.1)
        _peak("assemble", self)  # makes the formes: what is measured is the pack
        memory = _peak("assemble", self) / _peak("concatenate", self)
        yield Figure(f"{pages}: peak memory of the concatenation", memory, "×", goal=1.6)
        yield from self._after_a_change()
        start = time.perf_counter()
        found = inspect(made.path)
        each = (time.perf_counter() - start) / len(made.pages)
        yield Figure(f"{pages}: inspection of a page", each * 1000, "ms")
        flags = sum(finding.blocks for finding in found)
        yield Figure(f"{pages}: false flags of the inspector", flags, "", goal=1)

    def _after_a_change(self) -> Iterator[Figure]:
        """A full build, counting rendering and conversion, against one after a paper changed."""
        rounds = ROUNDS if self.size < 500 else 1
        counter = iter(range(1000))

        def full() -> None:
            for paper in self.papers:
                if paper.origin == "drafted":
                    papers.draft(paper.pages)
                elif paper.origin == "office":
                    papers.converted(Path(paper.source), self.folder)
            self.assemble()

        reused = []

        def again() -> None:
            agenda = papers.draft(1, str(next(counter)))
            changed = papers.draft(self.papers[2].pages, str(next(counter)))
            pieces = self.pieces()
            pieces[2] = Piece("paper-2", "Paper 2", changed.pdf)
            agenda_piece = Piece("agenda", "Agenda", agenda.pdf)
            made = self.assemble(self.cache, [agenda_piece, *pieces])
            reused.append(made.made - 2)

        taken = taken_in_turn({"full": full, "again": again}, rounds)
        floor = 0.26 if self.size < 500 else 0.45
        yield Figure(
            f"{self.size} pages: after one change, full build",
            taken["again"] / taken["full"],
            "×",
            limit=floor,
            goal=0.2,
        )
        yield Figure(
            f"{self.size} pages: unchanged pieces made again", max(reused), "", limit=0, goal=0
        )


def _uploads(folder: Path) -> Iterator[Figure]:
    """The way of one upload, against the programs it calls for by themselves."""
    source = papers.office_file(folder / "upload.docx", 20)
    bare = folder / "bare"
    bare.mkdir()

    def receive() -> None:
        with tempfile.TemporaryDirectory(dir=folder) as name:
            received = door.receive(source, source.name, Path(name))
            if received.verdict.refused or not received.tagged:
                raise RuntimeError(received.verdict.sentence)

    taken = taken_in_turn(
        {"door": receive, "bare": lambda: papers.converted(source, bare, tagged=False)}
    )
    yield Figure(
        "upload to tagged preview, soffice --convert-to",
        taken["door"] / taken["bare"],
        "×",
        goal=1.2,
    )
    path = papers.converted(source, bare)
    picture = folder / "first.png"
    taken = taken_in_turn(
        {
            "index": lambda: inside_pages.read(path, picture, 10_000_000),
            "pdftotext": lambda: subprocess.run(["pdftotext", path, os.devnull], check=True),
        }
    )
    yield Figure("text of an upload, pdftotext", taken["index"] / taken["pdftotext"], "×", goal=1.3)


def _peak(what: str, bench: Bench) -> int:
    """The most memory, in kB, that a process of its own takes for this work, libraries and all."""
    command = [sys.executable, "-m", "tests.bench.memory", what, str(bench.folder)]
    done = subprocess.run(command, cwd=papers.ROOT, check=True, capture_output=True, text=True)
    return int(done.stdout.split()[-1])
