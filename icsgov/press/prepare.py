"""Making a piece ready: what may be published of it is kept, everything else stays behind."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
from pikepdf import Array, Dictionary, Name, Stream, String

from icsgov.press import conformance, content
from icsgov.press.cache import piece_key
from icsgov.press.fonts import StampFont
from icsgov.press.forme import Bookmark, Forme, freeze
from icsgov.press.ink import EdgeInk
from icsgov.press.links import PACK, Places, bookmarks, pack_target, strip_link, target_of
from icsgov.press.sheets import INHERITED, Sheet, inherited, operands, sheet_of
from icsgov.press.stamps import Plan, Stamp, plan_page
from icsgov.press.structure import TooDeep, Tree, tidy

PAGE_KEYS = frozenset((*INHERITED, "/Type", "/Contents", "/Group", "/UserUnit"))
PRIVATE_KEYS = frozenset(  # what programs leave on pictures and forms for themselves
    ("/Metadata", "/PieceInfo", "/LastModified", "/OPI", "/Alternates", "/AF", "/Thumb", "/Measure")
)
UNREADABLE = "The file cannot be read. Open it in the program that made it and export it again."


class PieceError(Exception):
    """A piece that cannot be bound; ``what`` is a sentence, ``page`` where in the file."""

    def __init__(self, what: str, page: int | None = None) -> None:
        super().__init__(what if page is None else f"Page {page}: {what}")
        self.what = what
        self.page = page


@dataclass(frozen=True, slots=True)
class Planning:
    """What is needed to find places for the stamp: itself, its widest text, its font."""

    stamp: Stamp
    widest: str
    font: StampFont

    def key(self, digest: str, drafted: bool) -> str:
        """The cache key of a piece's forme: another stamp may need other places."""
        stamp = self.stamp
        return piece_key("forme", digest, str(drafted), stamp.place, stamp.mark, self.widest)

    def plans(self, data: bytes, sheets: list[Sheet], drafted: bool) -> list[Plan]:
        """A plan for each page; a drafted page has free margins, any other is looked at."""
        if drafted:
            return [self._plan(sheet, lambda box: False) for sheet in sheets]
        seen = pdfium.PdfDocument(data)
        try:
            return [self._plan(sheet, EdgeInk(seen[at], sheet)) for at, sheet in enumerate(sheets)]
        finally:
            seen.close()

    def _plan(self, sheet: Sheet, inked: Callable[..., bool]) -> Plan:
        return plan_page(self.stamp, self.widest, self.font, sheet, inked)


def prepare(source: bytes | Path, drafted: bool, planning: Planning) -> Forme:
    """Make this PDF ready to be bound. Raises PieceError.

    ``drafted`` is true of what the press itself rendered: its margins are free by design, and its
    links may lead to other pieces.
    """
    data = source if isinstance(source, bytes) else source.read_bytes()
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return _Cleaning(pdf, drafted).run(data, planning)
    except (pikepdf.PdfError, pikepdf.DataDecodingError, pdfium.PdfiumError) as error:
        raise PieceError(UNREADABLE) from error


