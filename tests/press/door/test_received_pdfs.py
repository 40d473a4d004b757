"""What becomes of a PDF: the content stays, everything else is gone from the very bytes."""

import base64
import io
import subprocess
import sys
import zlib

import pikepdf
import pypdfium2
import pytest
import weasyprint
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from icsgov.press.cage import PROJECT
from icsgov.press.inside.pages import plain
from icsgov.press.verdict import Outcome
from tests.press.door import good, odd_pdfs, risky_pdfs


def text_of(path):
    with pypdfium2.PdfDocument(path) as pdf:
        return "\n".join(page.get_textpage().get_text_range() for page in pdf)


@pytest.fixture(scope="session")
def tagged():
    """A tagged PDF/UA file of two pages, with a link, a picture and a table."""
    data = base64.b64encode(good.png((60, 60))).decode()
    return weasyprint.HTML(
        string=f"""<html lang="en"><title>Report</title><h1>Report</h1>
        <p>See <a href="#two">part two</a> or <a href="https://example.org/">the plan</a>.</p>
        <img alt="A teal square" src="data:image/png;base64,{data}">
        <table><tr><th id="h">Year<tr><td headers="h">2024</table>
        <h2 id="two" style="break-before: page">Part two</h2><p>More.</p></html>"""
    ).write_pdf(pdf_variant="pdf/ua-1")


def test_a_good_pdf_comes_in_whole(receive):
    received = receive(good.saved(good.pdf(6)))
    assert received.verdict.outcome is Outcome.WARNED
    assert [reason.code for reason in received.verdict.reasons] == ["untagged"]
    assert received.verdict.sentence == (
        "This PDF can be used: 6 pages. There is 1 thing to look at."
    )
    assert received.verdict.pages == len(received.page_texts) == len(received.slides) == 6
    assert received.title == "Report to the Board"
    assert received.slides == ("1", "2", "3", "4", "5", "6")
    assert received.page_texts[0].startswith("1.0 The Board is asked to note the report.")
    assert received.scanned_pages == ()
    assert not received.tagged


def test_the_first_page_is_a_picture_of_400_pixels(receive):
    received = receive(good.saved(good.pdf(2)))
    with Image.open(received.first_page) as picture:
        assert picture.format == "PNG"
        assert picture.width == pytest.approx(400, abs=1)
        assert len(picture.convert("L").getcolors()) > 5


def test_links_and_bookmarks_inside_stay_and_names_are_resolved(receive):
    received = receive(good.saved(good.pdf(3)))
    with pikepdf.open(received.normalised) as pdf:
        inner, outer = pdf.pages[0].obj.Annots
        assert inner.Dest[0].objgen == pdf.pages[2].obj.objgen
        assert outer.A.URI == "https://example.org/plan"
        assert "/Names" not in pdf.Root
        with pdf.open_outline() as outline:
            assert [item.title for item in outline.root] == ["Start", "End"]
            assert outline.root[1].destination[0].objgen == pdf.pages[2].obj.objgen


def test_a_clean_pdf_comes_in_the_same_way_each_time(receive, tmp_path):
    data = good.saved(good.pdf(2))
    first = receive(data).normalised.read_bytes()
    assert receive(data).normalised.read_bytes() == first
    assert receive(first).normalised.read_bytes() == first


def test_metadata_private_data_and_thumbnails_stay_out(receive):
    made = good.pdf(2)
    page = made.pages[0].obj
    page.PieceInfo = Dictionary(App=Dictionary(Private=String("CANARY-piece")))
    page.Thumb = made.make_stream(b"CANARY-thumb")
    page.Resources.XObject.Im0.Metadata = made.make_stream(b"<x>CANARY-xmp</x>")
    made.Root.Metadata = made.make_stream(b"<x>CANARY-root</x>")
    made.Root.PieceInfo = Dictionary(Word=String("CANARY-word"))
    data = odd_pdfs.everything(receive(good.saved(made)).normalised)
    assert b"CANARY" not in data


