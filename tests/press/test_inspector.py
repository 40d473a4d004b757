"""The gate before publishing: every planted fault is caught, honest files pass."""

import io
import json

import pikepdf
import pytest
from django.core.management import CommandError, call_command
from pikepdf import Array, Dictionary, Name, String

from icsgov.press.inspector import inspect
from tests.press.made import annotated, changed, page_with, plain_pdf, show

SECRET = "Clandestine merger"


def codes(data: bytes, **more) -> set[str]:
    return {finding.code for finding in inspect(data, **more)}


def action(**about) -> bytes:
    return annotated(Subtype=Name.Link, A=Dictionary(**about))


class TestWhatObjectsHold:
    @pytest.mark.parametrize(
        ("code", "data"),
        [
            ("comment", annotated(Subtype=Name.Text, Contents=String("Not for the public"))),
            ("comment", annotated(Subtype=Name.Highlight)),
            ("comment", annotated(Subtype=Name.FreeText, Contents=String("x"))),
            ("attachment", annotated(Subtype=Name.FileAttachment)),
            ("media", annotated(Subtype=Name.RichMedia)),
            ("action", action(S=Name.Launch, F=String("calc.exe"))),
            ("action", action(S=Name.SubmitForm, F=String("https://example.org"))),
            ("script", action(S=Name.JavaScript, JS=String("app.alert(1)"))),
            ("file-link", action(S=Name.GoToR, F=String("\\\\server\\share\\x.pdf"))),
            ("file-link", action(S=Name.URI, URI=String("file:///c:/x.docx"))),
            ("file-link", action(S=Name.URI, URI=String("\\\\server\\share"))),
            ("file-link", action(S=Name.URI, URI=String("javascript:alert(1)"))),
        ],
    )
    def test_on_a_page(self, code, data):
        found = [finding for finding in inspect(data) if finding.code == code]
        assert found and all(finding.blocks and finding.what_to_do for finding in found)

    def test_form_values(self):
        def fill(pdf):
            field = pdf.make_indirect(
                Dictionary(
                    Type=Name.Annot,
                    Subtype=Name.Widget,
                    FT=Name.Tx,
                    T=String("Salary"),
                    V=String("42,000"),
                    Rect=Array([10, 10, 60, 60]),
                )
            )
            pdf.pages[0].obj.Annots = Array([field])
            pdf.Root.AcroForm = Dictionary(Fields=Array([field]))

        (finding,) = inspect(changed(fill))
        assert (finding.code, finding.page) == ("form-value", 1) and "42,000" in finding.sentence

    def test_orphan_pages(self):
        def orphan(pdf):
            pdf.Root.Kept = pdf.pages[1].obj
            del pdf.pages[1]

        (finding,) = inspect(changed(orphan))
        assert (finding.code, finding.page) == ("orphan-page", None)

    def test_parts_that_no_page_uses(self):
        data = plain_pdf({})
        extra = b"99 0 obj\n<< /Secret (Clandestine) >>\nendobj\n"
        start = data.index(b"xref\n")
        with pikepdf.open(io.BytesIO(data)) as pdf:
            size = len(pdf.objects) + 1
        table = data[start:].replace(b"0 %d\n" % size, b"0 %d\n" % size)
        table = table.replace(b"trailer", b"99 1\n%010d 00000 n \ntrailer" % start).replace(
            b"/Size %d" % size, b"/Size 100"
        )
        table = table.replace(b"startxref\n%d" % start, b"startxref\n%d" % (start + len(extra)))
        assert codes(data[:start] + extra + table) == {"unreferenced"}

    @pytest.mark.parametrize(
        ("code", "change"),
        [
            ("metadata", lambda pdf: pdf.docinfo.__setitem__("/Author", "A. N. Other")),
            ("metadata", lambda pdf: pdf.docinfo.__setitem__("/Company", "Trust")),
            ("metadata", lambda pdf: pdf.docinfo.__setitem__("/Producer", "C:\\Users\\ann\\x")),
            ("script", lambda pdf: pdf.Root.__setitem__(
                "/OpenAction", Dictionary(S=Name.JavaScript, JS=String("x")))),
            ("script", lambda pdf: pdf.Root.__setitem__("/Names", Dictionary(JavaScript=Dictionary(
                Names=Array([String("x"), Dictionary(S=Name.JavaScript, JS=String("x"))]))))),
            ("action", lambda pdf: pdf.pages[0].obj.__setitem__("/AA", Dictionary())),
            ("attachment", lambda pdf: pdf.attachments.__setitem__("a.txt", b"x")),
            ("private-data", lambda pdf: pdf.pages[0].obj.__setitem__("/PieceInfo", Dictionary())),
            ("inner-metadata", lambda pdf: pdf.pages[0].obj.__setitem__(
                "/Metadata", pdf.make_stream(b"<x/>", Type=Name.Metadata, Subtype=Name.XML))),
            ("thumbnail", lambda pdf: pdf.pages[0].obj.__setitem__("/Thumb", pdf.make_stream(b""))),
            ("script", lambda pdf: pdf.Root.__setitem__(
                "/AcroForm", Dictionary(XFA=pdf.make_stream(b"<x/>")))),
        ],
    )  # fmt: skip
    def test_in_the_file(self, code, change):
        assert code in codes(changed(change))

    @pytest.mark.parametrize(
        "field", [("dc:creator", ["Ann Other"]), ("xmp:CreatorTool", "Word"), ("pdf:Keywords", "x")]
    )
    def test_who_made_it_in_the_xmp_packet(self, field):
        def name(pdf):
            with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
                xmp[field[0]] = field[1]
                xmp["dc:title"] = "A title"

        (finding,) = inspect(changed(name))
        assert finding.code == "metadata"

    def test_an_earlier_version_of_the_file(self):
        data = plain_pdf({})
        later = b"1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
        xref = len(data) + len(later)
        end = data[data.rindex(b"startxref\n") + 10 :].split(b"\n")[0]
        table = b"xref\n1 1\n%010d 00000 n \ntrailer << /Size 9 /Root 1 0 R /Prev %s >>\n" % (
            len(data),
            end,
        )
        assert "earlier-version" in codes(data + later + table + b"startxref\n%d\n%%%%EOF\n" % xref)

    def test_something_after_the_end(self):
        assert codes(plain_pdf({}) + b"\nPK\x03\x04 a zip archive") == {"trailing-data"}
        assert codes(plain_pdf({}) + b"\r\n\0\0") == set()

    def test_metadata_that_is_allowed(self):
        data = changed(lambda pdf: pdf.docinfo.__setitem__("/Producer", "icsgov"))
        assert codes(data) == set()
        assert codes(data, allowed=()) == {"metadata"}


