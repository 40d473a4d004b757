"""The room without JavaScript: everything is a plain form, done once, at its own time."""

from datetime import date, time, timedelta
from uuid import uuid4

import pytest

from meetings.models import Action, Interest, ItemInterest, Meeting, Paragraph, Tap
from meetings.room import taps
from meetings.room.taps import Sent
from tests import factories as make
from tests.visitor import Visitor

pytestmark = pytest.mark.django_db
ROOM = "/desk/icp/2023-07-24/room/1/"
DAY = make.NOW.replace(day=24, hour=15, minute=2)


@pytest.fixture(autouse=True)
def clock(time_machine):
    def at(hour, minute):
        time_machine.move_to(DAY.replace(hour=hour, minute=minute), tick=False)

    at(15, 2)
    return at


@pytest.fixture
def meeting():
    board = make.board("ICP")
    board.rule_rows.create(name="quorum", value={"count": 2}, starts="2020-01-01")
    met = make.meeting(board)
    make.item(met, "Welcome", minutes=5)
    plan = make.item(met, "Winter plan", minutes=10)
    plan.asks.create(position=0, verb="approve", text="the winter plan")
    make.item(met, "Any other business", kind="aob")
    for name in ("Ann Able", "Bob Brown", "Cy Clark"):
        make.seat(make.person(name), board)
    return met


@pytest.fixture
def visitor(meeting):
    visitor = Visitor(make.secretary(meeting.board)).get(ROOM)
    return visitor.submit("Get the room ready")


def section(meeting, title):
    return meeting.minutes_rows.get(part=1).sections.get(title=title)


def test_a_meeting_from_its_opening_to_its_minutes(visitor, meeting, clock):
    visitor.submit("Arrived: Ann Able").submit("Arrived: Bob Brown").submit("Apologies: Cy Clark")
    visitor.submit("Open the meeting").submit("Start 1 Welcome")
    clock(15, 9)
    visitor.submit("Start 2 Winter plan")
    assert "10 minutes left: 0 of 10 used. The meeting is 4 minutes behind." in visitor.text
    assert "Not settled yet: approve the winter plan." in visitor.text
    visitor.submit("Agreed with changes", {"words": "By January."})
    assert "We agreed, with changes: approve the winter plan. By January." in visitor.text
    visitor.submit(
        "Add the action", {"text": "Send the plan", "owner": "Ann Able", "due": "by May"}
    )
    assert "Action (Ann Able, by May): Send the plan" in visitor.text
    clock(15, 22)
    assert "3 minutes over: 13 of 10 used." in visitor.get(ROOM).text
    visitor.submit("Add the matter", {"title": "Car park"})
    visitor.submit("Start 4 Car park")
    clock(15, 30)
    visitor.submit("Save", {"count": "7"})
    visitor.submit("Close the meeting")
    meeting.refresh_from_db()
    assert (meeting.opened, meeting.closed) == (time(15, 2), time(15, 30))
    assert (meeting.public_count, meeting.state) == (7, "held")
    welcome, plan = section(meeting, "Welcome"), section(meeting, "Winter plan")
    assert (welcome.began, welcome.ended) == (time(15, 2), time(15, 9))
    assert plan.ended == time(15, 22)
    texts = [row.text for row in Paragraph.objects.filter(section=welcome)]
    assert "<p>Apologies were received from Cy Clark.</p>" in texts
    action = Action.objects.get()
    assert (action.text, action.due_words, action.paragraph.section) == (
        "Send the plan",
        "by May",
        plan,
    )
    assert not meeting.items.filter(title="Car park").exists()
    assert visitor.follow("Write the minutes").status == 200