def test_orphan_pages_and_old_versions_stay_out(receive):
    made = good.pdf(3)
    gone = made.pages[1].obj
    gone.Contents = made.make_stream(b"BT /F1 9 Tf (CANARY-gone) Tj ET")
    made.Root.Kept = gone
    del made.pages[1]
    received = receive(good.saved(made))
    assert received.verdict.pages == 2
    assert b"CANARY" not in odd_pdfs.everything(received.normalised)


def test_answers_of_a_form_are_drawn_into_the_page(receive):
    received = receive(odd_pdfs.with_field("CANARY-answer"))
    assert "CANARY-answer" in received.page_texts[0]
    with pikepdf.open(received.normalised) as pdf:
        assert "/AcroForm" not in pdf.Root
        assert [str(each.Subtype) for each in pdf.pages[0].obj.Annots] == ["/Link", "/Link"]


def test_an_answer_that_its_form_left_to_the_reader_is_drawn(receive):
    with pikepdf.open(io.BytesIO(odd_pdfs.with_field("late answer"))) as made:
        form = made.Root.AcroForm
        form.NeedAppearances = True
        form.DR = Dictionary(Font=made.pages[0].obj.Resources.Font)
        form.Fields[0].DA = String("/F1 12 Tf 0 g")
        del form.Fields[0].AP
        received = receive(good.saved(made))
    assert "late answer" in received.page_texts[0]


def test_an_answer_that_nobody_sees_is_not_drawn(receive):
    received = receive(odd_pdfs.with_field("CANARY-answer", flags=2))
    assert b"CANARY" not in odd_pdfs.everything(received.normalised)


def test_what_the_camera_wrote_stays_out_of_a_picture_packed_twice(receive):
    made = good.pdf(1)
    picture = made.pages[0].obj.Resources.XObject.Im0
    packed = zlib.compress(picture.read_raw_bytes())
    picture.write(packed, filter=Array([Name.FlateDecode, Name.DCTDecode]))
    data = odd_pdfs.everything(receive(good.saved(made)).normalised)
    assert b"SpyCamera" not in data
    assert b"/DCTDecode" in data


def test_a_font_may_be_called_what_private_data_is_called(receive):
    made = good.pdf(1)
    page = made.pages[0].obj
    page.Resources.Font = made.make_indirect(Dictionary(AF=page.Resources.Font.F1))
    page.Contents = made.make_stream(b"BT /AF 12 Tf 60 500 Td (still here) Tj ET")
    received = receive(good.saved(made))
    assert received.page_texts == ("still here",)
    with pikepdf.open(received.normalised) as pdf:
        assert "/AF" in pdf.pages[0].obj.Resources.Font


def test_a_stream_whose_content_is_another_file_is_cut_off_from_it(receive):
    made = good.pdf(1)
    made.pages[0].obj.Contents.F = String("/etc/hostname")
    with pikepdf.open(receive(good.saved(made)).normalised) as pdf:
        assert "/F" not in pdf.pages[0].obj.Contents


def test_a_crop_and_a_turn_that_are_none_are_dropped(receive):
    made = good.pdf(2)
    made.pages[0].obj.CropBox = Array([1, 2])
    made.pages[0].obj.Rotate = 45
    made.pages[1].obj.CropBox = Array([500, 700, 100, 100])
    with pikepdf.open(receive(good.saved(made)).normalised) as pdf:
        assert not {"/CropBox", "/Rotate"} & set(pdf.pages[0].obj.keys())
        assert [float(side) for side in pdf.pages[1].obj.CropBox] == [500, 700, 100, 100]


def test_words_cut_at_the_end_of_a_line_are_whole():
    assert (
        plain("informa\x02\ntion and infor\ufffe\nming\r\nmore")
        == "information and informing\nmore"
    )
    assert plain("a\x00b\ud800c\td") == "abc\td"


