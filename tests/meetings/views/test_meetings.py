"""Meetings planned, changed, called off and planned again over plain HTTP."""

import re
from datetime import date, time
from html import unescape

import pytest

from icsgov.record.models import Release
from meetings.models import Meeting, Series
from tests import factories as make
from tests.desks import words

pytestmark = pytest.mark.django_db


def day(value, name="date"):
    parts = zip(("day", "month", "year"), (value.day, value.month, value.year), strict=True)
    return {f"{name}-{part}": number for part, number in parts}


def new(desk, on=date(2023, 10, 2), **changes):
    data = {
        "board": desk.board.pk,
        "kind": "public",
        "starts": "3pm",
        "ends": "5pm",
        "mode": "in person",
        "venue": "Town hall",
        **day(on),
    }
    return {**data, **changes}


def test_a_meeting_is_planned_with_its_standing_items(desk):
    answer = desk.secretary.post("meeting-new", follow=True, **new(desk))
    meeting = Meeting.objects.get(date=date(2023, 10, 2))
    assert answer.redirect_chain[-1][0] == "/desk/icp/2023-10-02/"
    assert meeting.papers_due == date(2023, 9, 18)
    assert "Questions from the public" in words(answer)
    assert "ICP 2 October 2023 is planned" in words(answer)


def test_part_2_is_planned_with_its_reason(desk):
    data = new(desk, part2="on", part2_starts="4.30pm", reason="Contracts")
    desk.secretary.post("meeting-new", **data, **day(date(2024, 10, 2), "review"))
    part = Meeting.objects.get(date=date(2023, 10, 2)).parts.get(number=2)
    assert (part.starts, part.reason, part.review) == (
        time(16, 30),
        "Contracts",
        date(2024, 10, 2),
    )


def test_who_may_not_see_part_2_plans_none(desk):
    assert "Part 2" not in words(desk.plain_secretary.get("meeting-new"))
    desk.plain_secretary.post("meeting-new", **new(desk, part2="on"))
    meeting = Meeting.objects.get(date=date(2023, 10, 2))
    assert not meeting.parts.filter(number=2).exists()


def test_part_2_goes_with_the_board_of_the_seat(desk):
    other = make.board("ICB")
    make.seat(desk.secretary.user, other, "secretary")
    data = new(desk, board=other.pk, part2="on")
    answer = desk.secretary.post("meeting-new", **data)
    assert answer.status_code == 422
    assert "so you cannot plan one" in words(answer)


def test_a_board_of_somebody_else_is_no_choice(desk):
    answer = desk.secretary.post("meeting-new", **new(desk, board=make.board("ICB").pk))
    assert answer.status_code == 422
    assert Meeting.objects.count() == 1


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (date(2023, 12, 25), "is a bank holiday: Christmas Day"),
        (date(2023, 9, 16), "is a Saturday"),
        (date(2023, 7, 12), "asks for 5 clear working days of notice"),
        (date(2024, 6, 12), "pre-election period"),
    ],
)
def test_what_speaks_against_a_day_is_said_once(desk, on, said):
    answer = desk.secretary.post("meeting-new", **new(desk, on))
    assert answer.status_code == 422
    assert said in words(answer)
    assert "Use this date all the same" in words(answer)
    assert desk.secretary.post("meeting-new", **new(desk, on, sure="on")).status_code == 302


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"ends": "2pm"}, "The meeting must end after it starts"),
        ({**day(date(2023, 10, 29)), "starts": "1.30am", "sure": "on"}, "comes twice"),
        ({**day(date(2024, 3, 31)), "starts": "1.30am", "sure": "on"}, "Enter 2.30am"),
        ({"date-year": "1899"}, "Enter a year from 2010 to 2100"),
        (day(date(2023, 10, 2), "papers_due"), "Papers must be due before the meeting"),
        ({"joining_link": "not a link"}, "Enter a valid URL"),
    ],
)
def test_a_meeting_with_mistakes_is_not_planned(desk, changes, said):
    answer = desk.secretary.post("meeting-new", **new(desk, **changes))
    assert answer.status_code == 422
    assert said in words(answer)
    assert Meeting.objects.count() == 1


# Like the last one


def test_the_next_meeting_is_planned_like_this_one(desk):
    make.part2(desk.meeting, reason="Contracts")
    strategy = make.item(desk.meeting, "Strategy", lead=make.person())
    make.item(desk.meeting, "Once only")
    page = words(desk.secretary.get("meeting-clone", *desk.at))
    assert "Strategy" in page
    data = {**day(date(2023, 10, 2)), "starts": "3pm", "ends": "5pm", "carry": str(strategy.key)}
    assert desk.secretary.post("meeting-clone", *desk.at, **data).status_code == 302
    meeting = Meeting.objects.get(date=date(2023, 10, 2))
    titles = [item.title for item in meeting.items.in_order()]
    assert "Strategy" in titles
    assert "Once only" not in titles
    assert meeting.venue == desk.meeting.venue
    assert meeting.parts.get(number=2).reason == "Contracts"