def test_arrivals_and_leavers_count_item_by_item(visitor, meeting, clock):
    visitor.submit("Arrived: Ann Able").submit("Open the meeting").submit("Start 1 Welcome")
    assert "No quorum 1 count and 2 are needed." in visitor.text
    visitor.submit("Start 2 Winter plan")
    clock(15, 20)
    visitor.submit("Arrived: Bob Brown")
    bob = meeting.attendance.get(name="Bob Brown")
    assert (bob.arrived, bob.from_item.title) == (time(15, 20), "Winter plan")
    assert "count and 2 are needed" not in visitor.text
    visitor.submit("Left: Bob Brown").submit("Start 3 Any other business")
    assert "Bob Brown has left" in visitor.text
    visitor.submit("Take up again 1 Welcome")
    visitor.submit("Back: Bob Brown")
    bob.refresh_from_db()
    assert (bob.left, bob.to_item) == (None, None)


def test_who_comes_back_was_out_for_what_was_taken_meanwhile(visitor, meeting, clock):
    visitor.submit("Arrived: Ann Able").submit("Arrived: Bob Brown").submit("Open the meeting")
    for minute, button in enumerate(
        (
            "Start 1 Welcome",
            "Left: Bob Brown",
            "Start 2 Winter plan",
            "Start 3 Any other business",
            "Back: Bob Brown",
        ),
        3,
    ):
        clock(15, minute)
        visitor.submit(button)
    bob = meeting.attendance.get(name="Bob Brown")
    assert [item.title for item in bob.away.all()] == ["Winter plan"]
    assert "No quorum" in visitor.text
    assert visitor.text.count("No quorum") == 1


def test_an_item_out_of_order_says_so_in_the_minutes(visitor, meeting, clock):
    visitor.submit("Open the meeting").submit("Start 2 Winter plan")
    clock(15, 12)
    visitor.submit("Start 1 Welcome")
    clock(15, 40)
    visitor.submit("Close the meeting")
    texts = [row.text for row in section(meeting, "Welcome").paragraphs.all()]
    assert "<p>This item was taken after item 2.</p>" in texts
    assert [item.title for item in meeting.items.in_order()][:2] == ["Welcome", "Winter plan"]


def test_an_interest_is_prompted_declared_and_counts_out(visitor, meeting):
    ann = meeting.board.seats.get(person__family_name="Able").person
    Interest.objects.create(
        person=ann,
        kind="financial",
        organisation="Winter Ltd",
        words="Owner",
        declared=date(2023, 1, 1),
    )
    visitor.submit("Arrived: Ann Able").submit("Arrived: Bob Brown").submit("Open the meeting")
    visitor.submit("Start 2 Winter plan")
    assert "“Winter Ltd” stands in “Winter plan”." in visitor.text
    visitor.submit("Left the room")
    assert visitor.status == 422
    assert "Enter what was declared" in visitor.text
    visitor.submit("Left the room", {"words": "Owner of Winter Ltd"})
    row = ItemInterest.objects.get()
    assert (row.person, row.done, row.words) == (ann, "left", "Owner of Winter Ltd")
    assert "Ann Able has a conflict of interest" in visitor.text


@pytest.mark.parametrize(
    ("button", "typed", "words"),
    [
        ("Add the action", {"owner": "Ann Able"}, "Enter what will be done"),
        ("Add the matter", {}, "Enter the matter that was raised"),
        ("Save", {"count": "many"}, "as a number"),
        ("Close the meeting", {}, "It was opened at 3.02pm, and must close after that."),
    ],
)
def test_what_cannot_be_done_is_said_and_kept(visitor, button, typed, words):
    visitor.submit("Open the meeting").submit("Start 2 Winter plan").submit(button, typed)
    assert visitor.status == 422
    assert words in visitor.text
    for value in typed.values():
        assert value in visitor.response.content.decode()
    assert Tap.objects.filter(what__in=("action", "raise", "count", "close")).count() == 0


def test_an_owner_nobody_knows_is_kept_in_the_words(visitor):
    visitor.submit("Open the meeting").submit("Start 2 Winter plan")
    visitor.submit("Add the action", {"text": "Ask", "owner": "Ann Able, The Moon"})
    action = Action.objects.get()
    assert action.text == "Ask (The Moon)"
    assert [str(owner) for owner in action.owners.all()] == ["Ann Able"]


def sent(what, at=DAY, key=None, **values):
    return Sent(key or uuid4(), what, at, {"what": what, **values})


