"""Pieces into one pack: stamped, numbered, linked, with contents and one structure tree."""

import errno
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from . import contents, fonts, forme
from .binder import Binder, refs, text
from .cache import Cache, digest
from .findings import Finding
from .fonts import StampFont
from .forme import Forme
from .prepare import PieceError, Planning, prepare
from .stamps import Stamp, artifact

DRAFTED = "drafted"
Progress = Callable[[str, int, int], None]


class AssemblyError(Exception):
    """The pack could not be made; ``piece`` is the key of the piece at fault, or empty."""

    def __init__(self, what: str, piece: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.piece = piece


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a drafted piece: its level from 1, its page from 1, its id if it has one."""

    level: int
    title: str
    page: int
    anchor: str = ""
    top: float | None = None  # points from the page's foot


@dataclass(frozen=True, slots=True)
class Piece:
    """One paper, or part of one, on its way into a pack.

    ``source`` says in words where it comes from: DRAFTED for what the press rendered, else the
    name of the uploaded file. ``under`` are the titles of the outline that it stands under.
    ``first_label`` starts a series of its own ("35A", "35B" ...) beside the pack's numbers.
    ``digest`` is the SHA-256 of the PDF, where it is known.
    """

    key: str
    title: str
    pdf: bytes | Path
    lang: str = "en-GB"
    source: str = DRAFTED
    headings: tuple[Heading, ...] = ()
    under: tuple[str, ...] = ()
    slides: tuple[str | None, ...] = ()
    first_label: str | None = None
    digest: str = ""

    @property
    def drafted(self) -> bool:
        """Whether the press made it, so that its margins are free and its links may cross."""
        return self.source == DRAFTED


@dataclass(frozen=True, slots=True)
class PackPage:
    """One page of the pack: its place in the file from 1, its printed label, where it is from."""

    number: int
    label: str
    piece: str
    file_page: int
    slide: str | None


@dataclass(frozen=True, slots=True)
class Assembled:
    """A finished pack. ``ua`` tells whether it claims PDF/UA; ``report`` says why not."""

    path: Path
    size: int
    pages: tuple[PackPage, ...]
    report: tuple[Finding, ...]
    ua: bool
    made: int
    reused: int


@dataclass(slots=True)
class _Bound:
    """A piece with its forme, its place in the pack and the offset of its object numbers."""

    piece: Piece
    forme: Forme
    offset: int
    pages: list[PackPage]

    def number(self, own: int) -> int:
        return self.offset + own

    def place(self, page: int, x: float | None = None, y: float | None = None) -> bytes:
        """An explicit destination in this piece; without a point, the top of the page."""
        target = self.forme.pages[page]
        if y is None:
            sheet = target.sheet
            corner = sheet.to_page().transform((0, sheet.height))
            x, y = corner
        number = self.number(target.number)
        return b"[%d 0 R/XYZ %.2f %.2f null]" % (number, x or 0, y)


def assemble(
    pieces: Sequence[Piece],
    *,
    to: Path,
    title: str,
    stamp: Stamp,
    identity: str,
    created: datetime,
    lang: str = "en-GB",
    cache: Cache | None = None,
    prefix: str = "",
    pages: int | None = None,
    font_folder: Path | None = None,
    progress: Progress | None = None,
) -> Assembled:
    """Bind the pieces, in order, into the file ``to``, which appears whole or not at all.

    ``prefix`` stands before every page number (Part 2's own series); ``pages`` is the total that
    stamps name where the file is a supplement. The same arguments give the same bytes:
    ``identity`` and ``created`` are the only word on who and when. ``progress`` is called with a
    piece's key, how many are done and of how many, and may raise to stop the work.

    Raises AssemblyError.
    """
    if not pieces:
        raise AssemblyError("There is nothing to put into the pack.")
    letters = stamp.letters(prefix + "".join(piece.first_label or "" for piece in pieces))
    font = fonts.stamp_font(letters, font_folder or fonts.home())
    planning = Planning(stamp, stamp.widest(prefix), font)
    making = _Making(planning, cache, progress)
    formes = [making.forme_of(piece, done, len(pieces)) for done, piece in enumerate(pieces)]
    bound = list(_number_pages(pieces, formes, prefix))
    total = pages or sum(len(each.pages) for each in bound if not each.piece.first_label)
    pack = _Pack(bound, stamp, font, total, title, lang, identity, created)
    size = _write_whole(to, pack.write)
    return Assembled(
        path=to,
        size=size,
        pages=tuple(page for each in bound for page in each.pages),
        report=tuple(pack.report()),
        ua=pack.ua,
        made=making.made,
        reused=making.reused,
    )


@dataclass(slots=True)
class _Making:
    """Gets formes, from the cache or made."""

    planning: Planning
    cache: Cache | None
    progress: Progress | None
    made: int = 0
    reused: int = 0

    def forme_of(self, piece: Piece, done: int, total: int) -> Forme:
        if self.progress is not None:
            self.progress(piece.key, done, total)
        try:
            return self._cached(piece) if self.cache is not None else self._made(piece)
        except PieceError as error:
            raise AssemblyError(f"{_named(piece)}: {error}", piece.key) from error
        except FileNotFoundError as error:
            raise AssemblyError(f"{_named(piece)} is missing.", piece.key) from error

    def _cached(self, piece: Piece) -> Forme:
        key = self.planning.key(piece.digest or digest(_bytes(piece.pdf)), piece.drafted)
        kept = self.cache.get(key)
        if kept is not None:
            self.reused += 1
            return forme.load(kept)
        made = self._made(piece)
        self.cache.put(key, made.dump())
        return made

    def _made(self, piece: Piece) -> Forme:
        self.made += 1
        return prepare(piece.pdf, piece.drafted, self.planning)


def _bytes(pdf: bytes | Path) -> bytes:
    return pdf if isinstance(pdf, bytes) else pdf.read_bytes()


def _named(piece: Piece) -> str:
    return piece.title if piece.drafted else f"{piece.title} (file “{piece.source}”)"


def _number_pages(
    pieces: Sequence[Piece], formes: Sequence[Forme], prefix: str
) -> Iterator[_Bound]:
    """Give every page its place and its label, and every piece its object numbers."""
    offset, number, count = forme.SHARED, 0, 0
    for piece, each in zip(pieces, formes, strict=True):
        pages = []
        for index in range(len(each.pages)):
            number += 1
            if piece.first_label:
                label = contents.counted_from(piece.first_label, index)
            else:
                count += 1
                label = f"{prefix}{count}"
            slide = piece.slides[index] if index < len(piece.slides) else None
            pages.append(PackPage(number, label, piece.key, index + 1, slide))
        yield _Bound(piece, each, offset, pages)
        offset += each.size


def _write_whole(to: Path, write: Callable[[BinaryIO], None]) -> int:
    """Write beside the target and move into place; returns the size in bytes."""
    to.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=to.parent, prefix=".pack-")
    try:
        with os.fdopen(handle, "wb", buffering=1 << 20) as file:
            write(file)
        os.replace(name, to)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            what = "The disk is full. Free some space, then build the pack again."
            raise AssemblyError(what) from error
        raise
    finally:
        Path(name).unlink(missing_ok=True)
    return to.stat().st_size


@dataclass(slots=True)
class _Pack:
    """Everything that goes into one file."""

    bound: list[_Bound]
    stamp: Stamp
    font: StampFont
    total: int
    title: str
    lang: str
    identity: str
    created: datetime
    broken: list[tuple[_Bound, int, str]] = field(default_factory=list)

    @property
    def ua(self) -> bool:
        """Whether every piece earns the claim to PDF/UA."""
        return not any(each.forme.problems for each in self.bound)

    def write(self, file: BinaryIO) -> None:
        """Write the file."""
        size = self.bound[-1].offset + self.bound[-1].forme.size + 1
        version = max(each.forme.version for each in self.bound)
        binder = Binder(file, version, size)
        for each in self.bound:
            self._add_piece(binder, each)
        self._add_shared(binder)
        binder.finish(forme.CATALOG, forme.INFO, self.identity.encode())

    def _add_piece(self, binder: Binder, each: _Bound) -> None:
        own = each.forme
        numbers = [each.number(number) for number in own.objects]
        binder.add_all(numbers, own.text.at(each.offset).split(b"\0"))
        for stream in own.streams:
            head = stream.head.at(each.offset)[2:-2]
            data = own.data[stream.start : stream.start + stream.length]
            binder.add_stream(each.number(stream.number), head, data)
        for page, shown in zip(own.pages, each.pages, strict=True):
            binder.add_stream(each.number(page.stamp), b"", self._stamping(page, shown))
        self._add_crossings(binder, each)
        if own.tops:
            part = b"<</Type/StructElem/S/Part/P %d 0 R/T%s/Lang%s/K[%s]>>" % (
                forme.DOCUMENT,
                text(each.piece.title),
                text(each.piece.lang),
                refs(each.number(top) for top in own.tops),
            )
            binder.add(each.number(own.part), part)

    def _stamping(self, page: forme.Page, shown: PackPage) -> bytes:
        """What follows a page's own content: its end, then stamp and mark."""
        words = self.stamp.words(shown.label, self.total)
        lines = [artifact(page.plan.stamp, words, self.font, page.resource, page.sheet)]
        if page.plan.mark is not None:
            mark = self.stamp.mark
            lines.append(artifact(page.plan.mark, mark, self.font, page.resource, page.sheet))
        return b"".join([page.closing.encode(), *lines])

    def _add_crossings(self, binder: Binder, each: _Bound) -> None:
        """Fill in the destinations and words of links to other pieces."""
        targets = {other.piece.key: other for other in self.bound}
        for link in each.forme.links:
            target = targets.get(link.key)
            anchor = target.forme.anchors.get(link.anchor) if target else None
            if target is None or (link.anchor and anchor is None):
                self.broken.append((each, link.page, f"{link.key}#{link.anchor}".rstrip("#")))
            place = target.place(*(anchor or (0,))) if target else b"null"
            binder.add(each.number(link.destination), place)
            words = target.piece.title if target else "This paper is not in the pack"
            binder.add(each.number(link.words), text(words))

    def _add_shared(self, binder: Binder) -> None:
        nodes = refs(each.number(each.forme.node) for each in self.bound)
        count = sum(len(each.pages) for each in self.bound)
        binder.add(forme.PAGES, b"<</Type/Pages/Kids[%s]/Count %d>>" % (nodes, count))
        binder.add_stream(forme.OPENING, b"", b"q\n")
        plain, streams = self.font.objects(forme.FONT)
        for number, value in plain:
            binder.add(number, value)
        for number, head, data in streams:
            binder.add_packed(number, head.encode(), data)
        binder.add(forme.INFO, contents.info(self.title, self.created))
        packet = contents.metadata(self.title, self.lang, self.created, self.ua)
        binder.add_stream(forme.METADATA, b"/Type/Metadata/Subtype/XML", packet)
        contents.add_outline(binder, forme.OUTLINES, self._outline())
        names = contents.add_names(binder, self._names())
        structure = self._add_structure(binder)
        labels = contents.page_labels([page.label for each in self.bound for page in each.pages])
        binder.add(
            forme.CATALOG,
            b"<</Type/Catalog/Pages %d 0 R/Outlines %d 0 R/PageMode/UseOutlines/Metadata %d 0 R"
            b"/Names<</Dests %d 0 R>>/PageLabels%s/Lang%s%s"
            b"/ViewerPreferences<</DisplayDocTitle true>>>>"
            % (
                forme.PAGES,
                forme.OUTLINES,
                forme.METADATA,
                names,
                labels,
                text(self.lang),
                structure,
            ),
        )

    def _add_structure(self, binder: Binder) -> bytes:
        """Add the root of the structure tree; what the catalog says of it."""
        tagged = [each for each in self.bound if each.forme.tops]
        if not tagged:
            return b""
        parts = refs(each.number(each.forme.part) for each in tagged)
        root = forme.STRUCTURE
        binder.add(
            forme.DOCUMENT, b"<</Type/StructElem/S/Document/P %d 0 R/K[%s]>>" % (root, parts)
        )
        parents = refs(_add_parents(binder, each) for each in tagged if each.forme.parents)
        highest = max(each.number(own) for each in tagged for own, _ in each.forme.parents)
        value = b"<</Type/StructTreeRoot/K[%d 0 R]/ParentTree<</Kids[%s]>>/ParentTreeNextKey %d" % (
            forme.DOCUMENT,
            parents,
            highest + 1,
        )
        named = sorted((_id(each, 0), each) for each in tagged if each.forme.ids)
        if named:
            value += b"/IDTree<</Kids[%s]>>" % refs(_add_ids(binder, each) for _, each in named)
        binder.add(root, value + b">>")
        marked = b"true" if all(each.forme.covered for each in self.bound) else b"false"
        return b"/StructTreeRoot %d 0 R/MarkInfo<</Marked %s>>" % (root, marked)

    def _names(self) -> dict[str, bytes]:
        """Named places: each piece by its key, each anchor of a drafted one by KEY#anchor."""
        names: dict[str, bytes] = {}
        for each in self.bound:
            names[each.piece.key] = each.place(0)
            for anchor, place in each.forme.anchors.items():
                names[f"{each.piece.key}#{anchor}"] = each.place(*place)
        return names

    def _outline(self) -> list[contents.Line]:
        """Items, their papers, and the papers' own headings."""
        top = contents.Line("", b"")
        path: list[contents.Line] = []
        for each in self.bound:
            under = each.piece.under
            kept = _common(under, [line.title for line in path])
            path = path[:kept]
            for title in under[kept:]:
                line = contents.Line(title, each.place(0))
                (path[-1] if path else top).under.append(line)
                path.append(line)
            line = contents.Line(each.piece.title, each.place(0))
            (path[-1] if path else top).under.append(line)
            _add_headings(line, each)
        return top.under

    def report(self) -> Iterator[Finding]:
        """What the people who wrote the pieces should know."""
        for each in self.bound:
            for page, what in each.forme.problems:
                yield _accessibility(each.piece, page, what)
            for page in sorted(set(each.forme.left_out)):
                yield Finding(
                    "left-out",
                    page,
                    each.piece.title,
                    "A note, form field or other addition on this page is not in the pack.",
                    "If it should be seen, print the file to a new PDF and upload that.",
                    blocks=False,
                )
        for each, page, target in self.broken:
            yield Finding(
                "broken-link",
                page,
                each.piece.title,
                f"A link leads to “{target}”, which is not in the pack.",
                "Take the link out, or add the paper it leads to.",
                blocks=False,
            )


def _add_parents(binder: Binder, each: _Bound) -> int:
    """A piece's leaf of the parent tree. A page's key is its object number, so keys never clash."""
    pairs = [(each.number(own), each.number(value)) for own, value in each.forme.parents]
    nums = b" ".join(b"%d %d 0 R" % pair for pair in pairs)
    limits = b"%d %d" % (pairs[0][0], pairs[-1][0])
    return binder.add(binder.take(), b"<</Limits[%s]/Nums[%s]>>" % (limits, nums))


def _id(each: _Bound, index: int) -> bytes:
    """The ID that the piece's element with this count has in the pack."""
    return b"(%d-%d)" % (each.number(each.forme.part), index)


def _add_ids(binder: Binder, each: _Bound) -> int:
    pairs = sorted((_id(each, at), each.number(own)) for at, own in enumerate(each.forme.ids))
    names = b" ".join(b"%s %d 0 R" % pair for pair in pairs)
    limits = pairs[0][0] + pairs[-1][0]
    return binder.add(binder.take(), b"<</Limits[%s]/Names[%s]>>" % (limits, names))


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many titles two paths share from their start."""
    pairs = zip(one, other, strict=False)
    return next(
        (at for at, (left, right) in enumerate(pairs) if left != right), min(len(one), len(other))
    )


def _add_headings(line: contents.Line, each: _Bound) -> None:
    """Put a piece's headings under its line, as deep as they are."""
    headings = each.piece.headings or tuple(
        Heading(mark.level, mark.title, mark.page + 1) for mark in each.forme.bookmarks
    )
    above: list[tuple[int, contents.Line]] = [(0, line)]
    for heading in headings:
        if heading.title.casefold() == line.title.casefold() or heading.page > len(each.pages):
            continue
        while above[-1][0] >= heading.level:
            above.pop()
        place = each.place(heading.page - 1, None if heading.top is None else 0, heading.top)
        below = contents.Line(heading.title, place)
        above[-1][1].under.append(below)
        above.append((heading.level, below))


def _accessibility(piece: Piece, page: int | None, what: str) -> Finding:
    if piece.drafted:
        sentence, advice = f"This text is not fully accessible: {what}.", "Edit the text."
    else:
        sentence = f"The file “{piece.source}” is not fully accessible: {what}."
        advice = (
            "Ask its author to mend this in the program that made it, and to save it as PDF"
            " with tags for accessibility."
        )
    return Finding("not-accessible", page, piece.title, sentence, advice, blocks=False)
