"""A scanned page: one PNG or JPEG, on one page of A4."""

import io
import zlib
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf
from PIL import Image, ImageOps, UnidentifiedImageError

from icsgov.press.inside import jpeg
from icsgov.press.inside.findings import Findings
from icsgov.press.limits import Limits

A4 = (595.28, 841.89)  # points
QUALITY = 88  # of a JPEG that has to be turned


def to_pdf(source: Path, target: Path, kind: str, findings: Findings, limits: Limits) -> None:
    """Write the picture as a PDF of one A4 page, upright or across, without what a camera wrote."""
    data = source.read_bytes()
    found = jpeg.pixels_of(data)
    if found > limits.pixels:
        most = limits.pixels // 1_000_000
        findings.stop("picture-too-large", pixels=found // 1_000_000, most=most)
    try:
        with Image.open(io.BytesIO(data), formats=[kind.upper()]) as image:
            image.load()
            stream = _stream(image, data)
    except (OSError, SyntaxError, ValueError, EOFError, UnidentifiedImageError, zlib.error):
        findings.stop("damaged", detail="")
    _write(target, *stream)


def _stream(image: Image.Image, data: bytes) -> tuple[bytes, Dictionary]:
    """The picture's bytes as a PDF keeps them, and their description."""
    turned = image.getexif().get(0x0112, 1) != 1
    if image.format == "JPEG" and not turned and image.mode in ("L", "RGB"):
        return _described(image, jpeg.without_marks(data), Name.DCTDecode)
    plain = ImageOps.exif_transpose(image)
    if plain.mode not in ("1", "L", "RGB"):
        plain = _on_white(plain)
    if image.format == "JPEG":
        packed = io.BytesIO()
        plain.save(packed, "JPEG", quality=QUALITY)
        return _described(plain, packed.getvalue(), Name.DCTDecode)
    plain = plain.convert("L") if plain.mode == "1" else plain
    return _described(plain, zlib.compress(plain.tobytes()), Name.FlateDecode)


def _on_white(image: Image.Image) -> Image.Image:
    """Colours only; what was transparent becomes white."""
    clear = image.convert("RGBA")
    white = Image.new("RGB", clear.size, "white")
    white.paste(clear, mask=clear.getchannel("A"))
    return white


def _described(image: Image.Image, data: bytes, packing: Name) -> tuple[bytes, Dictionary]:
    return data, Dictionary(
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=image.width,
        Height=image.height,
        BitsPerComponent=8,
        ColorSpace=Name.DeviceGray if image.mode == "L" else Name.DeviceRGB,
        Filter=packing,
    )


def _write(target: Path, data: bytes, description: Dictionary) -> None:
    width, height = int(description.Width), int(description.Height)
    page = A4 if width <= height else A4[::-1]
    scale = min(page[0] / width, page[1] / height)
    size = (width * scale, height * scale)
    left, bottom = ((page[side] - size[side]) / 2 for side in (0, 1))
    drawing = f"q {size[0]:.3f} 0 0 {size[1]:.3f} {left:.3f} {bottom:.3f} cm /Im0 Do Q"
    with Pdf.new() as pdf:
        image = pikepdf.Stream(pdf, data, description)
        pdf.add_blank_page(page_size=page)
        sheet = pdf.pages[0].obj
        sheet.Resources = Dictionary(XObject=Dictionary(Im0=image))
        sheet.Contents = pdf.make_stream(drawing.encode())
        sheet.MediaBox = Array([0, 0, *(round(side, 2) for side in page)])
        pdf.save(target)