class TestWordsInTags:
    @pytest.mark.parametrize(
        ("about", "found"),
        [
            ({"ActualText": String(SECRET)}, True),
            ({"T": String(SECRET)}, True),
            ({"E": String(SECRET)}, True),
            ({"Alt": String("C:\\Users\\ann\\Desktop\\merger.png")}, True),
            ({"Alt": String("A map of the boroughs")}, False),
            ({"ActualText": String("Honest words")}, False),
            ({"ActualText": String("ffi")}, False),
        ],
    )
    def test_words_that_no_page_shows(self, about, found):
        def tag(pdf):
            root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
            element = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P, P=root, **about))
            root.K = element
            pdf.Root.StructTreeRoot = root

        assert (codes(changed(tag, page_with(""))) == {"hidden-in-tags"}) is found

    def test_replacement_text_within_a_page(self):
        content = f"/Span <</ActualText ({SECRET})>> BDC {show(72, 500, 'x')}EMC "
        assert codes(page_with(content)) == {"hidden-in-tags"}

    def test_replacement_of_a_ligature_or_a_broken_word(self):
        content = f"/Span <</ActualText (office)>> BDC {show(72, 500, 'o&ce')}EMC "
        assert codes(page_with(content)) == set()


class TestPrivateWords:
    @pytest.mark.parametrize(
        "data",
        [
            page_with(show(72, 500, SECRET)),
            page_with(show(72, 500, "Clandes") + show(72, 480, "tine MERGER")),
            changed(lambda pdf: pdf.docinfo.__setitem__("/Title", SECRET)),
            changed(lambda pdf: pdf.Root.__setitem__("/Hidden", String(SECRET))),
            changed(lambda pdf: pdf.Root.__setitem__("/Hidden", pdf.make_stream(SECRET.encode()))),
            annotated(Subtype=Name.Link, Contents=String("the clandestine merger")),
            annotated(Subtype=Name.Link, Contents=String("Łódź clandestine merger")),
        ],
        ids=["text", "broken", "title", "string", "stream", "link", "utf-16"],
    )
    def test_are_found_wherever_they_are(self, data):
        found = [f for f in inspect(data, canaries=[SECRET]) if f.code == "private-words"]
        assert found and all(f.blocks and SECRET in f.sentence for f in found)

    def test_are_not_seen_where_they_are_not(self):
        assert codes(page_with(show(72, 500, "Open merger")), canaries=[SECRET, " "]) == set()


class TestCommand:
    def test_names_page_and_advice_and_exits_1(self, tmp_path, capsys):
        path = tmp_path / "x.pdf"
        path.write_bytes(page_with(show(72, 500, SECRET, colour="1 g")))
        with pytest.raises(SystemExit) as stopped:
            call_command("inspect_pdf", path)
        assert stopped.value.code == 1
        said = capsys.readouterr().out
        assert "stop [hidden-same-colour] page 1" in said and "Delete these words" in said

    def test_json(self, tmp_path, capsys):
        path = tmp_path / "x.pdf"
        path.write_bytes(page_with(""))
        call_command("inspect_pdf", path, "--json")
        assert json.loads(capsys.readouterr().out) == []

    def test_private_words_from_outside(self, tmp_path, capsys):
        path = tmp_path / "x.pdf"
        path.write_bytes(page_with(""))
        with pytest.raises(SystemExit):
            call_command("inspect_pdf", path, "--private", "honest words", "--json")
        (finding,) = json.loads(capsys.readouterr().out)
        assert (finding["code"], finding["page"]) == ("private-words", 1)

    @pytest.mark.parametrize("content", [None, b"", b"not a PDF", b"%PDF-1.7\n"])
    def test_what_is_no_pdf(self, tmp_path, content):
        path = tmp_path / "x.pdf"
        if content is not None:
            path.write_bytes(content)
        with pytest.raises(CommandError, match=r"x\.pdf"):
            call_command("inspect_pdf", path)


def test_findings_name_the_paper_of_their_page():
    data = plain_pdf({}, {"content": show(72, 500, SECRET, colour="1 g")})
    (finding,) = inspect(data, names={1: "Agenda", 2: "Enclosure B"})
    assert (finding.page, finding.piece) == (2, "Enclosure B")
    assert str(finding).startswith("Enclosure B, page 2: ")
