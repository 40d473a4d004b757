"""A scanned page becomes a PDF of one A4 page."""

import io

import pikepdf
import pytest
from PIL import Image

from tests.press.door import good


@pytest.mark.parametrize(
    ("data", "kind", "size"),
    [
        (good.png((300, 400)), "png", (595.28, 841.89)),
        (good.png((500, 400), "RGBA"), "png", (841.89, 595.28)),
        (good.png((300, 400), "L"), "png", (595.28, 841.89)),
        (good.png((300, 400), "1"), "png", (595.28, 841.89)),
        (good.png((300, 400), "P"), "png", (595.28, 841.89)),
        (good.jpeg((400, 300)), "jpeg", (841.89, 595.28)),
    ],
    ids=["png", "transparent", "grey", "black and white", "palette", "jpeg"],
)
def test_a_picture_becomes_a_page(data, kind, size, receive):
    received = receive(data, f"scan.{kind}")
    assert received.verdict.kind == kind
    assert [reason.code for reason in received.verdict.reasons] == ["scan"]
    assert received.scanned_pages == (1,)
    assert received.images_without_alt == 1
    assert received.title == "scan"
    with pikepdf.open(received.normalised) as pdf:
        box = [float(side) for side in pdf.pages[0].obj.MediaBox]
        assert box == pytest.approx([0, 0, *size], abs=0.01)


def test_what_the_camera_wrote_stays_out(receive):
    assert b"SpyCamera" in good.jpeg()
    assert b"SpyCamera" not in receive(good.jpeg(), "scan.jpg").normalised.read_bytes()


def test_a_turned_photograph_is_turned_back(receive):
    exif = Image.Exif()
    exif[0x0112] = 6
    target = io.BytesIO()
    Image.new("RGB", (400, 300), "navy").save(target, "JPEG", exif=exif.tobytes())
    with pikepdf.open(receive(target.getvalue(), "scan.jpg").normalised) as pdf:
        image = pdf.pages[0].obj.Resources.XObject.Im0
        assert (int(image.Width), int(image.Height)) == (300, 400)


def test_a_jpeg_in_print_colours_keeps_its_colours(receive):
    target = io.BytesIO()
    Image.new("CMYK", (300, 400), (0, 255, 255, 0)).save(target, "JPEG")
    received = receive(target.getvalue(), "scan.jpg")
    with Image.open(received.first_page) as picture:
        red, green, blue = picture.convert("RGB").getpixel((200, 280))
        assert red > 200
        assert max(green, blue) < 60