class _Cleaning:
    """The work on one file."""

    def __init__(self, pdf: pikepdf.Pdf, drafted: bool) -> None:
        self.pdf = pdf
        self.drafted = drafted
        self.pages = [page.obj for page in pdf.pages]
        self.sheets = [sheet_of(page) for page in self.pages]
        self.tagged = "/StructTreeRoot" in pdf.Root and _marked(pdf.Root)
        self.resource = _free_name(self.pages)
        self.font = self._placeholder()
        self.opening = self._placeholder()
        self.links: dict[tuple[int, int], Dictionary] = {}
        self.crossings: list[tuple[str, str, int]] = []
        self.held: list[Dictionary] = []
        self.stamps: list[Dictionary] = []
        self.wrapped: list[Dictionary] = []
        self.problems: list[tuple[int | None, str]] = []
        self.left_out: list[int] = []

    def run(self, data: bytes, planning: Planning) -> Forme:
        """Clean the file, save it, and freeze what was saved."""
        self._refuse()
        plans = planning.plans(data, self.sheets, self.drafted)
        self.moves = {
            page.objgen: plan.shrinking(sheet)
            for page, plan, sheet in zip(self.pages, plans, self.sheets, strict=True)
            if plan.shrinks
        }
        self.places = Places(self.pdf, self.sheets, self.moves)
        lines = [Bookmark(*line) for line in bookmarks(self.pdf, self.places)]
        anchors = self.places.named() if self.drafted else {}
        closings = [self._clean_page(at, page) for at, page in enumerate(self.pages)]
        tree = self._structure()
        self._reduce(tree)
        known = [
            {"closing": closing, "resource": self.resource, "sheet": sheet, "plan": plan}
            for closing, sheet, plan in zip(closings, self.sheets, plans, strict=True)
        ]
        facts = {
            "anchors": {name: (at.page, at.x, at.y) for name, at in anchors.items()},
            "bookmarks": lines,
            "left_out": self.left_out,
            "tagged": self.tagged,
            "covered": self.tagged or len(self.wrapped) == len(self.pages),
            "version": max(self.pdf.pdf_version, "1.7"),
        }
        saved = io.BytesIO()
        self.pdf.save(
            saved, compress_streams=True, object_stream_mode=pikepdf.ObjectStreamMode.disable
        )
        with pikepdf.open(saved) as ready:
            return freeze(ready, known, self.crossings, self.problems, facts)

    def _refuse(self) -> None:
        """Refuse what would look otherwise in the pack than in the file."""
        if not self.pages:
            raise PieceError("The file has no pages.")
        default = self.pdf.Root.get("/OCProperties", {}).get("/D", {})
        if len(default.get("/OFF", [])) or default.get("/BaseState") == Name.OFF:
            raise PieceError(
                "The file has hidden layers. Print it to a new PDF with only what is to be seen."
            )

    def _placeholder(self) -> Dictionary:
        return self.pdf.make_indirect(Dictionary(ICS=String("held")))

    def _clean_page(self, at: int, page: Dictionary) -> str:
        """Reduce a page to what is published; what closes its content before the stamp."""
        kept = {key: inherited(page, key) for key in INHERITED}
        links = self._links(at, page)
        for key in set(page.keys()) - PAGE_KEYS:
            del page[key]
        for key, value in kept.items():
            if value is not None:
                page[key] = value
        if links:
            page.Annots = Array(links)
        fonts = _sub(_sub(page, "/Resources"), "/Font")
        fonts["/" + self.resource] = self.font
        return self._wrap(at, page)

    def _wrap(self, at: int, page: Dictionary) -> str:
        """Put the page's content between an opening and the place of the stamp."""
        streams = _streams(page)
        try:
            data = b"\n".join(stream.read_bytes() for stream in streams)
        except pikepdf.PdfError as error:
            raise PieceError("This page cannot be read. Export the file again.", at + 1) from error
        found = content.scan(data)
        if self.tagged and found.lines:  # office programs leave rules and backgrounds untagged
            streams = [self.pdf.make_stream(content.mark_decoration(data, found.lines))]
        problem = conformance.of_content(found) if self.tagged else None
        if problem:
            self.problems.append((at + 1, problem))
        opening, closing = "q " * (1 + found.unopened), "EMC " * found.open_marks
        move = self.moves.get(page.objgen)
        if move is not None:
            opening += f"{operands(move)} cm {self.sheets[at].rectangle()} re W n "
        if not self.tagged and found.balanced and not found.numbered:
            self.wrapped.append(page)
            opening, closing = opening + "/P<</MCID 0>>BDC ", closing + "EMC "
        first = self.opening if opening == "q " else self.pdf.make_stream(opening.encode())
        self.stamps.append(self._placeholder())
        page.Contents = Array([first, *streams, self.stamps[-1]])
        return closing + "Q " * (1 + found.unclosed)

    def _links(self, at: int, page: Dictionary) -> list[Dictionary]:
        """The page's links that lead within the file, the pack or the web."""
        kept = []
        annotations = page.get("/Annots")
        for each in annotations if isinstance(annotations, Array) else []:
            if not isinstance(each, Dictionary) or each.get("/Subtype") == Name.Popup:
                continue
            if each.get("/Subtype") != Name.Link:
                self.left_out.append(at + 1)
                continue
            link = each if each.is_indirect else self.pdf.make_indirect(each)
            if self._aim(link, at, page):
                kept.append(link)
                self.links[link.objgen] = link
        return kept

    def _aim(self, link: Dictionary, at: int, page: Dictionary) -> bool:
        """Rewrite one link with what it does spelled out; False where it may not stay."""
        kind, target = target_of(link)
        place = self.places.place(target) if kind == "place" else None
        if place is None and kind != "web" and not (kind == PACK and self.drafted):
            return False
        strip_link(link, page, self.moves.get(page.objgen))
        if place is not None:
            link.Dest = self.places.array(place)
            words = f"To page {place.page + 1} of this paper"
        elif kind == "web":
            link.A = Dictionary(S=Name.URI, URI=String(target))
            words = target
        else:
            self.crossings.append((*pack_target(target), at + 1))
            link.Dest, link.Contents = self._placeholder(), self._placeholder()
            self.held += [link.Dest, link.Contents]
        if "/Contents" not in link:
            link.Contents = String(words)
        return True

    def _structure(self) -> Tree:
        """The file's tags, tidied; for an untagged file one paragraph a page, in its own order."""
        if not self.tagged:
            self.problems.append((None, conformance.UNTAGGED))
            return self._plain_structure()
        try:
            tree = tidy(self.pdf.Root.StructTreeRoot, self.pages, self.links.keys(), self.moves)
        except (TooDeep, AttributeError, LookupError, TypeError, ValueError) as error:
            deep = isinstance(error, TooDeep)
            self.problems.append((None, conformance.TOO_DEEP if deep else conformance.BROKEN))
            self.tagged = False
            return Tree()
        self.problems += tree.problems
        if self.pdf.Root.MarkInfo.get("/Suspects"):
            self.problems.append((None, conformance.DOUBTED))
        if self.links.keys() - tree.links.keys():
            self.problems.append((None, conformance.LOOSE_LINK))
        return tree

    def _plain_structure(self) -> Tree:
        tree = Tree()
        for page in self.wrapped:
            element = Dictionary(Type=Name.StructElem, S=Name.P, K=0, Pg=page)
            element = self.pdf.make_indirect(element)
            tree.tops.append(element)
            tree.owners[page.objgen] = page
            tree.marks[page.objgen] = {0: element}
        return tree

    def _reduce(self, tree: Tree) -> None:
        """Leave nothing to be reached from the file's root but pages, tags and notes of both."""
        root, make = self.pdf.Root, self.pdf.make_indirect
        node = make(Dictionary(Type=Name.Pages, Kids=Array(self.pages), Count=len(self.pages)))
        for page in self.pages:
            page.Parent = node
            page.Tabs = Name.S
        for top in tree.tops:
            top.P = root
        for each in self.pdf.objects:
            if isinstance(each, Stream):
                for key in PRIVATE_KEYS & set(each.stream_dict.keys()):
                    del each.stream_dict[key]
        parents = [
            Array([owner, value if value.is_indirect else make(value)])
            for owner, value in tree.parents()
        ]
        for key in set(root.keys()) - {"/Type"}:
            del root[key]
        root.Pages = node
        root.ICS = Dictionary(
            Font=self.font,
            Opening=self.opening,
            Stamps=Array(self.stamps),
            Held=Array(self.held),
            Parents=Array(parents),
            Tops=Array(tree.tops),
            IDs=Array(tree.ids),
        )
        if "/Info" in self.pdf.trailer:
            del self.pdf.trailer["/Info"]


def _marked(root: Dictionary) -> bool:
    about = root.get("/MarkInfo")
    return isinstance(about, Dictionary) and bool(about.get("/Marked"))


def _sub(holder: Dictionary, key: str) -> Dictionary:
    """The dictionary under this key, made where there is none."""
    if not isinstance(holder.get(key), Dictionary):
        holder[key] = Dictionary()
    return holder[key]


def _streams(page: Dictionary) -> list[Stream]:
    held = page.get("/Contents")
    held = held if isinstance(held, Array) else [held]
    return [each for each in held if isinstance(each, Stream)]


def _free_name(pages: list[Dictionary]) -> str:
    """A resource name for the stamp's font that no page of the file uses."""
    used: set[str] = set()
    for page in pages:
        fonts = (inherited(page, "/Resources") or {}).get("/Font")
        used |= set(fonts.keys()) if isinstance(fonts, Dictionary) else set()
    return next(name for count in range(len(used) + 1) if f"/{(name := f'ICS{count}')}" not in used)
