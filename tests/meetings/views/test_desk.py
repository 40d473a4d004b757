"""The home of the desk, and where people land after they sign in."""

from datetime import date

import pytest

from meetings.models import Meeting
from tests import factories as make
from tests.desks import words

pytestmark = pytest.mark.django_db


def test_the_coming_weeks_stand_under_each_board(desk):
    desk.meeting.papers_due = date(2023, 7, 12)
    desk.meeting.save()
    page = words(desk.secretary.get("desk"))
    for expected in ("Papers are due", "Last day to publish the papers", "Sample hall", "Today"):
        assert (expected in page) == (expected != "Today")


def test_what_blocks_is_one_click_from_being_mended(desk):
    paper = make.paper(desk.board, "secret", private=True, under=make.item(desk.meeting))
    page = words(desk.secretary.get("desk"))
    assert "Enclosure A, “secret”, is private" in page
    assert f'href="/desk/papers/{paper.key}/"' in page


def test_part_2_presses_nobody_who_may_not_see_it(desk):
    make.part2(desk.meeting)
    desk.meeting.papers_due = date(2023, 7, 3)
    desk.meeting.save()
    make.paper(desk.board, "secret-paper", under=make.item(desk.meeting, part=2))
    assert "secret-paper" in words(desk.secretary.get("desk"))
    assert "secret-paper" not in words(desk.plain_secretary.get("desk"))


def test_a_chair_is_asked_to_agree_and_sees_no_secretarys_list(desk):
    make.paper(desk.board, "x", private=True, under=make.item(desk.meeting))
    page = words(desk.chair.get("desk"))
    assert "You have not agreed the agenda." in page
    assert "is private" not in page
    assert "New meeting" not in page


def test_few_things_are_listed_and_the_rest_counted(desk):
    for _ in range(10):
        make.paper(desk.board, private=True, under=make.item(desk.meeting))
    assert "And 2 more" in words(desk.secretary.get("desk"))


def test_nothing_to_do_is_said(desk):
    assert "You are up to date" in words(desk.secretary.get("desk"))


def test_an_empty_system_greets_with_three_steps(desk):
    Meeting.objects.all().delete()
    page = words(desk.secretary.get("desk"))
    assert "Three steps to your first pack" in page
    assert 'href="/desk/boards/icp/"' in page
    assert 'href="/desk/meetings/new/"' in page
    assert "Needs you now" not in page


def test_a_quiet_board_says_so(desk):
    make.seat(desk.secretary.user, make.board("ICB"), "secretary")
    page = words(desk.secretary.get("desk"))
    assert "Nothing in the next six weeks" in page
    assert "/desk/meetings/new/?board=icb" in page


def _author(desk):
    account = make.user()
    make.paper(desk.board, author=account, under=make.item(desk.meeting))
    return account


def _member(desk):
    account = make.user()
    make.seat(account, desk.board)
    return account


@pytest.mark.parametrize(
    ("who", "where"),
    [
        (lambda desk: desk.secretary.user, "/desk/"),
        (lambda desk: desk.chair.user, "/desk/"),
        (_author, "/desk/papers/mine/"),
        (_member, "/reading/"),
        (lambda desk: make.administrator(), "/desk/boards/"),
        (lambda desk: make.user(), "/desk/papers/mine/"),
    ],
)
def test_people_land_where_their_work_is(desk, who, where):
    reader = desk.reader(who(desk))
    assert reader.get("home-signed-in").url == where
    assert where == "/desk/" or reader.get("desk").url == "/desk/start/"


def test_more_meetings_take_no_more_queries(desk, django_assert_max_num_queries):
    counts = []
    for number in (2, 5):
        for week in range(number):
            meeting = make.meeting(desk.board, date(2023, 7, 24 + week))
            for _ in range(20):
                make.paper(desk.board, under=make.item(meeting, lead=make.person()))
        with django_assert_max_num_queries(45) as queries:
            desk.secretary.get("desk")
        counts.append(len(queries))
    assert counts[0] == counts[1]
