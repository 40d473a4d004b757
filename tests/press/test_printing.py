"""Copies for the printer: right-hand pages, nothing but what prints."""

import io

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name

from icsgov.press.printing import apart, for_both_sides
from tests.packs import pdf_bytes


def pack(tmp_path, pages=7):
    """A pack with a link from its first page to its last."""
    with pikepdf.open(io.BytesIO(pdf_bytes(pages, "Leaf"))) as pdf:
        link = Dictionary(
            Type=Name.Annot,
            Subtype=Name.Link,
            Rect=Array([0, 0, 9, 9]),
            Dest=Array([pdf.pages[-1].obj, Name.Fit]),
        )
        pdf.pages[0].Annots = Array([pdf.make_indirect(link)])
        path = tmp_path / "pack.pdf"
        pdf.save(path)
    return path


def words(content):
    document = pypdfium2.PdfDocument(content)
    return [page.get_textpage().get_text_range().strip() for page in document]


def test_every_section_begins_on_a_right_hand_page(tmp_path):
    found = words(for_both_sides(pack(tmp_path), [[1], [2, 3], [4, 5, 6], [7]]))
    assert found == [
        *("Leaf page 1", ""),
        *("Leaf page 2", "Leaf page 3"),
        *("Leaf page 4", "Leaf page 5", "Leaf page 6", ""),
        *("Leaf page 7", ""),
    ]


def test_the_order_is_the_one_asked_for(tmp_path):
    assert words(for_both_sides(pack(tmp_path), [[3, 4], [1, 2]]))[:2] == [
        "Leaf page 3",
        "Leaf page 4",
    ]


def test_a_file_of_one_section_holds_no_page_of_another(tmp_path):
    first, _ = apart(pack(tmp_path), [[1], [2, 3]])
    with pikepdf.open(io.BytesIO(first)) as pdf:
        kinds = [each.get("/Type") for each in pdf.objects if isinstance(each, Dictionary)]
        assert kinds.count(Name.Page) == 2
        assert "/Annots" not in pdf.pages[0].obj
        streams = b"".join(
            each.read_bytes() for each in pdf.objects if isinstance(each, pikepdf.Stream)
        )
    assert b"Leaf page 7" not in streams


def test_the_same_pack_gives_the_same_bytes(tmp_path):
    path = pack(tmp_path)
    assert for_both_sides(path, [[1], [2]]) == for_both_sides(path, [[1], [2]])


def test_what_pages_share_is_there_once(tmp_path):
    with pikepdf.open(io.BytesIO(for_both_sides(pack(tmp_path), [[1, 2, 3]]))) as pdf:
        fonts = [each for each in pdf.objects if isinstance(each, Dictionary)]
        assert [each.get("/Type") for each in fonts].count(Name.Font) == 1
