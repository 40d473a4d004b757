"""The pack as a file: what of it belongs to no piece, and where each piece stands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO

from icsgov.press import contents, forme
from icsgov.press.binder import Binder, refs, text
from icsgov.press.findings import Finding
from icsgov.press.fonts import StampFont
from icsgov.press.forme import Forme
from icsgov.press.pieces import Heading, PackPage, Piece
from icsgov.press.stamps import Stamp, artifact


@dataclass(slots=True)
class Bound:
    """A piece with its forme, its place in the pack and the offset of its object numbers."""

    piece: Piece
    forme: Forme
    offset: int
    pages: list[PackPage]

    def number(self, own: int) -> int:
        """The number in the pack of the piece's own object."""
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


@dataclass(slots=True)
class Pack:
    """Everything that goes into one file."""

    bound: list[Bound]
    stamp: Stamp
    font: StampFont
    total: int
    title: str
    lang: str
    identity: str
    created: datetime
    broken: list[tuple[Bound, int, str]] = field(default_factory=list)

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

    def _add_piece(self, binder: Binder, each: Bound) -> None:
        own = each.forme
        numbers = [each.number(number) for number in own.objects]
        binder.add_all(numbers, own.text.at(each.offset).split(b"\0"))
        data = own.data()
        for stream in own.streams:
            head = stream.head.at(each.offset)[2:-2]
            part = data[stream.start : stream.start + stream.length]
            binder.add_stream(each.number(stream.number), head, part)
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
        lines = []
        if shown.label:
            words = self.stamp.words(shown.label, self.total)
            lines.append(artifact(page.plan.stamp, words, self.font, page.resource, page.sheet))
        if page.plan.mark is not None:
            mark = self.stamp.mark
            lines.append(artifact(page.plan.mark, mark, self.font, page.resource, page.sheet))
        return b"".join([page.closing.encode(), *lines])

    def _add_crossings(self, binder: Binder, each: Bound) -> None:
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
        if any(each.forme.opens for each in self.bound):
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


def _add_parents(binder: Binder, each: Bound) -> int:
    """A piece's leaf of the parent tree. A page's key is its object number, so keys never clash."""
    pairs = [(each.number(own), each.number(value)) for own, value in each.forme.parents]
    nums = b" ".join(b"%d %d 0 R" % pair for pair in pairs)
    limits = b"%d %d" % (pairs[0][0], pairs[-1][0])
    return binder.add(binder.take(), b"<</Limits[%s]/Nums[%s]>>" % (limits, nums))


def _id(each: Bound, index: int) -> bytes:
    """The ID that the piece's element with this count has in the pack."""
    return b"(%d-%d)" % (each.number(each.forme.part), index)


def _add_ids(binder: Binder, each: Bound) -> int:
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


def _add_headings(line: contents.Line, each: Bound) -> None:
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
