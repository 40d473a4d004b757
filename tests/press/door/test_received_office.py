"""Word, PowerPoint and Excel files: tagged PDFs, and what must not be printed stays out."""

import io
import subprocess

import docx
import openpyxl
import pikepdf
import pptx
import pytest
from openpyxl.comments import Comment

from icsgov.press import cage, convert
from icsgov.press.door import check
from icsgov.press.kinds import Kind
from icsgov.press.verdict import Outcome
from tests.press.door import bad_others, good


def codes(received):
    return [reason.code for reason in received.verdict.reasons]


def saved(document):
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def hiding_word():
    document = docx.Document()
    document.core_properties.title = "Performance report"
    paragraph = document.add_paragraph("Seen. ")
    paragraph.add_run("CANARY-run").font.hidden = True
    style = document.styles.add_style("Sneaky", docx.enum.style.WD_STYLE_TYPE.CHARACTER)
    style.font.hidden = True
    paragraph.add_run("CANARY-style", style="Sneaky")
    document.add_picture(io.BytesIO(good.png()))
    return saved(document)


def hiding_powerpoint():
    presentation = pptx.Presentation()
    for words in ("Seen", "CANARY-slide", "Seen too"):
        slide = presentation.slides.add_slide(presentation.slide_layouts[1])
        slide.shapes.title.text = words
    presentation.slides[1]._element.set("show", "0")
    presentation.slides[2].notes_slide.notes_text_frame.text = "CANARY-notes"
    return saved(presentation)


def hiding_excel():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Seen", "CANARY-column"])
    sheet.append(["CANARY-row"])
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["B"].hidden = True
    sheet["A1"].comment = Comment("CANARY-note", "me")
    for name, state in (("Secret", "hidden"), ("Deep", "veryHidden")):
        other = book.create_sheet(name)
        other["A1"] = "CANARY-sheet"
        other.sheet_state = state
    return saved(book)


def test_word(receive):
    steps = []
    received = receive(hiding_word(), "Paper 3.docx", progress=steps.append)
    assert steps == ["checking", "converting", "rewriting"]
    assert received.verdict.kind is Kind.DOCX
    assert received.verdict.outcome is Outcome.WARNED
    assert codes(received) == ["hidden-text", "pictures-without-description"]
    assert received.tagged
    assert received.images_without_alt == 1
    assert received.title == "Performance report"
    assert received.page_texts[0].startswith("Seen.")
    assert "CANARY" not in "".join(received.page_texts)
    with pikepdf.open(received.normalised) as pdf:
        assert "/Info" not in pdf.trailer


def test_powerpoint(receive):
    received = receive(hiding_powerpoint(), "slides.pptx")
    assert received.verdict.kind is Kind.PPTX
    assert codes(received) == ["hidden-slides", "speaker-notes"]
    assert received.verdict.reasons[0].sentence == "Hidden slides stay out: 2."
    assert received.verdict.pages == 2
    assert received.tagged
    assert "CANARY" not in "".join(received.page_texts)


def test_excel(receive):
    received = receive(hiding_excel(), "figures.xlsx")
    assert received.verdict.kind is Kind.XLSX
    assert codes(received) == ["cell-notes", "hidden-sheets", "hidden-cells", "untagged-office"]
    assert received.verdict.reasons[1].sentence == "Hidden sheets stay out: Secret, Deep."
    assert received.page_texts[0].strip() == "Seen"
    assert received.verdict.pages == 1


def test_the_walls_alone_keep_libreoffice_from_fetching(calls, tmp_path):
    """What it fetches when left alone, it cannot reach in the cage, whatever its settings."""
    port, heard = calls
    (tmp_path / "canary.png").write_bytes(good.png((77, 77)))
    targets = [f"http://127.0.0.1:{port}/canary.png", (tmp_path / "canary.png").as_uri()]
    job = tmp_path / "job"
    job.mkdir()
    (job / "source").write_bytes(showing_linked_pictures(targets))
    soffice = convert.program()
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--convert-to", "pdf", "--outdir", tmp_path, job / "source"]
    subprocess.run(command, capture_output=True, check=True)
    assert 77 in widths(tmp_path / "source.pdf")
    assert heard
    heard.clear()
    reads = [soffice.parent]
    order = {"soffice": str(soffice)}
    made = cage.call("tests.press.door.inmate:convert_unchecked", order, folder=job, reads=reads)
    assert 77 not in widths(job / "converted" / made)
    assert heard == []


def showing_linked_pictures(targets):
    """A Word file that shows pictures stored elsewhere."""
    document = docx.Document(io.BytesIO(good.docx_bytes(1)))
    blip = docx.oxml.ns.qn("a:blip")
    for target in targets:
        document.add_picture(io.BytesIO(good.png()))
        found = list(document.element.body.iter(blip))[-1]
        del found.attrib[docx.oxml.ns.qn("r:embed")]
        linked = document.part.relate_to(target, f"{bad_others.OFFICE}/image", is_external=True)
        found.set(docx.oxml.ns.qn("r:link"), linked)
    return saved(document)


