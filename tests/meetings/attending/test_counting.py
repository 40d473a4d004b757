"""The quorum of real rows: items in the order taken, conflicts, those who were out or left."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.attending import counting, order, roll
from meetings.attending.order import Stop
from meetings.minuting import book, checker, skeleton
from meetings.models import ItemInterest
from tests import factories as make
from tests.meetings.minuting.desk import attend

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    board = make.board("ICP")
    board.rule_rows.create(
        name="quorum",
        value={"count": 2, "constituencies": ["Councils"]},
        starts="2020-01-01",
    )
    met = make.meeting(board)
    for number in (1, 2, 3):
        make.item(met, f"Item {number}")
    return met


def there(meeting, name, **fields):
    return attend(meeting, name, voting=True, **fields)


def answers(meeting):
    return [each.is_quorate for each in counting.judge(meeting)]


def test_nobody_on_the_roll_is_judged_nowhere(meeting):
    assert counting.judge(meeting) == []


def test_each_item_counts_who_was_there_for_it(meeting):
    first, second, _ = meeting.items.in_order()
    there(meeting, "Ann", constituency="Councils")
    there(meeting, "Bob", to_item=second)
    assert answers(meeting) == [True, True, False]
    row = there(meeting, "Cyd")
    roll.set_away(row, [first], None, make.NOW)
    assert answers(meeting) == [True, True, True]


@pytest.mark.parametrize(
    ("done", "counts"), [("noted", True), ("no vote", False), ("left", False), ("withheld", False)]
)
def test_a_conflict_counts_out_by_what_was_done(meeting, done, counts):
    first, *_ = meeting.items.in_order()
    ann = there(meeting, "Ann", constituency="Councils")
    there(meeting, "Bob")
    ItemInterest.objects.create(item=first, person=ann.person, words="Trustee", done=done)
    assert answers(meeting) == [counts, True, True]
    if not counts:
        words = counting.judge(meeting)[0].words
        assert "nobody counts for Councils" in words
        assert "Ann has a conflict of interest" in words


def test_the_deputys_conflict_counts_too(meeting):
    first, *_ = meeting.items.in_order()
    deputy = make.person("Di Deputy")
    there(
        meeting,
        "Ann",
        constituency="Councils",
        kind="apologies",
        deputy=deputy,
        deputy_name="Di Deputy",
    )
    there(meeting, "Bob")
    assert answers(meeting) == [True, True, True]
    ItemInterest.objects.create(item=first, person=deputy, words="Trustee", done="left")
    assert answers(meeting) == [False, True, True]


def test_items_out_of_order_are_judged_in_the_order_taken(meeting):
    minutes = skeleton.lay(meeting, 1, None, make.NOW)
    third = minutes.sections.order_by("rank").last()
    third.save_at(third.version, None, make.NOW, began=time(15, 0))
    first = minutes.sections.order_by("rank").first()
    first.save_at(first.version, None, make.NOW, began=time(15, 20))
    there(meeting, "Ann", constituency="Councils")
    there(meeting, "Bob", to_item=third.item)
    assert [stop.title for stop in order.taken(meeting)] == ["Item 3", "Item 1", "Item 2"]
    assert answers(meeting) == [True, False, False]


def test_what_was_not_begun_stays_behind_what_stands_before_it():
    began = {2: time(15), 4: time(14)}
    stops = [Stop(0, 1, str(n), "", began=began.get(n)) for n in (1, 2, 3, 4, 5)]
    assert [stop.label for stop in order.in_order(stops)] == ["1", "4", "5", "2", "3"]


@given(st.lists(st.none() | st.times(), max_size=9))
def test_the_order_taken_holds_every_item_once_and_begun_ones_by_their_times(began):
    stops = [Stop(0, 1, str(place), "", began=at) for place, at in enumerate(began)]
    ordered = order.in_order(stops)
    assert sorted(stop.label for stop in ordered) == sorted(stop.label for stop in stops)
    begun = [stop.began for stop in ordered if stop.began is not None]
    assert begun == sorted(begun)


def test_the_checker_says_where_there_was_no_quorum(meeting):
    minutes = skeleton.lay(meeting, 1, None, make.NOW)
    first, second, _ = meeting.items.in_order()
    there(meeting, "Ann", constituency="Councils")
    there(meeting, "Bob", from_item=second)
    found = [each for each in checker.check(book.read(minutes)) if each.code == "no-quorum"]
    assert [each.section for each in found] == [str(minutes.sections.get(item=first).key)]
    assert "Bob has not yet come" in found[0].sentence
