"""A foreign PDF to a clean one: only what is listed here is kept."""

import mmap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf

from icsgov.press.inside import outline
from icsgov.press.inside.annotations import Annotations
from icsgov.press.inside.destinations import Destinations
from icsgov.press.inside.findings import Findings
from icsgov.press.inside.layers import Layers
from icsgov.press.inside.streams import Streams
from icsgov.press.inside.tags import Tags
from icsgov.press.inside.trees import array, drop, keep, pairs
from icsgov.press.limits import Limits

PAGE_KEYS = frozenset(
    "/Type /Parent /Contents /Resources /MediaBox /CropBox /Rotate /StructParents /Tabs /Group "
    "/Annots".split()
)
INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
RESOURCE_KEYS = frozenset(
    "/ExtGState /ColorSpace /Pattern /Shading /XObject /Font /ProcSet /Properties".split()
)
ROOT_KEYS = frozenset("/Type /Pages /StructTreeRoot /MarkInfo /Lang /Outlines".split())
# What qpdf says of files that are whole.
HARMLESS = (
    "Resources is missing or invalid; repairing",
    "extraneous whitespace seen before xref",
    "accepting invalid xref table entry",
)
NUMBER = (pikepdf.Integer, pikepdf.Real)
A_METRE = 72 / 0.0254  # points
AUTOMATIC = ("/AA", "/JavaScript")


@dataclass(frozen=True)
class Normalised:
    """What became of a PDF. Without tags, no picture in it has a description.

    `spoken` has an entry for each page: words that are heard and not seen.
    """

    pages: int
    tagged: bool
    images_without_alt: int
    title: str
    spoken: list[str]


def rewrite(source: Path, target: Path, findings: Findings, limits: Limits) -> Normalised:
    """Write a clean copy of the PDF; whatever stays out is noted, whatever is wrong refuses it."""
    pikepdf.set_object_conversion_mode("explicit")
    pikepdf.settings.set_qpdf_limits(
        doc_max_warnings=20_000, flate_max_memory=limits.pixels * 4, max_stream_filters=5
    )
    if _has_more(source):
        findings.note("trailing-data")
    try:
        with Pdf.open(source, suppress_warnings=True) as pdf:
            made = _Rewriting(pdf, findings, limits).run()
            pdf.save(target, deterministic_id=True, preserve_pdfa=False)
            _stop_at_warnings(pdf, findings)
            return made
    except pikepdf.PasswordError:
        findings.stop("password")
    except (pikepdf.PdfError, pikepdf.DataDecodingError) as error:
        findings.stop("no-pages" if "no pages found" in str(error) else "damaged", detail="")


def _has_more(source: Path) -> bool:
    """Whether anything but white space follows the end of the PDF."""
    with source.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        end = data.rfind(b"%%EOF")
        return end >= 0 and bool(data[end + 5 :].strip(b"\0\t\n\f\r "))


def _stop_at_warnings(pdf: Pdf, findings: Findings) -> None:
    """A reader's warning refuses: a PDF cut at a third opens, with most pages empty."""
    warnings = [each for each in pdf.get_warnings() if not any(word in each for word in HARMLESS)]
    if any("more than once in the pages tree" in each for each in warnings):
        findings.stop("page-twice")
    if warnings:
        findings.stop("damaged", detail="")


