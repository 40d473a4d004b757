"""Promises: aimed at a meeting, kept by an item of whatever name, dropped with a reason."""

from datetime import date

import pytest

from meetings.models import ForwardEntry
from meetings.outcomes.promising import WrongPart, aim, bring, drop, keep, promise, reopen
from tests import factories as make
from tests.factories import NOW
from tests.meetings.minuting.desk import desk

pytestmark = pytest.mark.django_db


def concordat(board, part=1, **more):
    return promise(board, part, "A concordat with the sector", None, NOW, **more)


def test_a_promise_of_a_paragraph_knows_its_item_and_meeting():
    shown = desk()
    paragraph = shown.add("The concordat comes back.")
    made = concordat(shown.board, paragraph=paragraph)
    assert (made.item, made.origin) == (shown.section.item, shown.meeting)


def test_an_item_of_another_name_keeps_it():
    board = make.board()
    made, july = concordat(board), make.meeting(board, date(2023, 7, 24))
    make.item(july, "Welcome")
    end = make.item(july, "Any other business", kind="aob")
    item = bring(made, july, None, NOW, title="A charter with the sector")
    made.refresh_from_db()
    assert (made.discharged_by, made.target, item.title) == (
        item,
        july,
        "A charter with the sector",
    )
    assert list(july.items.in_order())[-1] == end
    assert bring(made, july, None, NOW) == item


def test_a_private_promise_is_kept_in_part_two_only():
    board = make.board()
    made, july = concordat(board, 2), make.meeting(board)
    with pytest.raises(WrongPart):
        bring(made, july, None, NOW)
    with pytest.raises(WrongPart):
        keep(made, make.item(july), None, NOW)
    make.part2(july)
    assert bring(made, july, None, NOW).part == 2


def test_an_item_that_is_taken_off_leaves_the_promise_open():
    board = make.board()
    made, july = concordat(board), make.meeting(board)
    bring(made, july, None, NOW).delete()
    assert list(ForwardEntry.objects.open()) == [made]


def test_one_whose_meeting_passed_has_slipped_until_it_is_kept_or_dropped():
    board = make.board()
    april, july = (make.meeting(board, date(2023, month, 25)) for month in (4, 7))
    made = concordat(board)
    aim(made, april, None, NOW)
    slipped = ForwardEntry.objects.slipped(date(2023, 5, 1))
    assert list(slipped) == [made]
    keep(made, make.item(july), None, NOW)
    assert not slipped.all()
    reopen(made, None, NOW)
    drop(made, "The sector made its own.", None, NOW)
    assert not slipped.all()
