"""The Word file of the minutes has real headings, tables and the printed numbers."""

from io import BytesIO

import pytest
from docx import Document

from tests.meetings.minuting.desk import attend, desk

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


def test_paragraphs_carry_their_numbers(file):
    texts = [each.text for each in file.paragraphs]
    assert "1.03\tLou Member asked" in texts
    assert texts[texts.index("1.03\tLou Member asked") + 1 :][:3] == [
        "\tone",
        "\ttwo",
        "\tand waited.",
    ]
    assert "2.01\tDecision: The board agreed." in texts
    assert texts[0] == "DRAFT"


def test_people_stand_in_tables(file):
    rows = [[cell.text for cell in row.cells] for row in file.tables[0].rows]
    assert rows[:2] == [["Name", "Title and organisation"], ["Kim Chair (chair)", "Sample title"]]
