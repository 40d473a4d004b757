"""What is made of a Word file: its clean copy, and its text for the web."""

import io

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx.oxml import parse_xml
from PIL import Image

from icsgov.press import word_copies as pressed
from icsgov.press.inside import web_text
from icsgov.record.kinds import AGENDA
from icsgov.record.proofs import prove
from icsgov.work import jobs
from icsgov.work.models import Work
from meetings import bodies
from meetings.models import Paper, PaperImage, WebText
from tests.meetings.papers.conftest import NOW
from tests.visitor import Visitor

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
WHO = 'w:id="9" w:author="A. Author" w:date="2023-07-01T09:00:00Z"'


def saved(file):
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def changed(comments=True):
    """A paper with an insertion, deletions of words, of an end and of a row, and a comment."""
    file = docx.Document()
    file.add_heading("The plan", 1)
    paragraph = file.add_paragraph("Beds are ")
    paragraph._p.append(parse_xml(f"<w:ins {W} {WHO}><w:r><w:t>scarce</w:t></w:r></w:ins>"))
    paragraph._p.append(
        parse_xml(f"<w:del {W} {WHO}><w:r><w:delText>secret words</w:delText></w:r></w:del>")
    )
    first = file.add_paragraph("One ")
    first._p.insert(0, parse_xml(f"<w:pPr {W}><w:rPr><w:del {WHO}/></w:rPr></w:pPr>"))
    file.add_paragraph("sentence.")
    table = file.add_table(rows=2, cols=1)
    table.rows[0].cells[0].text, table.rows[1].cells[0].text = "Kept row", "Dropped row"
    table.rows[1]._tr.get_or_add_trPr().append(parse_xml(f"<w:del {W} {WHO}/>"))
    if comments:
        file.add_comment(paragraph.runs, text="Is this so?", author="A. Author", initials="AA")
    return saved(file)


def texted():
    """Headings, lists, a table with a header row, and a picture with a description."""
    file = docx.Document()
    file.add_heading("Background", 1)
    file.add_paragraph("Beds are short.")
    file.add_heading("Detail", 2)
    file.add_paragraph("One", style="List Bullet")
    file.add_paragraph("Two", style="List Bullet")
    table = file.add_table(rows=2, cols=1)
    table.rows[0].cells[0].text, table.rows[1].cells[0].text = "Year", "2023"
    table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {W}/>"))
    picture = io.BytesIO()
    Image.new("RGB", (60, 40), "navy").save(picture, "PNG")
    picture.seek(0)
    file.add_picture(picture)
    file.inline_shapes[0]._inline.docPr.set("descr", "A map of the wards")
    return saved(file)


@pytest.fixture
def send(desk):
    """Uploads a Word file as the author, and lets the workers do all they are asked."""

    def go(data, name="plan.docx"):
        page = Visitor(desk.author).get(desk.url("paper-files"))
        page.submit("Upload", {"uploads": [SimpleUploadedFile(name, data)]})
        while waiting := list(Work.objects.open()):
            for work in waiting:
                assert jobs.run(work)
        return page.get(page.url)

    return go


def only_file(desk):
    return Paper.objects.get(pk=desk.paper.pk).current.files.get()


def test_a_clean_copy_accepts_every_change_and_drops_every_comment(tmp_path):
    source = tmp_path / "source.docx"
    source.write_bytes(changed())
    made = pressed.clean_copy(source, tmp_path)
    assert made is not None
    assert (made.changes, made.comments) == (4, 1)
    file = docx.Document(str(made.path))
    assert [each.text for each in file.paragraphs] == [
        "The plan",
        "Beds are scarce",
        "One sentence.",
    ]
    assert [row.cells[0].text for row in file.tables[0].rows] == ["Kept row"]
    raw = made.path.read_bytes()
    assert b"comments" not in raw
    again = pressed.clean_copy(made.path, tmp_path)
    assert again is not None
    assert (again.changes, again.comments) == (0, 0)


def test_the_clean_copy_is_offered_shown_and_taken_on_click(desk, send):
    page = send(changed())
    assert "The file still has tracked changes" in page.text
    assert "We made a clean copy: 4 changes accepted, 1 comment dropped." in page.text
    address = next(link for link in page.page.xpath("//a/@href") if link.endswith("clean-pdf"))
    assert page.client.get(address).getvalue().startswith(b"%PDF")
    page.submit("Use the clean copy: plan.docx")
    for work in Work.objects.open():
        jobs.run(work)
    file = only_file(desk)
    assert file.state == "ready"
    said = " ".join(each.text for each in file.normalised.texts.all())
    assert "Beds are scarce" in said
    assert "secret" not in said


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04 rubbish", b"MZ", b""], ids=["cut", "program", "none"]
)
def test_no_copy_is_made_of_what_is_no_word_file(tmp_path, data):
    source = tmp_path / "source"
    source.write_bytes(data)
    assert pressed.clean_copy(source, tmp_path) is None
    assert pressed.web_text(source, tmp_path) is None


def test_a_word_file_becomes_text_with_headings_lists_headers_and_pictures(desk, send):
    send(texted())
    text = WebText.objects.get()
    assert text.state == "made"
    for part in (
        "<h2>Background</h2>",
        "<h3>Detail</h3>",
        "<li>One</li><li>Two</li>",
        "<th>",
        'alt="A map of the wards"',
    ):
        assert part in text.html
    assert text.notes == []
    assert PaperImage.objects.filter(paper=desk.paper).count() == 1


def test_what_readers_will_lack_is_said(desk, send):
    file = docx.Document()
    file.add_table(rows=1, cols=1).rows[0].cells[0].text = "No header"
    send(saved(file))
    assert WebText.objects.get().notes == [
        "Tables without a header row: 1. Mark the first row as a header in Word."
    ]


def test_the_text_is_released_once_its_author_has_checked_it(desk, send):
    page = send(texted())
    page.follow("plan.docx")
    assert "Not checked yet" in page.text
    page.submit("The text is right")
    assert "“Made from the Word file; the PDF is authoritative.”" in page.text
    [node] = _web_texts(desk)
    assert "<h2>Background</h2>" in node.data["html"]
    assert "Beds are short." in node.text
    assert [each.data["alt"] for each in node.of_kind("image")] == ["A map of the wards"]
    Visitor(desk.secretary).get(page.url).submit("Do not release the text")
    assert _web_texts(desk) == []


def _web_texts(desk):
    paper = Paper.objects.get(pk=desk.paper.pk)
    if paper.state == "expected":
        paper.submit(desk.author, NOW)
    return list(prove(AGENDA, desk.meeting.key, 1, NOW).root.of_kind("webtext"))


def test_a_footnote_stands_where_its_number_stood():
    converted = (
        '<p>Beds<sup><a href="#footnote-1" id="footnote-ref-1">[1]</a></sup> are short.</p>'
        '<ol><li id="footnote-1"><p> A note. <a href="#footnote-ref-1">↑</a></p></li></ol>'
    )
    noted = web_text.with_notes(converted)
    assert '<p>Beds<span class="footnote">A note.</span> are short.</p>' in noted
    assert bodies.clean(noted) == '<p>Beds<span class="footnote">A note.</span> are short.</p>'