def test_the_day_of_the_next_is_that_of_the_series(desk):
    desk.meeting.series = Series.objects.create(
        board=desk.board,
        name="Quarterly",
        first=date(2023, 1, 23),
        count=3,
        starts=time(15),
        ends=time(17),
    )
    desk.meeting.save()
    page = words(desk.secretary.get("meeting-clone", *desk.at))
    assert re.search(r'name="date-day"[^>]*value="23"', page)
    assert re.search(r'name="date-month"[^>]*value="10"', page)


def test_without_part_2_its_rows_are_not_offered(desk):
    make.part2(desk.meeting)
    make.item(desk.meeting, "secret-row", part=2)
    assert "secret-row" not in words(desk.plain_secretary.get("meeting-clone", *desk.at))


# Changed details


def details(reader, desk, **changes):
    page = words(reader.get("meeting-edit", *desk.at))
    meeting = desk.meeting
    data = {
        "read": re.search(r'name="read" value="([^"]*)"', page).group(1),
        "kind": meeting.kind,
        "mode": meeting.mode,
        "venue": meeting.venue,
        "starts": "3pm",
        "ends": "5pm",
        **day(meeting.date),
        **(day(meeting.papers_due, "papers_due") if meeting.papers_due else {}),
    }
    return {**data, **changes}


def raw_details(reader, desk, **changes):
    response = reader.get("meeting-edit", *desk.at).content.decode()
    read = unescape(re.search(r'name="read" value="([^"]*)"', response).group(1))
    return {**details(reader, desk, **changes), "read": read}


def test_details_change_and_reach_the_public(desk):
    data = raw_details(desk.secretary, desk, venue="Library", how_to_attend="Just come.")
    assert desk.secretary.post("meeting-edit", *desk.at, **data).status_code == 302
    desk.meeting.refresh_from_db()
    assert desk.meeting.venue == "Library"
    entry = Release.objects.of("notice", desk.meeting.key).heads().get().entries.get()
    assert entry.data["venue"] == "Library"


def test_a_moved_meeting_warns_once_keeps_its_address_and_moves_its_deadline(desk):
    desk.meeting.papers_due = date(2023, 7, 10)
    desk.meeting.save()
    data = raw_details(desk.secretary, desk, **day(date(2023, 7, 17)))
    answer = desk.secretary.post("meeting-edit", *desk.at, **data)
    assert answer.status_code == 422
    assert "papers were to go out by 7 July 2023" in words(answer)
    answer = desk.secretary.post("meeting-edit", *desk.at, **data, sure="on")
    assert answer.status_code == 302
    desk.meeting.refresh_from_db()
    assert (desk.meeting.date, desk.meeting.address) == (date(2023, 7, 17), "2023-07-24")
    assert desk.meeting.papers_due == date(2023, 7, 3)


def test_a_day_that_stays_is_not_warned_of_again(desk):
    desk.meeting.date = date(2023, 7, 11)
    desk.meeting.save()
    data = raw_details(desk.secretary, desk, venue="Library")
    assert desk.secretary.post("meeting-edit", *desk.at, **data).status_code == 302


def test_two_who_change_the_details_see_each_other(desk):
    mine = raw_details(desk.secretary, desk, venue="Mine")
    theirs = raw_details(desk.plain_secretary, desk, venue="Theirs", how_to_attend="Come.")
    assert desk.plain_secretary.post("meeting-edit", *desk.at, **theirs).status_code == 302
    answer = desk.secretary.post("meeting-edit", *desk.at, **mine)
    assert answer.status_code == 409
    assert "Theirs" in words(answer)
    read = re.search(r'name="read" value="([^"]*)"', answer.content.decode()).group(1)
    again = {**mine, "read": unescape(read)}
    assert desk.secretary.post("meeting-edit", *desk.at, **again).status_code == 302
    desk.meeting.refresh_from_db()
    assert (desk.meeting.venue, desk.meeting.how_to_attend) == ("Mine", "Come.")


def test_part_2_comes_and_goes_but_not_with_items_in_it(desk):
    data = raw_details(desk.secretary, desk, part2="on", reason="Contracts")
    desk.secretary.post("meeting-edit", *desk.at, **data)
    assert desk.meeting.parts.get(number=2).reason == "Contracts"
    item = make.item(desk.meeting, part=2)
    data = raw_details(desk.secretary, desk)
    answer = desk.secretary.post("meeting-edit", *desk.at, **data)
    assert answer.status_code == 422
    assert "Move or remove them first" in words(answer)
    item.delete()
    assert desk.secretary.post("meeting-edit", *desk.at, **data).status_code == 302
    assert not desk.meeting.parts.filter(number=2).exists()