def test_a_full_disk_is_no_fault_of_the_file(tmp_path):
    """In a file system of 50 kB, seen by one process alone."""
    source, folder = tmp_path / "paper.pdf", tmp_path / "small"
    source.write_bytes(good.saved(good.pdf(40), compress_streams=False))
    folder.mkdir()
    code = (
        "import sys; from pathlib import Path; from icsgov.press import door;"
        "received = door.receive(Path(sys.argv[1]), 'paper.pdf', Path(sys.argv[2]));"
        "print([reason.code for reason in received.verdict.reasons]);"
        "print(list(Path(sys.argv[2]).iterdir()))"
    )
    mount = 'mount -t tmpfs -o size=50k small "$2" && exec "$0" -c "$3" "$1" "$2"'
    command = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", mount]
    command += [sys.executable, source, folder, code]
    ran = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True)
    assert ran.stdout == "['no-room']\n[]\n"


def test_a_hidden_layer_is_taken_out_and_a_shown_one_stays(receive):
    hidden = receive(odd_pdfs.with_layer("CANARY"))
    assert "CANARY" not in text_of(hidden.normalised)
    assert hidden.page_texts[0].startswith("1.0 The Board")
    shown = receive(odd_pdfs.with_layer("SHOWN", shown=True))
    assert "SHOWN" in text_of(shown.normalised)
    assert "hidden-layers" not in [reason.code for reason in shown.verdict.reasons]


@pytest.mark.parametrize(
    ("policy", "hidden"),
    [(Name.AnyOn, True), (Name.AllOn, True), (Name.AnyOff, False), (Name.AllOff, False)],
)
def test_a_layer_is_hidden_by_the_rules_of_its_group(policy, hidden, receive):
    with pikepdf.open(io.BytesIO(odd_pdfs.with_layer("CANARY"))) as made:
        marks = made.pages[0].obj.Resources.Properties
        marks.MC0 = made.make_indirect(Dictionary(Type=Name.OCMD, OCGs=marks.MC0, P=policy))
        received = receive(good.saved(made))
    assert ("CANARY" not in received.page_texts[0]) is hidden


def test_a_picture_in_a_hidden_layer_is_emptied(receive):
    made = good.pdf(1)
    layer = made.make_indirect(Dictionary(Type=Name.OCG, Name=String("Photos")))
    made.pages[0].obj.Resources.XObject.Im0.OC = layer
    made.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
    received = receive(good.saved(made))
    with pikepdf.open(received.normalised) as pdf:
        assert pdf.pages[0].obj.Resources.XObject.Im0.read_bytes() == b""


def test_a_tagged_pdf_stays_tagged(tagged, receive):
    received = receive(tagged)
    assert received.tagged
    assert received.images_without_alt == 0
    assert received.verdict.outcome is Outcome.ACCEPTED, received.verdict
    assert received.title == "Report"
    with pikepdf.open(received.normalised) as pdf:
        assert pdf.Root.Lang == "en"
        assert pdf.Root.MarkInfo.Marked
        words = roles(pdf.Root.StructTreeRoot)
        assert {"/H1", "/H2", "/P", "/Link", "/Figure", "/Table", "/TH", "/TD"} <= set(words)
        parents = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
        for page in pdf.pages:
            assert isinstance(parents[page.obj.StructParents], pikepdf.Array)
            for link in page.obj.get("/Annots", []):
                assert str(parents[link.StructParent].S) == "/Link"


def roles(element):
    """The roles of a structure tree, in reading order."""
    found, waiting = [], [element]
    while waiting:
        node = waiting.pop()
        if isinstance(node, pikepdf.Dictionary) and "/S" in node:
            found.append(str(node.S))
        if isinstance(node, pikepdf.Dictionary) and "/K" in node:
            kids = node.K
            waiting += reversed(list(kids) if isinstance(kids, pikepdf.Array) else [kids])
    return found


def test_a_tag_of_a_link_that_stays_out_is_no_link(tagged, receive):
    with pikepdf.open(io.BytesIO(tagged)) as made:
        outer = next(each for each in made.pages[0].obj.Annots if "/A" in each)
        outer.A.URI = String("file:///etc/passwd")
        received = receive(good.saved(made))
    assert [reason.code for reason in received.verdict.reasons] == ["links"]
    with pikepdf.open(received.normalised) as pdf:
        assert roles(pdf.Root.StructTreeRoot).count("/Link") == 1
        assert len(pdf.pages[0].obj.Annots) == 1


