"""Where words stand on a page, what a page looks like, and marks put on it and read back."""

import io
from datetime import UTC, datetime

import pikepdf
import pypdfium2
import pytest

from icsgov.press.inside import marks, words
from icsgov.press.marking import Mark, marked
from tests.packs import pdf_bytes

TURNS = [0, 90, 180, 270]
AT = datetime(2023, 7, 24, 15, 0, tzinfo=UTC)


@pytest.fixture
def page(tmp_path):
    """A page with two words on it, turned, and cropped at its left and lower edge."""

    def make(turn):
        with pikepdf.open(io.BytesIO(pdf_bytes(1, "Hello"))) as pdf:
            pdf.pages[0].obj.Rotate = turn
            pdf.pages[0].obj.CropBox = pikepdf.Array([30, 50, 595, 842])
            pdf.save(tmp_path / "page.pdf")
        return tmp_path / "page.pdf"

    return make


def job(path, **more):
    return {"source": str(path), **more}


def silent(step):
    """Nobody listens."""


def ink(path, box):
    """How much of what is drawn on the page lies within a box, given in parts of the page."""
    with pypdfium2.PdfDocument(path) as pdf:
        image = pdf[0].render(scale=2, grayscale=True).to_pil().point(lambda dot: 255 - dot)
    left, top, width, height = box
    wide, high = image.size
    edges = (left * wide - 3, top * high - 3, (left + width) * wide + 3, (top + height) * high + 3)
    return sum(image.crop(tuple(map(int, edges))).tobytes()) / sum(image.tobytes())


@pytest.mark.parametrize("turn", TURNS)
def test_boxes_lie_over_their_words_however_the_page_is_turned(page, turn):
    path = page(turn)
    (text,) = words.texts(job(path), silent)
    assert text.split() == ["Hello", "page", "1"]
    ((whole,), (first,)) = words.boxes(job(path, passages=[[1, 0, 10], [1, 0, 5]]), silent)
    assert ink(path, whole) > 0.97
    assert 0.2 < ink(path, first) < 0.8


def test_pages_that_look_alike_have_the_same_digest(tmp_path):
    path = tmp_path / "pages.pdf"
    path.write_bytes(pdf_bytes(2, "Hello"))
    one, two = words.looks(job(path), silent)
    other = tmp_path / "other.pdf"
    other.write_bytes(pdf_bytes(3, "Hello"))
    assert words.looks(job(other), silent)[:2] == [one, two]
    assert one != two


@pytest.mark.parametrize("turn", TURNS)
def test_marks_are_read_back_where_they_were_put(page, tmp_path, turn):
    mark = Mark(
        page=1,
        words="Why?",
        author="Robin",
        name="a name",
        at=AT,
        boxes=[[0.1, 0.2, 0.3, 0.05], [0.1, 0.3, 0.2, 0.05]],
        frames=[[0.5, 0.5, 0.25, 0.125]],
        strokes=[[[0.1, 0.9], [0.2, 0.8]]],
    )
    path = tmp_path / "marked.pdf"
    path.write_bytes(marked({"A": page(turn)}, [mark]))
    told = {each["kind"]: each for each in marks.read(job(path), silent)["marks"]}
    assert {each["words"] for each in told.values()} == {"Why?"}
    assert {each["name"] for each in told.values()} == {"a name"}
    for rects, wanted in (
        (told["words"]["rects"], mark.boxes),
        (told["frame"]["rects"], mark.frames),
        (told["ink"]["ink"][0], mark.strokes[0]),
    ):
        for got, put in zip(rects, wanted, strict=True):
            assert got == pytest.approx(put, abs=0.002)


def test_odd_marks_are_left_out(tmp_path):
    path = tmp_path / "odd.pdf"
    with pikepdf.open(io.BytesIO(pdf_bytes(1))) as pdf:
        odd = [
            pikepdf.Dictionary(Subtype=pikepdf.Name.Highlight),
            pikepdf.Dictionary(Subtype=pikepdf.Name.Ink, InkList=pikepdf.Array([1, 2])),
            pikepdf.Dictionary(Subtype=pikepdf.Name.Square, Rect=pikepdf.Array(["a"])),
            pikepdf.Dictionary(Subtype=pikepdf.Name.Link, Contents=pikepdf.String("no mark")),
            pikepdf.Dictionary(Contents=pikepdf.String("no kind")),
        ]
        pdf.pages[0].obj.Annots = pikepdf.Array([*odd, pikepdf.Name.Odd])
        pdf.save(path)
    assert marks.read(job(path), silent)["marks"] == []
