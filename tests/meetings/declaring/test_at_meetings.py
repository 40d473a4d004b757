"""Interests at a meeting: prompts, what was done, the minutes, the quorum, the pack."""

from datetime import date

import pytest
from django.test import Client

from icsgov.boards.rules import StandingItem
from icsgov.boards.tasks import set_rule
from icsgov.record.build import build
from icsgov.record.kinds import AGENDA
from icsgov.record.proofs import prove
from meetings import planning, preparation
from meetings.declaring import at_items
from meetings.minuting import skeleton
from meetings.models import Enclosure, Interest, ItemInterest, Meeting
from tests import factories as make
from tests.crawl import words_of
from tests.visitor import Visitor

pytestmark = pytest.mark.django_db
ADDRESS = "/desk/icp/2023-07-24/interests/"


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(make.NOW, tick=False)


@pytest.fixture
def meeting():
    board = make.board("ICP")
    met = make.meeting(board)
    make.item(met, "Welcome")
    item = make.item(met, "Community contract")
    make.paper(board, "Award to Acme", under=item)
    ann = make.person("Ann Able")
    make.seat(ann, board, title="Leader")
    said = {"kind": "financial", "words": "Shareholder", "declared": date(2023, 1, 1)}
    Interest.objects.create(person=ann, organisation="Acme Ltd", **said)
    Interest.objects.create(person=ann, organisation="Welcome Ltd", ends=date(2023, 7, 1), **said)
    private = {**said, "published": False, "exempt_reason": "Safety"}
    Interest.objects.create(person=ann, organisation="Hidden Ltd", **private)
    return met


@pytest.fixture
def visitor(meeting):
    return Visitor(make.secretary(meeting.board)).get(ADDRESS)


def test_a_held_interest_is_asked_about_by_the_papers_title(visitor, meeting):
    assert "Ann Able: Acme Ltd, Shareholder. “Acme Ltd” stands in “Award to Acme”." in visitor.text
    assert "Welcome Ltd" not in visitor.text
    item = meeting.items.get(title="Community contract")
    panel = visitor.get(f"/desk/items/{item.key}/open/")
    assert "“Acme Ltd” stands in “Award to Acme”." in panel.text
    panel.follow("Say what is done about it")
    assert panel.status == 200


def test_what_was_done_is_written_once_and_stands_in_the_minutes(visitor, meeting):
    visitor.submit("Left the room: Ann Able, Community contract")
    row = ItemInterest.objects.get()
    assert (row.done, row.published) == ("left", True)
    said = at_items.Said(row.person, row.words, "no vote", row.interest)
    assert at_items.record(row.item, said, None, make.NOW) == row
    minutes = skeleton.lay(meeting, 1, None, make.NOW)
    section = minutes.sections.get(item=row.item)
    assert [each.text for each in section.paragraphs.all()] == [
        "<p>Ann Able declared: Acme Ltd: Shareholder. Ann Able stayed and did not vote.</p>"
    ]


def test_a_changed_record_renews_its_paragraph_until_somebody_wrote_in_it(visitor, meeting):
    visitor.submit("Left the room: Ann Able, Community contract")
    row = ItemInterest.objects.get()
    minutes = skeleton.lay(meeting, 1, None, make.NOW)
    paragraph = minutes.sections.get(item=row.item).paragraphs.get()
    row.save_at(row.version, None, make.NOW, done="noted")
    skeleton.lay(meeting, 1, None, make.NOW)
    paragraph.refresh_from_db()
    assert "This was noted." in paragraph.text
    paragraph.save_at(paragraph.version, None, make.NOW, text="<p>Own words</p>")
    row.save_at(row.version, None, make.NOW, done="left")
    skeleton.lay(meeting, 1, None, make.NOW)
    paragraph.refresh_from_db()
    assert paragraph.text == "<p>Own words</p>"


def test_a_private_interest_leaves_its_words_out_of_the_minutes(meeting):
    item = meeting.items.get(title="Community contract")
    hidden = Interest.objects.get(organisation="Hidden Ltd")
    fields = {"item": str(item.key), "person": str(hidden.person.key), "words": "Hidden Ltd"}
    client = Client()
    client.force_login(make.secretary(meeting.board))
    client.post(f"{ADDRESS}record/", {**fields, "interest": hidden.key, "done": "noted"})
    assert ItemInterest.objects.get().published is False
    minutes = skeleton.lay(meeting, 1, None, make.NOW)
    text = minutes.sections.get(item=item).paragraphs.get().text
    assert text == "<p>Ann Able declared an interest. This was noted.</p>"


def test_what_is_declared_at_the_meeting_is_typed(visitor, meeting):
    visitor.submit("Save the declaration", {"words": "A new one"})
    assert visitor.status == 422
    assert "Select item" in visitor.text or "Select an item" in visitor.text
    item = meeting.items.get(title="Welcome")
    ann = meeting.board.seats.get(role="member").person
    visitor.submit("Save the declaration", {"item": str(item.key), "person": str(ann.key)})
    assert ItemInterest.objects.get().words == "A new one"
    visitor.submit("Take this off: Ann Able, Welcome")
    assert not ItemInterest.objects.exists()


def test_part_2_items_are_asked_about_only_of_those_who_may_know(meeting, visitor):
    make.part2(meeting)
    item = make.item(meeting, "Secret sale to Acme", part=2)
    assert "Secret sale to Acme" in visitor.get(ADDRESS).text
    plain = Visitor(make.secretary(meeting.board, part2=False)).get(ADDRESS)
    assert "Secret sale" not in plain.text
    fields = {"item": item.key, "person": make.person().key, "words": "x", "done": "noted"}
    client = Client()
    client.force_login(make.secretary(meeting.board, part2=False))
    assert client.post(f"{ADDRESS}record/", fields).status_code == 422


def text_of_pack(meeting):
    return words_of(
        build(prove(AGENDA, meeting.key, 1, make.NOW), by=None, now=make.NOW).pack.read()
    )


def test_the_register_is_an_enclosure_without_what_is_private(meeting):
    Enclosure.objects.filter(item__meeting=meeting).delete()
    visitor = Visitor(make.secretary(meeting.board)).get(ADDRESS)
    visitor.submit("Put the register into the pack")
    assert "The register stands under “Welcome”." in visitor.page.text_content()
    said = text_of_pack(meeting)
    assert "Acme Ltd" in said
    assert "Ann Able" in said
    assert "Hidden Ltd" not in said
    findings = preparation.drafts.read_part(meeting, 1)
    assert findings.rows[0].letters[0][0].kind == "interests"


def test_a_standing_item_brings_the_register_by_itself(meeting):
    standing = [{"title": "Opening", "generated": ["interests"]}]
    set_rule(
        meeting.board,
        "standing_items",
        standing,
        None,
        make.NOW,
        starts=date(2020, 1, 1),
        source="",
    )
    assert meeting.board.rules(date(2023, 9, 1)).standing_items == (
        StandingItem("Opening", generated=("interests",)),
    )
    new = Meeting(
        board=meeting.board, date=date(2023, 9, 1), starts=meeting.starts, ends=meeting.ends
    )
    planning.plan(new, None, None, make.NOW)
    assert [each.kind for each in Enclosure.objects.filter(item__meeting=new)] == ["interests"]


@pytest.mark.parametrize("count", [2, 40])
def test_a_long_agenda_takes_as_many_queries(
    meeting, visitor, count, django_assert_max_num_queries
):
    for number in range(count):
        make.item(meeting, f"Acme {number}")
    with django_assert_max_num_queries(26):
        visitor.get(ADDRESS)