def test_who_may_not_see_part_2_leaves_it_as_it_is(desk):
    make.part2(desk.meeting, reason="secret ground")
    page = words(desk.plain_secretary.get("meeting-edit", *desk.at))
    assert "secret" not in page
    data = raw_details(desk.plain_secretary, desk, venue="Library")
    assert desk.plain_secretary.post("meeting-edit", *desk.at, **data).status_code == 302
    assert desk.meeting.parts.get(number=2).reason == "secret ground"


# Called off


@pytest.mark.parametrize(
    ("name", "state"), [("meeting-cancel", "cancelled"), ("meeting-postpone", "postponed")]
)
def test_a_meeting_is_called_off_with_a_word_to_the_public_and_planned_again(desk, name, state):
    answer = desk.secretary.post(name, *desk.at, follow=True, notice="The hall is flooded.")
    desk.meeting.refresh_from_db()
    assert desk.meeting.state == state
    assert "The hall is flooded." in words(answer)
    entry = Release.objects.of("notice", desk.meeting.key).heads().get().entries.get()
    assert (entry.state, entry.data["notice"]) == (state, "The hall is flooded.")
    data = {**day(date(2023, 10, 2)), "notice": "It has moved."}
    desk.secretary.post("meeting-again", *desk.at, **data)
    desk.meeting.refresh_from_db()
    assert (desk.meeting.state, desk.meeting.date) == ("planned", date(2023, 10, 2))


def test_calling_off_needs_a_reason_and_a_meeting_to_come(desk):
    assert desk.secretary.post("meeting-cancel", *desk.at, notice="").status_code == 422
    desk.meeting.state = "held"
    desk.meeting.save()
    answer = desk.secretary.post("meeting-cancel", *desk.at, follow=True, notice="x")
    assert "The meeting is held, so this cannot be done." in words(answer)


# Lists and series


def test_all_meetings_of_a_board_are_listed(desk):
    make.meeting(desk.board, date(2023, 4, 25))
    make.meeting(desk.board, date(2023, 9, 4), state="cancelled")
    page = words(desk.chair.get("desk-board", "icp"))
    for expected in ("24 July 2023", "25 April 2023", "4 September 2023", "Cancelled"):
        assert expected in page
    assert "New meeting" not in page
    assert "New meeting" in words(desk.secretary.get("desk-board", "icp"))


def test_a_series_is_described_and_planned_some_at_a_time(desk):
    data = {
        "board": desk.board.pk,
        "name": "Quarterly",
        "every": "months",
        "count": 3,
        "starts": "3pm",
        "ends": "5pm",
        "venue": "Town hall",
        **day(date(2023, 1, 23), "first"),
    }
    answer = desk.secretary.post("series-new", **data)
    series = Series.objects.get()
    assert answer.url == f"/desk/series/{series.key}/"
    page = words(desk.secretary.get("series", series.key))
    assert "Monday 23 October 2023" in page
    assert "Monday 24 July 2023" in page
    days = ["2023-10-23", "2024-01-22"]
    desk.secretary.post("series", series.key, days=days)
    assert series.meetings.count() == 2
    page = words(desk.secretary.get("series", series.key))
    assert 'value="2023-10-23"' not in page
    again = desk.secretary.post("series", series.key, days=days)
    assert again.status_code == 422


def test_bank_holidays_of_a_series_are_not_ticked_and_have_another_day(desk):
    series = Series.objects.create(
        board=desk.board,
        name="Weekly",
        every="weeks",
        count=1,
        first=date(2023, 8, 28),
        starts=time(9),
        ends=time(10),
    )
    page = words(desk.secretary.get("series", series.key))
    assert "A bank holiday: Summer bank holiday." in page
    assert not re.search(r'value="2023-08-28"[^>]*checked', page)
    assert re.search(r'value="2023-09-04"[^>]*checked', page)
    assert 'value="2023-08-29"' in page


def test_a_series_changes_and_its_meetings_stay(desk):
    series = Series.objects.create(
        board=desk.board, name="Old", first=date(2023, 1, 23), starts=time(15), ends=time(17)
    )
    page = words(desk.secretary.get("series-edit", series.key))
    version = re.search(r'name="version" value="(\d+)"', page).group(1)
    data = {
        "version": version,
        "name": "New",
        "every": "months",
        "count": 1,
        "starts": "3pm",
        "ends": "5pm",
        **day(date(2023, 1, 23), "first"),
    }
    assert desk.secretary.post("series-edit", series.key, **data).status_code == 302
    series.refresh_from_db()
    assert series.name == "New"
    wrong = {**data, "ends": "2pm"}
    assert desk.secretary.post("series-edit", series.key, **wrong).status_code == 422