class _Rewriting:
    """One PDF on its way."""

    def __init__(self, pdf: Pdf, findings: Findings, limits: Limits) -> None:
        self.pdf = pdf
        self.findings = findings
        self.limits = limits

    def run(self) -> Normalised:
        pdf, findings = self.pdf, self.findings
        _stop_at_warnings(pdf, findings)
        self._refuse_by_catalog()
        pages = self._pages()
        streams = Streams(pdf, findings, self.limits)
        streams.check(pages)
        _stop_at_warnings(pdf, findings)
        self._report_catalog(pages)
        Layers(pdf, findings).remove(pages)
        places = Destinations(pdf, pages)
        annotations = Annotations(pdf, places, findings)
        annotations.rewrite(pages)
        findings.stop_if_refused()
        title = self._title()
        for page in pages:
            keep(page, PAGE_KEYS)
            keep(page.Resources, RESOURCE_KEYS)
        outline.rewrite(pdf, places)
        tags = Tags(pdf, annotations.kept, findings, self.limits)
        # Answers drawn into a page are reached by no tag.
        tagged = tags.drop(pages) if annotations.flattened else tags.rewrite(pages)
        self._clean_root(pages)
        bare = streams.pictures if not tagged else tags.undescribed
        return Normalised(len(pages), tagged, bare, title, tags.spoken(pages))

    def _refuse_by_catalog(self) -> None:
        root = self.pdf.Root
        if self.pdf.is_encrypted:
            self.findings.stop("restricted")
        if Name.Collection in root:
            self.findings.stop("portfolio")
        if root.get_bool(Name.NeedsRendering, False):
            self.findings.stop("interactive-form")

    def _pages(self) -> list[Object]:
        """The pages with what they inherit, of bounded number and size."""
        number = len(self.pdf.pages)
        if number == 0:
            self.findings.stop("no-pages")
        if number > self.limits.pages:
            self.findings.stop("too-many-pages", pages=number, most=self.limits.pages)
        pages = [page.obj for page in self.pdf.pages]
        for number, page in enumerate(pages, 1):
            for key in INHERITED:
                value = _inherited(page, key)
                if value is not None:
                    page[key] = value
            if not isinstance(page.get(Name.Resources), Dictionary):
                page.Resources = Dictionary()
            self._measure(page, f"page {number}")
        return pages

    def _measure(self, page: Object, where: str) -> None:
        """Refuse pages without a size or beyond every size; drop a crop or a turn that is none."""
        box = _box(page, "/MediaBox")
        if box is None:
            self.findings.stop("damaged", where, detail=f" ({where} has no size)")
        unit = page.get("/UserUnit")
        scale = float(unit) if isinstance(unit, NUMBER) else 1.0
        sides = ((box[2] - box[0]) * scale, (box[3] - box[1]) * scale)
        if max(sides) > self.limits.page_side:
            width, height = (f"{side / A_METRE:.1f}" for side in sides)
            self.findings.stop("page-too-large", where, width=width, height=height)
        turn = page.get(Name.Rotate)
        if not isinstance(turn, pikepdf.Integer) or int(turn) % 90:
            drop(page, "/Rotate")
        if _box(page, "/CropBox") is None:
            drop(page, "/CropBox")

    def _report_catalog(self, pages: list[Object]) -> None:
        """Note what the catalog holds and will not be kept."""
        root, note = self.pdf.Root, self.findings.note
        names, form = root.get(Name.Names), root.get(Name.AcroForm)
        names = names if isinstance(names, Dictionary) else Dictionary()
        files = sum(1 for _ in pairs(names.get(Name.EmbeddedFiles), "/Names"))
        files += sum(_count_files(page) for page in pages)
        if files:
            note("attachments", count=files)
        if any(_acts(holder) for holder in (root, names, *pages)):
            note("scripts")
        if isinstance(form, Dictionary) and _is_signed(form):
            note("signature")

    def _title(self) -> str:
        info = self.pdf.trailer.get(Name.Info)
        title = info.get(Name.Title) if isinstance(info, Dictionary) else None
        return str(title).strip()[:300] if isinstance(title, pikepdf.String) else ""

    def _clean_root(self, pages: list[Object]) -> None:
        """A flat page tree, a bare catalog, no information dictionary."""
        root = self.pdf.Root
        tree = self.pdf.make_indirect(
            Dictionary(Type=Name.Pages, Count=len(pages), Kids=Array(pages))
        )
        for page in pages:
            page.Parent = tree
        root.Pages = tree
        keep(root, ROOT_KEYS)
        if not isinstance(root.get(Name.Lang), pikepdf.String):
            drop(root, "/Lang")
        drop(self.pdf.trailer, "/Info")


def _inherited(page: Object, key: str) -> Object | None:
    """The value of a key that a page may take from the nodes above it."""
    for node in _upwards(page):
        if key in node:
            return node[key]
    return None


def _upwards(node: Object | None) -> Iterator[Object]:
    for _ in range(100):
        if not isinstance(node, Dictionary):
            return
        yield node
        node = node.get(Name.Parent)


def _box(page: Object, key: str) -> tuple[float, float, float, float] | None:
    """Left, bottom, right and top of a box in points, or None where it is not one."""
    corners = array(page, key)
    if len(corners) != 4 or not all(isinstance(each, NUMBER) for each in corners):
        return None
    one, two, three, four = (float(each) for each in corners)
    left, right, bottom, top = min(one, three), max(one, three), min(two, four), max(two, four)
    return (left, bottom, right, top) if min(right - left, top - bottom) >= 1 else None


def _count_files(page: Object) -> int:
    kinds = [
        each.get(Name.Subtype) for each in array(page, "/Annots") if isinstance(each, Dictionary)
    ]
    return kinds.count(Name.FileAttachment)


def _acts(holder: Object) -> bool:
    """Whether opening the file or a page does more than go to a place."""
    opening = holder.get(Name.OpenAction)
    moves = not isinstance(opening, Dictionary) or opening.get(Name.S) == Name.GoTo
    return not moves or any(key in holder for key in AUTOMATIC)


def _is_signed(form: Object) -> bool:
    fields = [each for each in array(form, "/Fields") if isinstance(each, Dictionary)]
    return any(each.get(Name.FT) == Name.Sig and Name.V in each for each in fields)
