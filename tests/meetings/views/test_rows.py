"""A row as a whole: moved, dropped, lifted, taken off, its history."""

import re

import pytest

from tests import factories as make
from tests.desks import form_of, titles, words

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("to", "expected"), [("up", "bac"), ("down", "acb"), ("in", "abc")])
def test_a_row_moves_by_its_buttons(desk, to, expected):
    items = {title: make.item(desk.meeting, title) for title in "abc"}
    answer = desk.secretary.post("item-move", items["b"].key, to=to)
    assert answer.url.endswith(f"#row-{items['b'].key}")
    assert titles(desk.meeting) == list(expected)
    items["b"].refresh_from_db()
    assert (items["b"].parent is not None) == (to == "in")


def test_a_row_that_cannot_move_says_why(desk):
    item = make.item(desk.meeting, "a")
    page = words(desk.secretary.post("item-move", item.key, follow=True, to="up"))
    assert "This is the first row here." in page


def test_a_row_is_dropped_behind_another(desk):
    items = {title: make.item(desk.meeting, title) for title in "abc"}
    desk.secretary.post("item-move", items["c"].key, to="drop", part=1, after=items["a"].key)
    assert titles(desk.meeting) == ["a", "c", "b"]
    desk.secretary.post("item-move", items["c"].key, to="drop", part=1, after="", deep="")
    assert titles(desk.meeting) == ["c", "a", "b"]


def test_nonsense_moves_nothing(desk):
    item = make.item(desk.meeting, "a")
    assert desk.secretary.post("item-move", item.key, to="away").status_code == 400


def test_a_row_goes_to_part_2_only_with_those_who_may_see_it(desk):
    make.part2(desk.meeting)
    item = make.item(desk.meeting, "a")
    assert desk.plain_secretary.post("item-move", item.key, to="part").status_code == 403
    drop = {"to": "drop", "part": 2, "after": ""}
    assert desk.plain_secretary.post("item-move", item.key, **drop).status_code == 403
    assert desk.secretary.post("item-move", item.key, to="part").status_code == 302
    assert titles(desk.meeting, part=2) == ["a"]


def test_an_item_is_lifted_and_its_history_says_for_whom(desk):
    block = make.item(desk.meeting, "For noting", kind="noting")
    item = make.item(desk.meeting, "Report", parent=block)
    assert "Lift for discussion" in words(desk.secretary.get("meeting", *desk.at))
    desk.secretary.post("item-lift", item.key, words="Holly Eden, about costs")
    assert "lifted for discussion" in words(desk.secretary.get("meeting", *desk.at))
    history = words(desk.secretary.get("item-history", item.key))
    assert "Holly Eden, about costs" in history
    assert desk.secretary.user.full_name in history


def test_removing_a_row_is_asked_first_and_keeps_its_papers(desk):
    item = make.item(desk.meeting, "Strategy")
    paper = make.paper(desk.board, "The plan", under=item)
    page = words(desk.secretary.get("item-remove", item.key))
    assert "Remove “Strategy”?" in page
    assert "The plan" in page
    desk.secretary.post("item-remove", item.key)
    assert titles(desk.meeting) == []
    paper.refresh_from_db()
    assert paper.enclosures.count() == 0


def test_the_history_shows_what_was_and_what_is(desk):
    item = make.item(desk.meeting, "Strategy")
    data = form_of(desk.secretary, desk.at, item, title="Plan", leads=["RD"], fixed_time="4pm")
    desk.secretary.post("item", item.key, **data)
    page = words(desk.secretary.get("item-history", item.key))
    assert re.search(r"Was: </span>Strategy</del>.*Is: </span>Plan</ins>", page, re.DOTALL)
    assert "RD Richard Douglas" in page
    assert "Fixed time" in page


def test_people_are_suggested_while_a_name_is_typed(desk):
    make.person("Holly Eden")
    page = words(desk.secretary.get("agenda-people", *desk.at, leads="eden"))
    assert page.strip() == '<option value="Holly Eden (HE)"></option>'