def do(meeting, tap, now=DAY):
    fresh = Meeting.objects.select_related("board").get(pk=meeting.pk)
    return taps.do(fresh, 1, tap, make.user(), now)


def test_a_tap_that_comes_twice_is_done_once(visitor, meeting):
    visitor.submit("Open the meeting").submit("Start 2 Winter plan")
    key = str(section(meeting, "Winter plan").key)
    tap = sent("action", section=key, text="Once")
    assert do(meeting, tap) == do(meeting, tap) == "Action: Once."
    assert Action.objects.count() == 1


def test_a_late_tap_keeps_its_own_time(visitor, meeting):
    do(meeting, sent("open", DAY), DAY + timedelta(minutes=30))
    meeting.refresh_from_db()
    assert meeting.opened == time(15, 2)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("2023-07-24T14:00:00+00:00", True),
        ("2023-07-24T14:03:00Z", True),
        ("2023-07-25T14:00:00+00:00", False),
        ("2023-07-01T14:00:00+00:00", False),
        ("2023-07-24T14:00:00", False),
        ("soon", False),
        ("", False),
    ],
)
def test_a_time_that_cannot_be_is_now(said, kept):
    assert (taps.when(said, DAY) != DAY) is kept


def test_a_tap_without_a_key_of_its_own_and_one_of_another_meeting(visitor, meeting):
    other = make.meeting(meeting.board, date(2023, 9, 1))
    make.item(other, "Item")
    taps.ready(other, 1, None, DAY)
    tap = sent("open")
    do(meeting, tap)
    with pytest.raises(taps.Refused):
        do(other, tap)
    with pytest.raises(taps.Refused):
        do(meeting, sent("dance"))
    with pytest.raises(taps.Refused):
        do(meeting, sent("start", section="nonsense"))
    with pytest.raises(taps.Refused):
        do(meeting, sent("arrive", row=str(uuid4())))


def test_once_the_chair_has_the_minutes_the_room_is_over(visitor, meeting):
    meeting.minutes_rows.get().send_to_chair(None, DAY)
    visitor.submit("Open the meeting")
    assert visitor.status == 422
    assert "The minutes are with the chair: the room is over." in visitor.text


def test_part_2_has_a_room_of_its_own_that_leaves_part_1_alone(visitor, meeting, clock):
    make.part2(meeting)
    make.item(meeting, "Secret item", part=2)
    private = visitor.get(ROOM.replace("/1/", "/2/")).submit("Get the room ready")
    private.submit("Open Part 2").submit("Start 1 Secret item")
    clock(15, 50)
    private.submit("Close Part 2")
    meeting.refresh_from_db()
    assert (meeting.opened, meeting.closed, meeting.state) == (None, None, "planned")
    assert meeting.parts.get(number=2).closed == time(15, 50)
    assert "Secret item" not in visitor.get(ROOM).text
    plain = Visitor(make.secretary(meeting.board, part2=False))
    assert plain.get(ROOM.replace("/1/", "/2/")).status == 404


def test_the_chair_sees_pace_quorum_and_words_and_taps_nothing(visitor, meeting):
    visitor.submit("Open the meeting").submit("Start 2 Winter plan").submit("Noted")
    account = make.user()
    make.seat(account, meeting.board, "chair")
    chair = Visitor(account).get(f"{ROOM}chair/")
    assert "We noted: approve the winter plan." in chair.text
    assert "No quorum 0 count and 2 are needed." in chair.text
    assert chair.page.xpath("//main//form") == []
    assert chair.get(ROOM).status == 403


@pytest.mark.parametrize("count", [2, 50])
def test_a_long_meeting_takes_as_many_queries(meeting, count, django_assert_max_num_queries):
    for number in range(count):
        make.item(meeting, f"Item {number}")
        make.seat(make.person(), meeting.board)
    visitor = Visitor(make.secretary(meeting.board)).get(ROOM).submit("Get the room ready")
    visitor.submit("Open the meeting").submit("Start 2 Winter plan")
    with django_assert_max_num_queries(50):
        visitor.get(ROOM)
