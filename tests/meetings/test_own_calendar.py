"""The calendar of one person: what stands in it, for whom, and what its secret address opens."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from meetings.models import Action, OwnCalendar
from tests import factories as make

pytestmark = pytest.mark.django_db
PAGE = "/reading/calendar/"


@pytest.fixture
def board():
    return make.board("ICP")


@pytest.fixture
def meeting(board):
    return make.meeting(board, timezone.localdate() + timedelta(days=20))


@pytest.fixture
def member(board):
    account = make.user("Robin Reader")
    make.seat(account, board)
    return account


def events(account):
    address = reverse("own-calendar-file", kwargs={"token": OwnCalendar.of(account).token})
    response = Client().get(address)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    made = Calendar.from_ical(response.content)
    return {str(each["summary"]): each for each in made.walk("VEVENT")}


def with_address(account):
    OwnCalendar.renew(account, timezone.now())
    return account


def test_a_member_finds_meetings_and_actions_with_their_days(board, meeting, member):
    action = Action.objects.create(
        board=board,
        meeting=meeting,
        number=4,
        text="Write to Robin’s patient",
        due=meeting.date,
        made_on=meeting.date,
    )
    action.owners.create(person=member.person, name="Robin Reader")
    found = events(with_address(member))
    event = found["ICP meeting"]
    assert event["dtstart"].dt.date() == meeting.date
    assert str(event["location"]) == "Sample hall"
    assert str(event["url"]).endswith(f"/reading/icp/{meeting.address}/")
    assert [name for name in found if name.startswith("Due: action")]
    assert not any("patient" in str(each.to_ical()) for each in found.values())


def test_authors_and_their_assistants_find_the_last_days_of_papers(board, meeting):
    author, assistant = make.user("Alex Author"), make.user("Ann Assistant")
    make.seat(author, board, "attendee", assistant=assistant.person)
    make.paper(board, "Beds", author=author, under=make.item(meeting))
    private = make.item(make_private(meeting), part=2)
    make.paper(board, "Secret estates", author=author, under=private)
    own, assisted = events(with_address(author)), events(with_address(assistant))
    assert "Due: “Beds” for the ICP" in own
    assert "Due: a paper for the ICP" in own
    assert "Due: “Beds” for the ICP, for Alex Author" in assisted
    assert not any("estates" in name for name in [*own, *assisted])


def make_private(meeting):
    make.part2(meeting)
    return meeting


def test_an_assistant_finds_the_meetings_of_whom_they_assist(board, meeting, member):
    assistant = make.user("Ann Assistant")
    board.seats.filter(person=member.person).update(assistant=assistant.person)
    assert "ICP meeting, for Robin Reader" in events(with_address(assistant))


def test_what_somebody_may_no_longer_read_is_gone_from_it(board, meeting, member):
    with_address(member)
    assert "ICP meeting" in events(member)
    board.seats.filter(person=member.person).update(ends=timezone.localdate() - timedelta(days=1))
    assert events(member) == {}


def test_a_cancelled_meeting_stays_and_says_so(meeting, member):
    type(meeting).objects.update(state="cancelled")
    assert str(events(with_address(member))["ICP meeting"]["status"]) == "CANCELLED"


def test_the_address_is_renewed_and_ended_and_dies_with_the_account(client, member):
    client.force_login(member)
    assert "Make my address" in client.get(PAGE).content.decode()
    client.post(PAGE)
    first = OwnCalendar.of(member)
    path = reverse("own-calendar-file", kwargs={"token": first.token})
    assert path in client.get(PAGE).content.decode()
    assert Client().get(path).status_code == 200
    client.post(PAGE, {"do": "renew"})
    assert Client().get(path).status_code == 404
    path = reverse("own-calendar-file", kwargs={"token": OwnCalendar.of(member).token})
    type(member).objects.filter(pk=member.pk).update(is_active=False)
    assert Client().get(path).status_code == 404
    type(member).objects.filter(pk=member.pk).update(is_active=True)
    client.post(PAGE, {"do": "end"})
    assert Client().get(path).status_code == 404


@pytest.mark.parametrize("token", ["x", "0" * 64])
def test_a_guessed_address_leads_nowhere(member, token):
    with_address(member)
    assert Client().get(f"/my-calendar/{token}.ics").status_code == 404
