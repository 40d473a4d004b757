"""Asks first: one page for a meeting, item by item; the chair's with what steering it needs."""

from datetime import date, timedelta

import pytest

from icsgov.boards.models import BoardRule
from icsgov.record.publish import Line, instant
from icsgov.record.tree import Link, Node
from meetings.book.brief import state_back
from meetings.models import ItemInterest, Rsvp
from tests import factories as make
from tests import releases
from tests.crawl import words_of
from tests.meetings.book.conftest import ROOM, client_of, words

pytestmark = pytest.mark.django_db
BRIEF = f"{ROOM}brief/"


@pytest.fixture
def chair(meeting):
    made = make.user("Chris Chair")
    make.seat(made, meeting.board, "chair")
    return client_of(made)


def put_on_record(meeting, kind, text, to, **more):
    """A decision or an action that stands on the record of an earlier meeting."""
    node = Node(kind=kind, text=text, on=date(2023, 4, 25), links=(Link("decides", to),), **more)
    earlier = make.meeting(meeting.board, date(2023, 4, 25) - timedelta(days=len(text)))
    line = Line(meeting.board, kind, earlier.key, earlier.path)
    instant(line, Node(kind="register", children=(node,)), title=kind, by=None, now=make.NOW)


def test_each_item_says_what_is_asked_how_long_it_takes_who_leads_and_where_it_stands(
    member, meeting
):
    releases.publish(meeting)
    page = words(member.get(BRIEF))
    for said in ("<strong>note</strong> the progress made", "25 minutes", "Lee Lead", "page 2"):
        assert said in page
    assert page.index("Welcome") < page.index("A drafted paper") < page.index("with slides")
    assert "Nothing is asked of the board." in page


def test_what_went_before_on_the_same_thread_is_there(member, meeting):
    item = meeting.items.get(title="A drafted paper")
    put_on_record(meeting, "decision", "Agreed to draft it", item.key, ref="ICP/1")
    put_on_record(meeting, "action", "Somebody drafts it", item.key, state="open")
    put_on_record(meeting, "action", "Long done", item.key, state="closed")
    other = make.item(make.meeting(make.board("ICB")), "Other")
    put_on_record(meeting, "decision", "Another matter", other.key)
    releases.publish(meeting)
    page = words(member.get(BRIEF))
    assert "ICP/1: Agreed to draft it" in page
    assert "Somebody drafts it" in page
    assert "Long done" not in page
    assert "Another matter" not in page


def test_the_chairs_version_is_for_chairs_and_secretaries(member, chair, meeting):
    releases.publish(meeting)
    secretary = client_of(make.secretary(meeting.board))
    assert member.get(f"{BRIEF}?for=chair").status_code == 404
    assert "Before you leave the item, say:" not in words(chair.get(BRIEF))
    for client in (chair, secretary):
        page = words(client.get(f"{BRIEF}?for=chair"))
        assert "The board has noted the progress made." in page


def test_the_chair_sees_conflicts_and_whether_there_will_be_a_quorum(chair, account, meeting):
    BoardRule.objects.create(
        board=meeting.board, name="quorum", value={"count": 2}, starts=date(2020, 1, 1)
    )
    item = meeting.items.get(title="A paper with slides")
    ItemInterest.objects.create(
        item=item, person=account.person, words="Works for the bidder", done="left"
    )
    for seat in meeting.board.seats.filter(role__in=("chair", "member")).exclude(
        person__family_name="Chair", person__given_names="Kit"
    ):
        Rsvp.objects.create(meeting=meeting, seat=seat, answer="attend", at=make.NOW)
    releases.publish(meeting)
    page = words(chair.get(f"{BRIEF}?for=chair"))
    assert "Quorate: 2 will count, 2 are needed." in page
    assert page.count("Not quorate without them") == 1
    assert "Robin Reader: Works for the bidder (left the room)" in page


def test_it_can_be_printed(member, chair, meeting):
    releases.publish(meeting)
    answer = member.get(f"{ROOM}brief.pdf")
    assert answer["Content-Type"] == "application/pdf"
    said = words_of(answer.content)
    assert "the progress made" in said
    assert "Say:" not in said
    assert "Say:" in words_of(chair.get(f"{ROOM}brief.pdf?for=chair").content)


def test_there_is_none_before_the_papers_are_published(member, meeting):
    assert member.get(BRIEF).status_code == 404


@pytest.mark.parametrize(
    ("verb", "text", "said"),
    [
        ("Approve", "the plan.", "The board has approved the plan."),
        ("note", "progress", "The board has noted progress."),
        ("ponder", "it", "The board has been asked to ponder it. Is that agreed?"),
    ],
)
def test_what_the_chair_states_back(verb, text, said):
    assert state_back(verb, text) == said