def widths(path):
    """The widths of the pictures in a PDF."""
    with pikepdf.open(path) as pdf:
        streams = [each for each in pdf.objects if isinstance(each, pikepdf.Stream)]
        return [int(each.Width) for each in streams if each.get("/Subtype") == "/Image"]


FETCHING = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{field}</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>shown</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


def test_nothing_is_fetched_from_the_web_or_the_disk(receive, calls, tmp_path):
    """Fields, drawings and templates that fetch come in; what they name is never opened."""
    port, heard = calls
    (tmp_path / "canary.txt").write_text("CANARY-text")
    (tmp_path / "canary.png").write_bytes(good.png((77, 77)))
    web, disk = f"http://127.0.0.1:{port}", (tmp_path / "canary").as_uri()
    fields = [
        f'INCLUDEPICTURE "{web}/field.png" \\d',
        f'INCLUDEPICTURE "{disk}.png" \\d',
        f'INCLUDETEXT "{disk}.txt"',
        f'LINK Excel.Sheet.12 "{disk}.xlsx" "Sheet1!A1" \\a',
    ]
    data = bad_others.in_word("".join(FETCHING.format(field=field) for field in fields))
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink" '
        f'width="90" height="90"><image x:href="{web}/drawing.png" width="9" height="9"/>'
        f'<image x:href="{disk}.png" width="77" height="77"/></svg>'
    )
    target = f'Target="{web}/template.dotx" TargetMode="External"'
    template = f'<Relationship Id="t" Type="{bad_others.OFFICE}/attachedTemplate" {target}/>'
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{template}</Relationships>"
    )
    parts = {
        "word/media/drawing.svg": drawing.encode(),
        "word/_rels/settings.xml.rels": relations.encode(),
    }
    received = receive(good.rezipped(data, parts))
    assert not received.verdict.refused, received.verdict
    assert {"linked-data", "template"} <= set(codes(received))
    assert "CANARY" not in "".join(received.page_texts)
    assert 77 not in widths(received.normalised)
    assert heard == []


def test_links_to_the_web_stay_and_links_to_local_files_do_not(receive):
    document = docx.Document()
    document.styles.add_style("Hyperlink", docx.enum.style.WD_STYLE_TYPE.CHARACTER)
    for target in ("https://example.org/plan", "file:///C:/Users/someone/secret.docx"):
        kind = f"{bad_others.OFFICE}/hyperlink"
        link = docx.oxml.OxmlElement("w:hyperlink")
        link.set(docx.oxml.ns.qn("r:id"), document.part.relate_to(target, kind, is_external=True))
        style = '<w:rPr><w:rStyle w:val="Hyperlink"/></w:rPr>'
        run = f'<w:r xmlns:w="{bad_others.WORD}">{style}<w:t>the plan</w:t></w:r>'
        link.append(docx.oxml.parse_xml(run))
        document.add_paragraph("See ")._p.append(link)
    received = receive(saved(document), "links.docx")
    assert codes(received) == ["links"]
    with pikepdf.open(received.normalised) as pdf:
        addresses = [str(each.A.URI) for each in pdf.pages[0].obj.Annots]
        assert addresses == ["https://example.org/plan"]


def test_several_problems_are_told_together(receive):
    data = bad_others.in_word('<w:ins w:id="1"><w:r><w:t>new</w:t></w:r></w:ins>')
    comments = good.part(bad_others.word_comment(), "word/comments.xml")
    verdict = receive(good.rezipped(data, {"word/comments.xml": comments}), "a.docx").verdict
    assert [reason.code for reason in verdict.reasons] == ["tracked-changes", "comments"]
    assert verdict.sentence == (
        "The file still has tracked changes (1). Accept or reject every change, then upload it "
        "again. There is 1 other problem."
    )


def test_without_libreoffice_the_author_is_told_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setattr(convert, "program", lambda: None)
    source = tmp_path / "paper"
    source.write_bytes(good.docx_bytes(1))
    verdict = check(source, "paper.docx")
    assert [reason.code for reason in verdict.reasons] == ["no-office"]
    assert verdict.kind is Kind.DOCX
    assert "libreoffice-writer-nogui" in verdict.sentence
    assert "Upload a PDF" in verdict.sentence


@pytest.mark.parametrize("change", ["rPrChange", "cellIns", "moveTo", "tblGridChange"])
def test_every_kind_of_tracked_change_is_found(change, receive):
    data = bad_others.in_word(f'<w:{change} w:id="1" w:author="A"/>')
    assert codes(receive(data, "a.docx")) == ["tracked-changes"]
