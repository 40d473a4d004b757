"""The proof of an agenda: what it holds, what it leaves out, what it names as missing."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from icsgov.record import proofs
from icsgov.record.proofs import Proof
from icsgov.record.tree import Node, to_json, walk
from meetings.models import AgendaItem, Ask, Enclosure, Meeting, Paper, PaperFile
from meetings.models.meetings import MeetingPart
from meetings.ranks import between
from tests import factories as make
from tests import packs

pytestmark = pytest.mark.django_db


def prove(meeting: Meeting, part: int = 1) -> Proof:
    return proofs.prove("agenda", meeting.key, part, make.NOW)


def words(proof: Proof) -> str:
    return json.dumps(to_json(proof.root))


def only(proof: Proof, kind: str) -> Node:
    (found,) = proof.root.of_kind(kind)
    return found


@pytest.fixture
def board():
    return make.board("ICP", name="Integrated Care Partnership")


@pytest.fixture
def meeting(board):
    return packs.meeting(board, joining_link="https://example.org/canary-joining")


@pytest.fixture
def paper(meeting):
    return Paper.objects.get(title="Drafted here")


def test_the_head_says_when_where_and_who_chairs(meeting):
    root = prove(meeting).root
    assert root.title == "Integrated Care Partnership, 24 July 2023"
    assert (root.data["starts"], root.data["ends"], root.data["venue"]) == (
        "15:00",
        "17:00",
        "Sample hall",
    )
    assert root.data["chairs"] == [
        {"name": "Kit Chair", "initials": "KC", "title": "Leader of a sample council"}
    ]
    assert [each["initials"] for each in root.data["presenters"]] == ["LL"]


def test_items_carry_number_time_leads_letters_and_asks(meeting):
    items = list(prove(meeting).root.of_kind("item"))
    assert [(item.label, item.data["time"], item.data["enclosures"]) for item in items] == [
        ("1.", "15:00", []),
        ("2.", "15:10", ["A"]),
        ("3.", "15:35", ["B"]),
    ]
    assert items[0].data["lines"] == ["Receive apologies", "Declarations of interest"]
    assert items[1].data["leads"][0]["initials"] == "LL"
    assert items[1].data["asks"] == [{"verb": "note", "text": "the progress made"}]


def test_rows_without_a_number_keep_their_place_and_children_stand_beneath(board):
    meeting = make.meeting(board)
    make.item(meeting, "Part of the day", kind="heading", minutes=0)
    parent = make.item(meeting, "Parent")
    make.item(meeting, "Child", parent=parent, minutes=0)
    make.item(meeting, "Tea", kind="break", minutes=15)
    root = prove(meeting).root
    assert [(node.kind, node.label, depth) for depth, node in walk(root)] == [
        ("meeting", "", 0),
        ("heading", "", 1),
        ("item", "1.", 1),
        ("item", "1.1", 2),
        ("break", "", 1),
    ]
    assert [node.data["time"] for node in root.of_kind("heading", "item", "break")] == [
        "",
        "15:00",
        "",
        "15:10",
    ]


def test_a_paper_holds_its_cover_in_the_boards_order(meeting):
    paper = next(prove(meeting).root.of_kind("paper"))
    assert [field["key"] for field in paper.data["cover"]] == [
        "title",
        "date",
        "authors",
        "leads",
        "purpose",
        "summary",
        "recommendation",
    ]
    fields = {field["key"]: field["value"] for field in paper.data["cover"]}
    assert fields["title"] == "Drafted here"
    assert fields["date"] == "2023-07-24"
    assert [tick["ticked"] for tick in fields["purpose"]["ticks"]] == [False, True, False]
    assert paper.data["asks"] == [{"verb": "note", "text": "the progress made"}]


def test_a_required_field_that_is_empty_says_so_and_an_optional_one_is_left_out(board):
    meeting = make.meeting(board)
    packs.paper(board, "Bare", make.item(meeting), cover={"summary": "<p>Words</p>"})
    paper = only(prove(meeting), "paper")
    fields = {field["key"]: field["value"] for field in paper.data["cover"]}
    assert fields["recommendation"] is None
    assert "risks" not in fields


def test_the_text_is_cut_at_its_headings(meeting):
    paper = next(prove(meeting).root.of_kind("paper"))
    opening, background, ending = (node for node in paper.children if node.kind == "section")
    (detail,) = background.children
    assert [node.title for node in (opening, background, detail, ending)] == [
        "",
        "Background",
        "The detail",
        "Next steps",
    ]
    assert background.anchor == "drafted-here-background"
    assert 'class="footnote"' in background.data["html"]


def test_files_are_named_by_the_meeting_and_never_as_on_their_authors_disk(meeting):
    proof = prove(meeting)
    file = only(proof, "file")
    assert file.data["filename"] == "icp-2023-07-24-enclosure-b-shown-as-slides-file-1.pdf"
    assert (file.title, file.data["pages"]) == ("Shown as slides", 3)
    assert "canary-own-name" not in words(proof)


def test_the_joining_link_is_never_in_it(meeting):
    assert "canary-joining" not in words(prove(meeting))


def test_a_picture_stands_as_its_own_node_and_must_belong_to_the_paper(meeting, paper):
    sha256 = packs.add_picture(paper, b"a picture")
    stranger = packs.add_picture(make.paper(paper.board), b"of another paper")
    for name, faults in ((sha256, 0), (stranger, 1)):
        paper.refresh_from_db()
        paper.write(paper.version, None, make.NOW, body=f'<p><img src="asset:{name}" alt="A"></p>')
        paper.clear(None, make.NOW)
        proof = prove(meeting)
        assert len(proof.faults) == faults
        assert [node.blob for node in proof.root.of_kind("image")] == [name] * (1 - faults)


# What is missing is named


def test_a_paper_that_was_not_handed_in_is_named(meeting):
    make.paper(meeting.board, "Not here yet", under=make.item(meeting))
    assert prove(meeting).faults == (
        "Enclosure C, “Not here yet”, has not been handed in. "
        "Submit it, or mark its item “to follow”.",
    )


@pytest.mark.parametrize("mode", ["to follow", "verbal"])
def test_an_item_may_stand_without_its_paper(meeting, mode):
    make.paper(meeting.board, "Not here yet", under=make.item(meeting, mode=mode))
    proof = prove(meeting)
    assert proof.faults == ()
    *_, item = proof.root.of_kind("item")
    assert item.data["to_follow"] == (["C"] if mode == "to follow" else [])


def test_a_withdrawn_paper_leaves_no_trace(meeting, paper):
    paper.withdraw("No longer wanted", None, make.NOW)
    proof = prove(meeting)
    assert "Drafted here" not in words(proof)
    assert [node.label for node in proof.root.of_kind("paper")] == ["A"]


def test_an_uncleared_paper_is_printed_with_a_warning(board):
    meeting = make.meeting(board)
    packs.paper(board, "Fresh", make.item(meeting), cleared=False)
    proof = prove(meeting)
    assert proof.faults == ()
    assert proof.warnings == ("Enclosure A, “Fresh”, is not cleared: version 1 is printed.",)


def test_the_version_that_was_handed_in_is_printed_and_not_what_is_being_typed(board):
    meeting = make.meeting(board)
    paper = packs.paper(board, "Fresh", make.item(meeting), cleared=False)
    paper.write(paper.version, None, make.NOW, body="<p>canary-typing</p>")
    proof = prove(meeting)
    assert "canary-typing" not in words(proof)
    assert proof.warnings[-1].endswith("was changed after version 1, which is printed.")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"state": "checking"}, "is still being checked. Build again in a minute."),
        (
            {"state": "refused", "verdict": {"sentence": "It has a password."}},
            "was refused: It has a password. Replace it or remove it.",
        ),
        ({"normalised": None}, "has no pages that can be printed. Upload it again."),
    ],
)
def test_a_file_that_cannot_be_printed_is_named(meeting, fields, sentence):
    PaperFile.objects.update(**fields)
    assert prove(meeting).faults == (
        f"Enclosure B, “Shown as slides”, file “canary-own-name.pptx” {sentence}",
    )


def test_an_empty_paper_is_named(board):
    meeting = make.meeting(board)
    packs.paper(board, "Hollow", make.item(meeting), cover={}, body="")
    assert prove(meeting).faults == ("Enclosure A, “Hollow”, is empty. Write it or upload a file.",)


def test_a_private_paper_never_stands_in_part_1(board):
    meeting = make.meeting(board)
    packs.paper(board, "Secret", make.item(meeting), private=True, body="<p>canary</p>")
    proof = prove(meeting)
    assert "canary" not in words(proof)
    assert proof.faults == (
        "Enclosure A, “Secret”, is private. Move its item to Part 2, or take the private mark off.",
    )


def test_what_nobody_released_is_not_printed(board):
    meeting = make.meeting(board)
    last = make.meeting(board, make.date(2023, 4, 25))
    Enclosure.objects.create(item=make.item(meeting), kind="minutes", source=last)
    assert prove(meeting).faults == (
        "Enclosure A, minutes of ICP 25 April 2023, is not released to "
        "the readers of this pack. Release it, or take it off the item.",
    )


# Part 2


def test_adding_to_part_2_changes_no_byte_of_part_1(meeting):
    before = prove(meeting)
    make.part2(meeting)
    private = make.item(meeting, "canary-private", part=2, lead=make.person("Pat Private"))
    Ask.objects.create(item=private, verb="approve", text="canary-ask")
    packs.paper(meeting.board, "canary-paper", private, private=True)
    after = prove(meeting)
    assert after == before
    assert after.sha256 == before.sha256


def test_part_2_has_its_own_numbers_letters_stamp_and_names(meeting):
    make.part2(meeting, reason="Commercially sensitive")
    packs.paper(meeting.board, "Private matter", make.item(meeting, "Private", part=2))
    proof = prove(meeting, 2)
    assert [node.title for node in proof.root.of_kind("item")] == ["Private"]
    assert only(proof, "item").label == "1."
    assert only(proof, "paper").label == "A"
    assert proof.root.data["reason"] == "Commercially sensitive"
    assert proof.stamp.text("1", "9") == "ICP Part 2 24 July 2023  Page 1 of 9"
    assert proof.stamp.mark
    assert proof.filename == "icp-2023-07-24-part-2"


def test_part_2_follows_part_1_unless_it_has_its_own_hour(meeting):
    part = make.part2(meeting)
    assert prove(meeting, 2).root.data["starts"] == "17:00"
    MeetingPart.objects.filter(pk=part.pk).update(starts=make.time(9))
    assert prove(meeting, 2).root.data["starts"] == "09:00"


def test_a_meeting_without_part_2_has_no_proof_of_it(meeting):
    with pytest.raises(MeetingPart.DoesNotExist):
        prove(meeting, 2)


# What stays


def test_the_digest_is_the_same_until_the_desk_changes(meeting):
    first = prove(meeting).sha256
    assert prove(meeting).sha256 == first
    AgendaItem.objects.filter(title="Welcome").update(title="Welcome to all")
    assert prove(meeting).sha256 != first


@pytest.mark.parametrize(
    ("late", "letters"), [("suffix", ["A", "A1", "B"]), ("renumber", ["A", "C", "B"])]
)
def test_released_letters_stay_and_a_late_paper_gets_its_own(meeting, late, letters):
    meeting.board.rule_rows.create(name="late_papers", value=late, starts=make.date(2020, 1, 1))
    for enclosure, letter in zip(Enclosure.objects.order_by("pk"), "AB", strict=True):
        slug = f"frozen-{letter.lower()}"
        Enclosure.objects.filter(pk=enclosure.pk).update(letter=letter, slug=slug)
    _, before, after = meeting.items.in_order()
    late_item = make.item(meeting, "Late", rank=between(before.rank, after.rank))
    packs.paper(meeting.board, "Late paper", late_item)
    papers = list(prove(meeting).root.of_kind("paper"))
    assert [node.label for node in papers] == letters
    assert [node.anchor for node in papers] == ["frozen-a", "late-paper", "frozen-b"]


def test_an_address_of_the_meeting_is_not_taken_by_a_paper(board):
    meeting = make.meeting(board)
    packs.paper(board, "Minutes", make.item(meeting))
    assert only(prove(meeting), "paper").anchor == "minutes-paper"


def test_the_number_of_queries_does_not_grow(board):
    few, many = make.meeting(board), make.meeting(board, make.date(2023, 9, 1))
    sizes = {}
    for meeting, items in ((few, 5), (many, 200)):
        lead = make.person()
        for number in range(items):
            row = make.item(meeting, f"Item {number}", lead=lead)
            packs.paper(board, f"Paper {number}", row, files=(packs.pdf_blob(1),))
        with CaptureQueriesContext(connection) as queries:
            assert prove(meeting).faults == ()
        sizes[items] = len(queries)
    assert sizes[5] == sizes[200]
    assert sizes[5] <= 25
