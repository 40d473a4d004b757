"""The proof of minutes, and what the press makes of it."""

import os
from pathlib import Path

import pikepdf
import pytest

from icsgov.record.build import build
from icsgov.record.proofs import prove
from meetings.models import Decision, Paragraph
from meetings.proofs import minutes as proofs
from tests import factories as make
from tests.meetings.minuting.desk import attend, desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    made = desk()
    attend(made.meeting, "Dee Deputy", "in attendance")
    attend(made.meeting, "Abe Absent", "apologies")
    row = made.add("The board agreed the sample plan.", "decision")
    Decision.objects.create(
        meeting=made.meeting,
        number=1,
        ref="ICP/2023-07-24/D1",
        paragraph=row,
        outcome="agreed",
        words="Agreed",
        votes_for=2,
        abstained=0,
    )
    said = made.add("asked how samples are taken, and was told that it depends.")
    said.speakers.create(name="Lou Member")
    made.add("To report on samples.", "action", section=1)
    return made


def test_the_tree_holds_attendance_items_and_paragraphs_by_their_labels(at):
    root = prove("minutes", at.meeting.key, 1, make.NOW).root
    assert [table["kind"] for table in root.data["attendance"]] == [
        "Present",
        "In attendance",
        "Apologies",
    ]
    assert [node.anchor for node in root.of_kind("minute")] == [
        "1.01",
        "1.02",
        "1.03",
        "1.04",
        "2.01",
    ]
    decided = root.find("1.03")
    assert decided.ref == "ICP/2023-07-24/D1"
    assert decided.data["decision"]["votes"] == "2 for, 0 abstained"
    assert root.find("1.04").text.startswith("Lou Member asked how")


def test_a_draft_is_marked_and_confirmed_minutes_are_not(at):
    assert prove("minutes", at.meeting.key, 1, make.NOW).stamp.mark == "DRAFT"
    at.minutes.state = "confirmed"
    assert proofs._stamp(at.minutes).mark == ""


def test_an_empty_paragraph_cannot_be_printed(at):
    Paragraph.objects.filter(kind="action").update(text="")
    assert prove("minutes", at.meeting.key, 1, make.NOW).faults == (
        "2.01 is empty. Write it or remove it.",
    )


def test_the_proof_says_the_same_whenever_it_is_asked(at):
    first = prove("minutes", at.meeting.key, 1, make.NOW)
    assert prove("minutes", at.meeting.key, 1, make.NOW).sha256 == first.sha256


def test_the_print_is_tagged_stamped_and_named(at):
    proof = prove("minutes", at.meeting.key, 1, make.NOW)
    made = build(proof, by=at.secretary, now=make.NOW)
    assert [file["filename"] for file in made.report["files"]] == ["icp-2023-07-24-minutes.pdf"]
    assert not [each for each in made.report["findings"] if each["blocks"]]
    with pikepdf.open(made.pack.path) as pdf:
        assert "/StructTreeRoot" in pdf.Root
        assert pdf.docinfo["/Title"] == "Minutes of the meeting on 24 July 2023"
    if folder := os.environ.get("SCREENSHOTS"):
        Path(folder, "minutes.pdf").write_bytes(made.pack.path.read_bytes())
