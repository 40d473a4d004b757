"""A reader's marks on a copy: each where it was made, also on pages that are turned or cropped."""

import io
from datetime import UTC, datetime

import pikepdf
import pypdfium2 as pdfium
import pytest

from icsgov.press.marking import Mark, marked

RED = (0.835, 0.157, 0.106)
BOXES = {"box": (0.1, 0.1, 0.3, 0.05), "frame": (0.1, 0.3, 0.3, 0.1)}
STROKE = [(0.1, 0.6), (0.3, 0.6), (0.3, 0.7)]


def page_of(turn, crop):
    """A blank page of which part is cropped away, turned."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(600, 800))
    page.obj.Rotate = turn
    if crop:
        page.obj.CropBox = pikepdf.Array([60, 90, 560, 720])
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def with_marks(tmp_path, content):
    path = tmp_path / "pack.pdf"
    path.write_bytes(content)
    about = {"page": 1, "words": "", "author": "R", "at": datetime(2023, 7, 1, tzinfo=UTC)}
    return marked(
        {"Pack": path},
        [
            Mark(name="a", boxes=[BOXES["box"]], **about),
            Mark(name="b", frames=[BOXES["frame"]], **about),
            Mark(name="c", strokes=[STROKE], colour=RED, width=5.0, **about),
        ],
    )


def seen(content):
    """A picture of the page, and the colour at parts of it from the top left."""
    with pdfium.PdfDocument(content) as pdf:
        picture = pdf[0].render(scale=1).to_pil().convert("RGB")
    return lambda x, y: picture.getpixel((int(x * picture.width), int(y * picture.height)))


@pytest.mark.parametrize("crop", [False, True])
@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_marks_are_seen_where_they_were_made(tmp_path, turn, crop):
    colour = seen(with_marks(tmp_path, page_of(turn, crop)))
    white, yellow = (255, 255, 255), (255, 232, 107)
    for x, y in ((0.12, 0.11), (0.38, 0.14), (0.25, 0.125)):
        assert colour(x, y) == pytest.approx(yellow, abs=3)
    for x, y in ((0.08, 0.125), (0.42, 0.125), (0.25, 0.08), (0.25, 0.17)):
        assert colour(x, y) == white
    for x, y in ((0.2, 0.6), (0.3, 0.65)):
        assert colour(x, y) == pytest.approx((213, 40, 27), abs=3)
    assert colour(0.2, 0.65) == white
    assert colour(0.25, 0.35) == white, "a frame is empty"


def test_words_beneath_a_highlight_stay_black(tmp_path):
    content = page_of(0, crop=False)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.pages[0].Contents = pdf.make_stream(b"0 g 60 690 200 20 re f")
        out = io.BytesIO()
        pdf.save(out)
    colour = seen(with_marks(tmp_path, out.getvalue()))
    assert colour(0.2, 0.125) == (0, 0, 0)
    assert colour(0.12, 0.105) == pytest.approx((255, 232, 107), abs=3)


def test_each_mark_says_whose_it_is_and_looks_the_same_everywhere(tmp_path):
    with pikepdf.open(io.BytesIO(with_marks(tmp_path, page_of(0, crop=False)))) as pdf:
        marks = list(pdf.pages[0].Annots)
        assert [str(each.Subtype) for each in marks] == ["/Highlight", "/Square", "/Ink"]
        assert {str(each.T) for each in marks} == {"R"}
        assert all(b" gs " in each.AP.N.read_bytes() for each in marks)
        assert [float(side) for side in marks[2].C] == pytest.approx(RED)
        assert marks[2].BS.W == 5