def test_titles_and_private_attributes_of_tags_stay_out(tagged, receive):
    with pikepdf.open(io.BytesIO(tagged)) as made:
        element = made.Root.StructTreeRoot.K
        element = element[0] if isinstance(element, pikepdf.Array) else element
        element.T = String("CANARY-title")
        element.A = Dictionary(O=Name.UserProperties, P=Array([Dictionary(V=String("CANARY-v"))]))
        received = receive(good.saved(made))
    assert received.tagged
    assert b"CANARY" not in odd_pdfs.everything(received.normalised)


def test_words_that_are_heard_and_not_seen_are_told_page_by_page(tagged, receive):
    with pikepdf.open(io.BytesIO(tagged)) as made:
        for each in made.objects:
            if isinstance(each, pikepdf.Dictionary) and each.get("/S") == Name.H2:
                each.E = String("In full")
                each.ActualText = String("The second part")
        received = receive(good.saved(made))
    assert len(received.spoken) == 2
    assert "A teal square" in received.spoken[0]
    assert received.spoken[1] == "The second part\nIn full"


def test_a_file_without_tags_says_nothing_unseen(receive):
    assert receive(good.saved(good.pdf(2))).spoken == ("", "")


def test_a_picture_without_a_description_is_counted(tagged, receive):
    with pikepdf.open(io.BytesIO(tagged)) as made:
        for each in made.objects:
            if isinstance(each, pikepdf.Dictionary) and each.get("/S") == Name.Figure:
                del each.Alt
        received = receive(good.saved(made))
    assert received.images_without_alt == 1
    assert "pictures-without-description" in [each.code for each in received.verdict.reasons]


def test_tags_that_reach_not_every_page_are_no_tags(tagged, receive):
    with pikepdf.open(io.BytesIO(tagged)) as made:
        del made.pages[1].obj.StructParents
        received = receive(good.saved(made))
    assert not received.tagged
    with pikepdf.open(received.normalised) as pdf:
        assert "/StructTreeRoot" not in pdf.Root
        assert "/StructParents" not in pdf.pages[0].obj


def test_answers_drawn_into_a_page_are_reached_by_no_tag(tagged, receive):
    with pikepdf.open(io.BytesIO(tagged)) as made:
        page = made.pages[0].obj
        box = made.make_stream(
            b"0 0 9 9 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9])
        )
        field = Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Btn, T=String("b"), AP=Dictionary(N=box)
        )
        field.Rect = Array([0, 0, 9, 9])
        page.Annots.append(made.make_indirect(field))
        made.Root.AcroForm = Dictionary(Fields=Array([page.Annots[-1]]))
        received = receive(good.saved(made))
    assert [reason.code for reason in received.verdict.reasons] == ["form-fields", "untagged"]
    assert not received.tagged


def test_scanned_pages_are_named(receive):
    received = receive(risky_pdfs.RISKY["scan_between_pages"][0]())
    assert received.scanned_pages == (2,)
    assert "Some pages are pictures without text: 2." in received.verdict.reasons[0].sentence


def test_what_pages_inherit_is_kept(receive):
    made = good.pdf(2)
    made.Root.Pages.Rotate = 90
    made.Root.Pages.MediaBox = Array([0, 0, 300, 400])
    for page in made.pages:
        del page.obj.MediaBox
    with pikepdf.open(receive(good.saved(made)).normalised) as pdf:
        assert [int(page.obj.Rotate) for page in pdf.pages] == [90, 90]
        assert [list(map(int, page.obj.MediaBox)) for page in pdf.pages] == [[0, 0, 300, 400]] * 2


def test_a_name_that_claims_another_kind_is_told(receive):
    received = receive(good.saved(good.pdf(1)), "Paper.DOCX")
    sentences = [reason.sentence for reason in received.verdict.reasons]
    assert "The name ends in .docx, but this is a PDF. We treat it as what it is." in sentences
