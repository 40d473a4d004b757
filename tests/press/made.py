"""Files and packs for the press's tests, and ways to look at them that are not the press's own."""

import ctypes
import io
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from pikepdf import Array, Dictionary, Name, String
from PIL import Image, ImageDraw

from icsgov.press.assemble import Assembled, Piece, assemble
from icsgov.press.render import Rendered, render
from icsgov.press.stamps import Stamp

ROOT = Path(__file__).resolve().parents[2]
PRINT = (ROOT / "static" / "pdf" / "print.css").read_text()
SAMPLES = Path(__file__).with_name("samples")
STAMP = Stamp("ICP 24 July 2023  Page {page} of {pages}")
CREATED = datetime(2023, 7, 17, 9, 30, tzinfo=UTC)
A4 = (595, 842)


def drafted(html: str, title: str = "A paper", **more) -> Rendered:
    return render(html, stylesheet=PRINT, title=title, **more)


def sample(name: str, title: str) -> Rendered:
    return drafted((SAMPLES / f"{name}.html").read_text(), title)


def drafted_piece(key: str, html: str, title: str = "A paper", **more) -> Piece:
    made = drafted(html, title)
    return Piece(key, title, made.pdf, headings=made.headings, **more)


def uploaded_piece(key: str, pdf: bytes, title: str = "An upload", **more) -> Piece:
    return Piece(key, title, pdf, source=f"{key}.pdf", **more)


def bound(tmp_path: Path, pieces: list[Piece], **more) -> Assembled:
    options = {"title": "Papers", "stamp": STAMP, "identity": "pack-1", "created": CREATED}
    return assemble(pieces, to=tmp_path / "pack.pdf", **(options | more))


def show(x: float, y: float, words: str, size: float = 12, colour: str = "0 g") -> str:
    """Operators that show words at a place, in the font /F1."""
    return f"BT {colour} /F1 {size} Tf {x} {y} Td ({words}) Tj ET\n"


def plain_pdf(*pages: dict) -> bytes:
    """An untagged file; each page by its content, size, rotate and crop."""
    pdf = pikepdf.new()
    font = pdf.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    )
    for each in pages:
        page = Dictionary(
            Type=Name.Page,
            MediaBox=Array([*each.get("corner", (0, 0)), *each.get("size", A4)]),
            Resources=Dictionary(Font=Dictionary(F1=font)),
            Contents=pdf.make_stream(each.get("content", show(72, 700, "Words")).encode()),
        )
        if "rotate" in each:
            page.Rotate = each["rotate"]
        if "crop" in each:
            page.CropBox = Array(each["crop"])
        pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    return saved(pdf)


def saved(pdf: pikepdf.Pdf, **more) -> bytes:
    out = io.BytesIO()
    pdf.save(out, **more)
    return out.getvalue()


def scan_pdf(words: str = "Scanned words", pages: int = 1, margin: int = 90) -> bytes:
    """Pictures of text, as a scanner makes them."""
    pictures = []
    for number in range(pages):
        picture = Image.new("L", (827, 1170), 255)
        draw = ImageDraw.Draw(picture)
        for line in range(margin, 1170 - margin, 30):
            draw.text((margin, line), f"{words} {number} {line}", fill=30)
        pictures.append(picture)
    out = io.BytesIO()
    pictures[0].save(out, "PDF", resolution=100, save_all=True, append_images=pictures[1:])
    return out.getvalue()


def tagged_pdf(role: str = "Body", to: str = "P", words: str = "Tagged words") -> bytes:
    """A tagged file of another maker: its own role and class names, IDs, a table, a form with
    content of its own, a link, and numbers that every such file has."""
    with pikepdf.open(io.BytesIO(plain_pdf({"content": "", "size": A4}))) as pdf:
        page = pdf.pages[0].obj
        form, link = _form(pdf, page), _web_link(pdf)
        page.Resources.XObject = Dictionary(X0=form)
        page.Contents = pdf.make_stream(
            (
                f"/{role} <</MCID 0>> BDC {show(72, 700, words)}EMC /TH <</MCID 1>> BDC "
                f"{show(72, 660, 'Head')}EMC /TD <</MCID 2>> BDC {show(72, 640, 'Cell')}EMC "
                f"/Link <</MCID 3>> BDC {show(72, 600, 'Site')}EMC /X0 Do"
            ).encode()
        )
        page.Annots = Array([link])
        page.StructParents = 0
        root = _root(pdf, page, form, link, role)
        root.RoleMap = Dictionary({f"/{role}": Name("/" + to)})
        root.ClassMap = Dictionary(Bodily=Dictionary(O=Name.Layout, SpaceBefore=3))
        pdf.Root.StructTreeRoot = root
        pdf.Root.MarkInfo = Dictionary(Marked=True)
        pdf.Root.Lang = String("en-GB")
        return saved(pdf)


