"""One run through the press: the pieces of a proof drafted, numbered and bound."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from time import perf_counter
from typing import Any

from icsgov.press.assemble import assemble
from icsgov.press.cache import Cache
from icsgov.press.findings import Finding
from icsgov.press.fonts import FontError
from icsgov.press.pieces import DRAFTED, Assembled, AssemblyError, Heading, Piece
from icsgov.press.render import Rendered, RenderError
from icsgov.press.stamps import Stamp
from icsgov.record.drafted import Drafting
from icsgov.record.inspection import inspect_file, merged
from icsgov.record.models import Blob, BlobPage
from icsgov.record.models.files import sha256_of
from icsgov.record.pagination import last_number
from icsgov.record.paging import Seen, first_pages, label_pieces, page_name
from icsgov.record.prints import Print, prints
from icsgov.record.proofs import Proof
from icsgov.record.withheld import first_absent
from icsgov.work.jobs import JobFailed

Progress = Callable[[int, int, str], None]
Labels = list[tuple[str, ...]]
MOST_PASSES = 5  # an agenda that names the pages of its papers settles in two


@dataclass(frozen=True)
class Printed:
    """What a run gave: the pack, each paper by itself, and what stands on every page."""

    pack: Assembled
    papers: Mapping[str, Assembled]
    pieces: Sequence[Print]
    labels: Labels
    findings: Sequence[Finding]
    warnings: Sequence[str]


@contextmanager
def _failures_told() -> Iterator[None]:
    """What the press refuses, as a failed job that names what cannot be printed."""
    try:
        yield
    except RenderError as error:
        raise JobFailed(f"“{error.where}” cannot be printed. {error.what}") from error
    except (AssemblyError, FontError) as error:
        raise JobFailed(str(error)) from error


@dataclass
class Presswork:
    """A run, in a folder that is cleared after it; `seconds` is how long each stage took."""

    proof: Proof
    folder: Path
    cache: Cache
    before: Seen
    progress: Progress
    seconds: dict[str, float] = field(default_factory=dict)
    _done: int = 0

    def run(self) -> Printed:
        """Print the proof. Raises JobFailed with the name of what cannot be printed."""
        with _failures_told():
            return self._run()

    def _run(self) -> Printed:
        with self.timed("render"):
            drafted = {at: self._draft(at) for at in self._drafts}
            labels = self._settle(drafted)
        with self.timed("assemble"):
            pieces = [self._piece(at, drafted, labels) for at in range(len(self.pieces))]
            total = int(last_number([label for each in labels for label in each]))
            pack = self._bind("", self.proof.title, pieces, total)
            papers = {
                anchor: self._bind(anchor, title, [pieces[at] for at in own], total)
                for anchor, (title, own) in self._papers.items()
            }
        with self.timed("inspect"):
            findings = merged([*pack.report, *self._inspect(pack, papers)])
        warnings = [each for made in drafted.values() for each in made.warnings]
        return Printed(pack, papers, self.pieces, labels, findings, warnings)

    def without(self, labels: Mapping[str, str], total: int) -> Assembled:
        """Bind a tree that lacks papers of a pack: each page has the label it has in the whole.

        Raises JobFailed where what is left is no longer printed on as many pages, or hides
        anything.
        """
        with _failures_told():
            return self._without(labels, total)

    def _without(self, labels: Mapping[str, str], total: int) -> Assembled:
        drafted = {at: self._draft(at) for at in self._drafts}
        known = [
            tuple(labels.get(page_name(piece, number), "") for number in range(1, count + 1))
            for piece, count in zip(self.pieces, self._counts(drafted), strict=True)
        ]
        pages = first_pages(self.pieces, known) | first_absent(self.proof.root)
        for at in self._drafts:
            if not self.pieces[at].paper:
                drafted[at] = self._drafting.draft(self.pieces[at], pages)
        given = sum(len(each) for each in known)
        if self._counts(drafted) != [len(each) for each in known] or given != len(labels):
            raise JobFailed("What is left is printed on other pages now. Build the pack again.")
        pieces = [self._piece(at, drafted, known) for at in range(len(self.pieces))]
        pack = self._bind("", self.proof.title, pieces, total)
        blocking = [each for each in self._inspect(pack, {}) if each.blocks]
        if blocking:
            raise JobFailed("\n".join(each.sentence for each in blocking))
        return pack

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """Note how long a stage takes."""
        start = perf_counter()
        yield
        self.seconds[stage] = round(perf_counter() - start, 3)

    def step(self, words: str) -> None:
        """Say that one step more is done and what comes now; may raise to stop the work."""
        self.progress(self._done, self._steps, words)
        self._done += 1

    def ask_again(self, words: str) -> None:
        """Ask whether the work goes on, at its very end; may raise to stop it."""
        self.progress(self._steps, self._steps, words)

    @property
    def _steps(self) -> int:
        """Drafts printed, pieces bound, files looked at, and the keeping."""
        files = len(self.pieces) - len(self._drafts)
        looked = 1 + len(self._papers) + files
        return len(self._drafts) + len(self.pieces) + looked + 1

    @cached_property
    def pieces(self) -> list[Print]:
        return prints(self.proof.root)

    @property
    def _drafts(self) -> list[int]:
        return [at for at, piece in enumerate(self.pieces) if not piece.is_file]

    @cached_property
    def _papers(self) -> dict[str, tuple[str, list[int]]]:
        """The title and the pieces of each paper, by its anchor."""
        found: dict[str, tuple[str, list[int]]] = {}
        for at, piece in enumerate(self.pieces):
            if piece.paper:
                node = self.proof.root.find(piece.paper)
                title = node.title if node else piece.title
                found.setdefault(piece.paper, (title, []))[1].append(at)
        return found

    @cached_property
    def _blobs(self) -> dict[str, Blob]:
        """The files by hash. Raises JobFailed with the name of one that is lost."""
        files = [piece for piece in self.pieces if piece.is_file]
        blobs = Blob.objects.by_hash(piece.node.blob for piece in files)
        for piece in files:
            if piece.node.blob not in blobs or not blobs[piece.node.blob].path.exists():
                raise JobFailed(f"The file of “{piece.called}” is missing. Upload it again.")
        return blobs

    @cached_property
    def texts(self) -> dict[str, list[BlobPage]]:
        """The pages of the files with their words and printed slide numbers, by hash."""
        found: dict[str, list[BlobPage]] = {sha256: [] for sha256 in self._blobs}
        rows = BlobPage.objects.filter(blob__sha256__in=found).select_related("blob")
        for page in rows.order_by("number"):
            found[page.blob.sha256].append(page)
        return found

    def _draft(self, at: int) -> Rendered:
        self.step(f"Printing {self.pieces[at].called}")
        return self._drafting.draft(self.pieces[at])

    @property
    def _drafting(self) -> Drafting:
        return Drafting(self.proof.root, self.proof.language, self.cache)

    def _settle(self, drafted: dict[int, Rendered]) -> Labels:
        """Number all pages, and draft anew what names numbers, until none of them moves."""
        front = [at for at in self._drafts if not self.pieces[at].paper]
        labels: Labels = []
        for _ in range(MOST_PASSES):
            known, labels = labels, self._label(drafted)
            if labels == known:
                break
            pages = first_pages(self.pieces, labels)
            drafted |= {at: self._drafting.draft(self.pieces[at], pages) for at in front}
        return labels

    def _label(self, drafted: Mapping[int, Rendered]) -> Labels:
        counts = self._counts(drafted)
        return label_pieces(self.pieces, counts, self.before, self.proof.late_papers)

    def _counts(self, drafted: Mapping[int, Rendered]) -> list[int]:
        """How many pages each piece has."""
        return [
            drafted[at].pages if at in drafted else self._blobs[piece.node.blob].pages
            for at, piece in enumerate(self.pieces)
        ]

    def _piece(self, at: int, drafted: Mapping[int, Rendered], labels: Labels) -> Piece:
        piece = self.pieces[at]
        about: dict[str, Any] = {
            "key": piece.key,
            "title": piece.title,
            "lang": self.proof.language,
            "under": piece.under,
            "labels": labels[at],
        }
        made = drafted.get(at)
        if made is not None:
            return Piece(pdf=made.pdf, headings=_headings(piece, made), **about)
        sha256 = piece.node.blob
        return Piece(
            pdf=self._blobs[sha256].path,
            digest=sha256,
            source=_source(piece),
            slides=tuple(page.slide or None for page in self.texts[sha256]),
            **about,
        )

    def _bind(self, name: str, title: str, pieces: Sequence[Piece], total: int) -> Assembled:
        """One file of these pieces: the paper of that name, or the pack for none."""
        rule, whole = self.proof.stamp, not name
        names = {piece.key: piece.called for piece in self.pieces}
        return assemble(
            pieces,
            to=self.folder / f"{name or 'pack'}.pdf",
            title=title,
            stamp=Stamp(text=rule.text(), mark=rule.mark, place=rule.place),
            identity=f"{self.proof.sha256} {name or 'pack'}",
            created=self.proof.dated,
            lang=self.proof.language,
            cache=self.cache,
            pages=total,
            progress=(lambda key, *_: self.step(f"Binding {names[key]}")) if whole else None,
        )

    def _inspect(self, pack: Assembled, papers: Mapping[str, Assembled]) -> Iterator[Finding]:
        """Look at the very bytes that would be released."""
        titles = {piece.key: piece.called for piece in self.pieces}
        bound = [("the pack", pack), *((self._papers[each][0], papers[each]) for each in papers)]
        for called, made in bound:
            names = {page: titles[each.piece] for page, each in enumerate(made.pages, 1)}
            yield from self._look(made.path, sha256_of(made.path), names, called)
        for piece in filter(lambda each: each.is_file, self.pieces):
            blob = self._blobs[piece.node.blob]
            names = dict.fromkeys(range(1, blob.pages + 1), piece.called)
            yield from self._look(blob.path, blob.sha256, names, piece.called)

    def _look(
        self, path: Path, sha256: str, names: Mapping[int, str], called: str
    ) -> list[Finding]:
        self.step(f"Checking that {called} hides nothing")
        return inspect_file(path, sha256, names, called, self.cache)


def _headings(piece: Print, made: Rendered) -> tuple[Heading, ...]:
    """What stands under the piece in the outline: the headings of its text, not of its cover.

    Its own title comes first; the press leaves it out there, and so asks for no other headings.
    """
    anchors = {node.anchor for node in piece.node.of_kind("section")}
    return (
        Heading(1, piece.title, 1),
        *(heading for heading in made.headings if heading.anchor in anchors),
    )


def _source(piece: Print) -> str:
    """What findings call an uploaded file: its title, which is no other word of the press."""
    return piece.node.title if piece.node.title != DRAFTED else piece.node.title.capitalize()
