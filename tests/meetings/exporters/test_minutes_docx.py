"""The Word file of the minutes has real headings, tables and the printed numbers."""

from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn

from tests.meetings.minuting.desk import attend, desk

P, T, TAB = qn("w:p"), qn("w:t"), qn("w:tab")
pytestmark = pytest.mark.django_db


@pytest.fixture
def file():
    at = desk()
    attend(at.meeting, "Abe Absent", "apologies")
    row = at.add("asked</p><ul><li>one</li><li>two</li></ul><p>and waited.")
    row.speakers.create(name="Lou Member")
    at.add("The board agreed.", "decision", section=1)
    response = at.client.get(at.address("minutes-word"))
    assert 'filename="icp-2023-07-24-minutes.docx"' in response["Content-Disposition"]
    return Document(BytesIO(response.content))


def test_headings_are_headings(file):
    titled = [each.text for each in file.paragraphs if each.style.name.startswith("Heading")]
    assert titled == [
        "Minutes of the meeting on 24 July 2023",
        "Present",
        "Apologies",
        "1. Sample item 1",
        "2. Sample item 2",
    ]


def lines(file) -> list[str]:
    """All lines of text, those within content controls too."""
    return [_text(each) for each in file.element.body.iter(P)]


def _text(paragraph) -> str:
    parts = paragraph.iter(T, TAB)
    words = (each.text if each.tag == T else "\t" for each in parts if not _is_style(each))
    return "".join(words)


def _is_style(element) -> bool:
    return any(up.tag in (qn("w:pPr"), qn("w:tabs")) for up in element.iterancestors())


def test_paragraphs_carry_their_numbers(file):
    texts = lines(file)
    assert "1.03\tLou Member asked" in texts
    assert texts[texts.index("1.03\tLou Member asked") + 1 :][:3] == [
        "one",
        "two",
        "and waited.",
    ]
    assert "2.01\tDecision: The board agreed." in texts
    assert texts[0] == "DRAFT"


def test_lists_are_lists_and_numbers_begin_anew(file):
    styles = {_text(each): each.style for each in file.element.body.iter(P)}
    assert styles["one"] == "ListBullet"


def test_every_page_has_its_number_and_says_draft(file):
    section = file.sections[0]
    assert section.header.paragraphs[0].text.startswith("DRAFT")
    fields = [each.get(qn("w:instr")) for each in section.footer._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]


def test_people_stand_in_tables(file):
    rows = [[cell.text for cell in row.cells] for row in file.tables[0].rows]
    assert rows[:2] == [["Name", "Title and organisation"], ["Kim Chair (chair)", "Sample title"]]
