"""Past minutes come in from Word with the numbers they print, right or wrong."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document as open_docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from meetings.minuting import book, checker
from meetings.models import Attendance, Minutes, Paragraph
from tests import factories as make
from tests.markup import faults
from tests.meetings.minuting.desk import Desk, desk
from tests.meetings.minuting.test_path import clear, page, release

pytestmark = pytest.mark.django_db


@pytest.fixture
def at() -> Desk:
    made = desk()
    Minutes.objects.all().delete()
    Attendance.objects.all().delete()
    return made


def printed() -> Document:
    file = open_docx()
    file.add_heading("Minutes of the meeting", level=1)
    file.add_heading("Present:", level=2)
    table = file.add_table(rows=0, cols=2)
    for cells in (("Name", "Title"), ("Kim Chair [Chair]", "Leader, Sample Borough")):
        for cell, words in zip(table.add_row().cells, cells, strict=True):
            cell.text = words
    file.add_paragraph("Apologies")
    file.add_paragraph("Abe Absent, Sample trust")
    file.add_heading("3. Strategy", level=2)
    file.add_paragraph("3.09 The board heard the plan.")
    file.add_paragraph("3.10\tThe first of two with this number.")
    file.add_paragraph("one", style="List Bullet")
    file.add_paragraph("3.10 The second of two with this number.")
    file.add_paragraph("A paragraph that nobody numbered.")
    bold = file.add_paragraph()
    bold.add_run("6. Any other business").bold = True
    file.add_paragraph("6.06 Decision: the board approved the plan.")
    return file


def bring(at: Desk, file: Document | bytes):
    stream = BytesIO()
    if isinstance(file, bytes):
        stream.write(file)
    else:
        file.save(stream)
    upload = SimpleUploadedFile("april.docx", stream.getvalue())
    return at.client.post(at.address("minutes-past"), {"file": upload})


def rows(at: Desk) -> list[tuple[str | None, str]]:
    every = Paragraph.objects.filter(section__minutes__meeting=at.meeting)
    return list(every.order_by("section__rank", "rank").values_list("printed", "text"))


def test_items_paragraphs_and_people_come_in_as_they_are_printed(at):
    assert bring(at, printed()).status_code == 302
    sections = Minutes.objects.get().sections.values_list("label", "title")
    assert list(sections) == [("3", "Strategy"), ("6", "Any other business")]
    assert rows(at) == [
        ("3.09", "<p>The board heard the plan.</p>"),
        ("3.10", "<p>The first of two with this number.</p><ul><li>one</li></ul>"),
        ("3.10", "<p>The second of two with this number.</p>"),
        ("", "<p>A paragraph that nobody numbered.</p>"),
        ("6.06", "<p>Decision: the board approved the plan.</p>"),
    ]
    assert Paragraph.objects.get(printed="6.06").kind == "decision"
    there = Attendance.objects.order_by("position").values_list("kind", "name", "title", "chair")
    assert list(there) == [
        ("present", "Kim Chair", "Leader, Sample Borough", True),
        ("apologies", "Abe Absent", "Sample trust", False),
    ]


def test_the_checker_asks_about_numbers_given_twice_and_missing(at):
    bring(at, printed())
    codes = [each.code for each in checker.check(book.read(Minutes.objects.get()))]
    assert codes.count("same-label") == 2
    assert codes.count("no-label") == 1
    assert faults(at.client.get(at.address()).content.decode()) == []


def test_they_are_released_with_both_numbers_and_anchors_of_their_own(at):
    bring(at, printed())
    at.minutes = Minutes.objects.get()
    clear(at)
    release(at)
    text = page(at.client, "/icp/2023-07-24/minutes/")
    for anchor in ("3.09", "3.10", "3.10-2", "minute", "6.06"):
        assert f'id="{anchor}"' in text
    labels = Paragraph.objects.order_by("section__rank", "rank").values_list("label", flat=True)
    assert list(labels) == ["3.09", "3.10", "3.10", "", "6.06"]


def test_a_number_that_was_read_wrongly_can_be_put_right(at):
    bring(at, printed())
    row = Paragraph.objects.get(printed="6.06")
    form = at.client.get(f"{at.address()}?item={row.section.key}&edit={row.key}")
    assert "Number as it is printed" in form.content.decode()
    data = {"heard": "", "kind": row.kind, "text": row.text, "printed": "6.07", "then": "close"}
    data["read"] = form.context["paragraph_form"]["read"].value()
    at.client.post(reverse("minute", kwargs={"key": row.key}), data)
    row.refresh_from_db()
    assert row.printed == "6.07"


def test_minutes_set_as_a_table(at):
    file = open_docx()
    table = file.add_table(rows=0, cols=3)
    for cells in (
        ("1.", "Welcome", ""),
        ("1.1", "The chair opened the meeting.", ""),
        ("1.2", "Papers come earlier.", "LM by May"),
    ):
        for cell, words in zip(table.add_row().cells, cells, strict=True):
            cell.text = words
    bring(at, file)
    assert [label for label, _ in rows(at)] == ["1.1", "1.2", ""]
    assert Paragraph.objects.get(kind="action").text == "<p>LM by May</p>"


def test_numbers_that_word_counts_itself_come_in_as_printed(at):
    file = open_docx()
    file.add_heading("1. Welcome", level=2)
    made = numbered(file)
    for words in ("First.", "Second."):
        row = file.add_paragraph(words)
        properties = row._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = 1
        properties.get_or_add_numId().val = made
    bring(at, file)
    assert rows(at) == [("1.01", "<p>First.</p>"), ("1.02", "<p>Second.</p>")]


def numbered(file: Document) -> int:
    """A list of Word's own whose second level reads 1.01."""
    numbering = file.part.numbering_part.numbering_definitions._numbering
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for at, form, text in ((0, "decimal", "%1."), (1, "decimalZero", "%1.%2"))
    )
    own = parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="99">{levels}</w:abstractNum>')
    numbering.insert(0, own)
    return int(numbering.add_num(99).numId)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7 x", "This is not a Word file."),
        (b"", "The submitted file is empty."),
        (b"PK\x03\x04 broken", "not put together"),
    ],
)
def test_what_is_no_word_file_is_refused_with_a_reason(at, data, words):
    response = bring(at, data)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not Minutes.objects.exists()


def test_a_file_without_numbers_is_refused(at):
    file = open_docx()
    file.add_paragraph("Just words.")
    response = bring(at, file)
    assert response.status_code == 422
    assert faults(response.content.decode()) == []
    assert "No numbered items or paragraphs were found." in response.content.decode()


def test_minutes_that_were_begun_are_not_overwritten(at):
    bring(at, printed())
    response = bring(at, printed())
    assert response.status_code == 422
    assert "have been begun already" in response.content.decode()


def test_another_board_does_not_bring_them_in(at):
    other = make.secretary(make.board("ICB"))
    at.client.force_login(other)
    assert bring(at, printed()).status_code == 404
