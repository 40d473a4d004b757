"""Good files, made here: the ones that every bad file is a spoilt copy of."""

import io
import struct
import zipfile
import zlib

import docx
import openpyxl
import pikepdf
import pptx
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageDraw
from pptx.util import Inches

WORDS = "The Board is asked to note the report. "


def pdf(pages: int = 10, *, first_number: int = 1) -> pikepdf.Pdf:
    """A PDF with text, a picture, printed page numbers, an outline and links."""
    made = pikepdf.Pdf.new()
    font = made.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    )
    picture = _picture(made)
    for number in range(first_number, first_number + pages):
        made.add_blank_page(page_size=(595, 842))
        page = made.pages[-1].obj
        page.Resources = Dictionary(Font=Dictionary(F1=font), XObject=Dictionary(Im0=picture))
        page.Contents = made.make_stream(_drawing(number))
    _add_links(made)
    with made.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("Start", 0))
        outline.root.append(pikepdf.OutlineItem("End", pages - 1))
    made.docinfo["/Title"] = "Report to the Board"
    made.docinfo["/Author"] = "A. N. Author"
    return made


def _drawing(number: int) -> bytes:
    lines = b"".join(b"(%s) Tj 0 -20 Td " % f"{number}.{n} {WORDS}".encode() for n in range(20))
    body = b"BT /F1 11 Tf 60 740 Td " + lines + b"ET "
    foot = b"BT /F1 9 Tf 290 30 Td (Page %d) Tj ET " % number
    return body + foot + b"q 80 0 0 60 60 120 cm /Im0 Do Q"


def _picture(made: pikepdf.Pdf) -> pikepdf.Object:
    image = io.BytesIO()
    Image.new("RGB", (80, 60), "teal").save(image, "JPEG", exif=camera_notes())
    return made.make_stream(
        image.getvalue(),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=80,
        Height=60,
        BitsPerComponent=8,
        ColorSpace=Name.DeviceRGB,
        Filter=Name.DCTDecode,
    )


def camera_notes() -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "SpyCamera"
    return exif.tobytes()


def link(made: pikepdf.Pdf, **action: object) -> pikepdf.Object:
    """A link annotation; give /A's or the annotation's own keys."""
    return made.make_indirect(
        Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([10, 10, 90, 30]), **action)
    )


def _add_links(made: pikepdf.Pdf) -> None:
    last = Array([made.pages[-1].obj, Name.Fit])
    made.Root.Names = Dictionary(Dests=Dictionary(Names=Array([pikepdf.String("end"), last])))
    address = Dictionary(S=Name.URI, URI=pikepdf.String("https://example.org/plan"))
    made.pages[0].obj.Annots = Array(
        [link(made, Dest=pikepdf.String("end")), link(made, A=address)]
    )


def saved(made: pikepdf.Pdf, **options: object) -> bytes:
    """The bytes of a PDF; closes it."""
    target = io.BytesIO()
    made.save(target, **options)
    made.close()
    return target.getvalue()


def docx_bytes(paragraphs: int = 8, *, picture: bool = True) -> bytes:
    document = docx.Document()
    document.core_properties.title = "Performance report"
    document.add_heading("Performance", 1)
    for _ in range(paragraphs):
        document.add_paragraph(WORDS * 4)
    if picture:
        document.add_picture(io.BytesIO(png()), width=Inches(1))
    return _saved(document)


def pptx_bytes(slides: int = 3) -> bytes:
    presentation = pptx.Presentation()
    for number in range(1, slides + 1):
        slide = presentation.slides.add_slide(presentation.slide_layouts[1])
        slide.shapes.title.text = f"Slide called {number}"
        slide.placeholders[1].text = WORDS
    return _saved(presentation)


def xlsx_bytes(sheets: tuple[str, ...] = ("Budget", "Detail")) -> bytes:
    book = openpyxl.Workbook()
    book.active.title = sheets[0]
    for name in sheets[1:]:
        book.create_sheet(name)
    for sheet in book.worksheets:
        for row in range(1, 12):
            sheet.append([f"{sheet.title} row {row}", row, row * 1.5])
    return _saved(book)


def _saved(document: object) -> bytes:
    target = io.BytesIO()
    document.save(target)  # type: ignore[attr-defined]
    return target.getvalue()


def png(size: tuple[int, int] = (300, 400), mode: str = "RGB") -> bytes:
    image = Image.new(mode, size)
    ImageDraw.Draw(image).rectangle((20, 20, size[0] // 2, size[1] // 2), fill=128)
    target = io.BytesIO()
    image.save(target, "PNG")
    return target.getvalue()


def jpeg(size: tuple[int, int] = (400, 300)) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", size, "navy").save(target, "JPEG", exif=camera_notes())
    return target.getvalue()


def huge_png(side: int = 30_000) -> bytes:
    """A few kilobytes that claim and unpack to 900 million pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        body = name + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes(side // 8 + 1) * 1_000, 9)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )


def rezipped(data: bytes, changes: dict[str, bytes | None]) -> bytes:
    """The zip with some parts changed, added or (None) left out."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in changes:
                new.writestr(name, old.read(name))
        for name, part in changes.items():
            if part is not None:
                new.writestr(name, part)
    return target.getvalue()


def part(data: bytes, name: str) -> bytes:
    """One part of a zip."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def edited(data: bytes, name: str, old: str, new: str) -> bytes:
    """The zip with one text put for another in one part; the text must be there."""
    before = part(data, name).decode()
    assert old in before, f"{old!r} is not in {name}"
    return rezipped(data, {name: before.replace(old, new, 1).encode()})
