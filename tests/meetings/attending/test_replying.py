"""Replies: who may give them, until when, for whom, and what becomes of the roll."""

from datetime import timedelta

import pytest
from django.urls import reverse

from icsgov.boards.models import Person
from icsgov.ledger.models import Change
from meetings.attending import counting, replying, roll
from meetings.models import Rsvp
from tests import factories as make
from tests.visitor import Visitor

pytestmark = pytest.mark.django_db
ROOM = "/reading/icp/2023-07-24/reply/"


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(make.NOW, tick=False)
    return time_machine


@pytest.fixture
def meeting():
    return make.meeting(make.board("ICP"))


@pytest.fixture
def member(meeting):
    account = make.user("Lou Member")
    make.seat(account, meeting.board)
    return account


def at_reply(account):
    return Visitor(account).get(ROOM)


def test_a_member_says_that_they_come_and_changes_their_mind(meeting, member):
    visitor = at_reply(member).submit("Send reply", {"answer": "attend"})
    assert (
        "Will attend. You can change this until the meeting begins." in visitor.page.text_content()
    )
    visitor.submit("Send reply", {"answer": "apologies", "words": "Away on leave"})
    row = Rsvp.objects.get(meeting=meeting)
    assert (row.answer, row.words) == ("apologies", "Away on leave")
    assert [each.verb for each in Change.objects.of(row)] == ["edited", "created"]


def test_a_substitute_is_named_and_known_by_the_whole_name(meeting, member):
    known = make.person("Kim Deputy")
    visitor = at_reply(member).submit("Send reply", {"answer": "substitute"})
    assert visitor.status == 422
    assert "Enter who comes instead" in visitor.text
    visitor.submit("Send reply", {"substitute_name": "kim deputy"})
    row = Rsvp.objects.get(meeting=meeting)
    assert (row.substitute, row.substitute_name) == (known, "Kim Deputy")


def test_initials_name_nobody_and_are_kept_as_typed(meeting, member):
    make.person("Kim Deputy")
    at_reply(member).submit("Send reply", {"answer": "substitute", "substitute_name": "KD"})
    row = Rsvp.objects.get(meeting=meeting)
    assert (row.substitute, row.substitute_name) == (None, "KD")
    assert Person.objects.filter(given_names="KD").count() == 0


def test_an_assistant_answers_where_the_seat_says_so_and_is_logged(meeting):
    assistant, boss, other = make.user("Ash Assistant"), make.person("Bo Boss"), make.person()
    make.seat(boss, meeting.board, assistant=assistant.person)
    make.seat(other, meeting.board)
    visitor = at_reply(assistant)
    assert "You reply for Bo Boss" in visitor.text
    visitor.submit("Send reply", {"answer": "attend"})
    row = Rsvp.objects.get(meeting=meeting)
    change = Change.objects.of(row).get()
    assert (change.by, change.acting_for) == (assistant, "Bo Boss")
    theirs = reverse("reply", args=("icp", meeting.address, other.seats.get().key))
    assert visitor.get(theirs).status == 404


def test_who_answers_for_two_chooses(meeting, member):
    make.seat(make.person("Bo Boss"), meeting.board, assistant=member.person)
    visitor = at_reply(member)
    assert "For whom do you reply?" in visitor.text
    assert "Bo Boss" in visitor.follow("Bo Boss").text


@pytest.mark.parametrize(
    ("later", "state", "words"),
    [
        (timedelta(minutes=1), "planned", "The meeting has begun"),
        (timedelta(), "cancelled", "This meeting is cancelled"),
        (timedelta(), "postponed", "This meeting is postponed"),
    ],
)
def test_replies_close(meeting, member, clock, later, state, words):
    address = reverse("reply", args=("icp", meeting.address, member.person.seats.get().key))
    before = meeting.opens_at - timedelta(minutes=1)
    clock.move_to(before, tick=False)
    visitor = Visitor(member).get(address)
    type(meeting).objects.update(state=state)
    clock.move_to(before + later, tick=False)
    visitor.submit("Send reply", {"answer": "attend"})
    assert visitor.status == 422
    assert words in visitor.text
    assert not Rsvp.objects.exists()


def test_who_has_no_seat_finds_nothing(meeting):
    assert Visitor(make.user()).get(ROOM).status == 404
    assert Visitor(make.secretary(meeting.board)).get(ROOM).status == 404


def test_what_is_owed_is_found_for_the_reading_room(meeting, member, django_assert_num_queries):
    make.meeting(meeting.board, make.date(2023, 6, 1), state="held")
    with django_assert_num_queries(5):
        owed = replying.replies_of(member, make.NOW)
    assert [(each.meeting, each.is_own, each.place.answer) for each in owed] == [
        (meeting, True, "")
    ]


def test_the_secretary_sees_all_and_writes_down_a_call(meeting, member):
    secretary = make.secretary(meeting.board)
    visitor = Visitor(secretary).get("/desk/icp/2023-07-24/replies/")
    assert "1 has not replied" in visitor.text
    visitor.follow("Write down a reply of Lou Member")
    visitor.submit("Save reply", {"answer": "attend", "words": "By phone"})
    assert "By phone" in visitor.text
    change = Change.objects.of(Rsvp.objects.get()).get()
    assert (change.by, change.acting_for) == (secretary, "Lou Member")


def test_an_answer_that_comes_after_the_roll_was_laid_stands_on_it(meeting, member):
    roll.lay(meeting, None, make.NOW)
    at_reply(member).submit("Send reply", {"answer": "apologies"})
    assert meeting.attendance.get().kind == "apologies"


def forecast_of(meeting, *answers):
    """The outlook for members who answered so, under a rule that is set already."""
    for answer in answers:
        seat = make.seat(make.person(), meeting.board)
        if answer:
            said = replying.Said(answer, substitute_name="Sub" if answer == "substitute" else "")
            replying.reply(meeting, seat, said, None, make.NOW)
    return counting.forecast(meeting)


@pytest.mark.parametrize(
    ("answers", "outlook"),
    [
        (("attend", "attend"), "sure"),
        (("attend", "substitute"), "sure"),
        (("attend", ""), "open"),
        (("attend", "apologies"), "lacking"),
    ],
)
def test_the_forecast(meeting, answers, outlook):
    meeting.board.rule_rows.create(name="quorum", value={"count": 2}, starts="2020-01-01")
    found = forecast_of(meeting, *answers)
    assert found.outlook == outlook
    assert found.words


def test_without_a_rule_there_is_no_outlook(meeting):
    found = forecast_of(meeting, "attend")
    assert found.outlook is None
    assert "no rule" in found.words


def test_the_desk_page_of_the_meeting_shows_the_forecast(meeting, member):
    meeting.board.rule_rows.create(name="quorum", value={"count": 1}, starts="2020-01-01")
    page = Visitor(make.secretary(meeting.board)).get("/desk/icp/2023-07-24/")
    assert "It depends on those who have not replied" in page.text
    assert page.follow("All replies").status == 200