def _form(pdf, page):
    return pdf.make_stream(
        b"/Span <</MCID 0>> BDC BT /F1 10 Tf 72 400 Td (In a form) Tj ET EMC",
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array([0, 0, 595, 842]),
        Resources=page.Resources,
        StructParents=1,
    )


def _web_link(pdf):
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Link,
            Rect=Array([72, 598, 110, 612]),
            StructParent=2,
            A=Dictionary(S=Name.URI, URI=String("https://example.org/")),
        )
    )


def _root(pdf, page, form, link, role):
    def element(kind, parent, kids, **more):
        about = {"Type": Name.StructElem, "S": Name("/" + kind), "P": parent, "Pg": page}
        made = pdf.make_indirect(Dictionary(**about, **more))
        made.K = kids
        return made

    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    document = element("Document", root, Array([]))
    body = element(role, document, 0, C=Name.Bodily)
    table = element("Table", document, Array([]))
    rows = [element("TR", table, Array([])) for _ in range(2)]
    head = element("TH", rows[0], 1, ID=String("h1"))
    headers = Dictionary(O=Name.Table, Headers=Array([String("h1")]))
    cell = element("TD", rows[1], 2, A=headers)
    rows[0].K, rows[1].K, table.K = Array([head]), Array([cell]), Array(rows)
    anchor = element("Link", document, Array([]))
    anchor.K = Array([3, Dictionary(Type=Name.OBJR, Obj=link, Pg=page)])
    inner = element("P", document, Dictionary(Type=Name.MCR, Pg=page, Stm=form, MCID=0))
    document.K = Array([body, table, anchor, inner])
    root.K = document
    numbers = [0, Array([body, head, cell, anchor]), 1, Array([inner]), 2, anchor]
    root.ParentTree = Dictionary(Nums=Array(numbers))
    root.IDTree = Dictionary(Names=Array([String("h1"), head]))
    return root


def changed(change, data: bytes | None = None, **more) -> bytes:
    """A plain file after this change to it."""
    with pikepdf.open(io.BytesIO(data or plain_pdf({}, {}))) as pdf:
        change(pdf)
        return saved(pdf, **more)


def annotated(**about) -> bytes:
    """A plain file with one annotation on its first page."""

    def add(pdf):
        about.setdefault("Rect", Array([10, 10, 60, 60]))
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(Dictionary(Type=Name.Annot, **about))])

    return changed(add)


def linked(address: str) -> bytes:
    """A plain file with a link to this address."""
    return annotated(Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String(address)))


def page_with(content: str, **more) -> bytes:
    """One page of honest words and this content."""
    return plain_pdf({"content": show(72, 700, "Honest words on the page") + content, **more})


class Seen:
    """A PDF as pdfium shows it, in points of the page as seen, from its lower left corner."""

    def __init__(self, source: Path | bytes) -> None:
        self.doc = pdfium.PdfDocument(source)

    def __enter__(self) -> "Seen":
        return self

    def __exit__(self, *_) -> None:
        self.doc.close()

    def text(self, index: int) -> str:
        return self.doc[index].get_textpage().get_text_range()

    def place(self, index: int, words: str) -> tuple[float, float, float, float]:
        """Where the words' first and last letters stand: x, y, x, y, as seen."""
        page = self.doc[index]
        text = page.get_textpage()
        start = text.get_text_range().index(words)
        return (*self._origin(page, text, start), *self._origin(page, text, start + len(words) - 1))

    def picture(self, index: int, without: str = "") -> Image.Image:
        """The page in grey, without the text objects that hold these words."""
        page = self.doc[index]
        hidden = []
        if without:
            text = page.get_textpage()
            for number in range(raw.FPDFPage_CountObjects(page)):
                each = raw.FPDFPage_GetObject(page, number)
                if raw.FPDFPageObj_GetType(each) == raw.FPDF_PAGEOBJ_TEXT:
                    size = raw.FPDFTextObj_GetText(each, text, None, 0)
                    buffer = (ctypes.c_ushort * (size // 2 + 1))()
                    raw.FPDFTextObj_GetText(each, text, buffer, size)
                    if without in bytes(buffer).decode("utf-16-le"):
                        raw.FPDFPageObj_SetIsActive(each, False)
                        hidden.append(each)
        picture = page.render(scale=2).to_pil().convert("L")
        for each in hidden:
            raw.FPDFPageObj_SetIsActive(each, True)
        return picture

    @staticmethod
    def _origin(page, text, index: int) -> tuple[float, float]:
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        width, height = page.get_size()
        seen_x, seen_y = ctypes.c_int(), ctypes.c_int()
        raw.FPDF_PageToDevice(
            page, 0, 0, int(width * 10), int(height * 10), 0, x.value, y.value, seen_x, seen_y
        )
        return seen_x.value / 10, height - seen_y.value / 10
