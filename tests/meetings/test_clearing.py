from dataclasses import dataclass
from datetime import datetime

import pytest

from icsgov.boards.rules import Clearance, Rules
from meetings import clearing
from meetings.clearing import Taker
from tests.factories import NOW

LEAD, CHAIR = Rules().clearances
PERSON = Clearance("finance", "Finance director", "person")


@dataclass
class Given:
    step: str
    label: str = ""
    name: str = "Ann Example"
    how: str = "app"
    words: str = ""
    at: datetime = NOW


def test_the_boards_list_says_what_is_open():
    steps = clearing.steps(Rules(), [Given("lead")])
    assert [step.is_open for step in steps] == [False, True]
    assert [step.key for step in clearing.open_steps(steps)] == ["chair"]
    assert clearing.find(steps, "lead").given.name == "Ann Example"
    assert clearing.find(steps, "none") is None


def test_a_paper_that_lacks_none_is_put_into_the_pack_by_the_secretary():
    given = [Given("lead"), Given("chair")]
    assert clearing.open_steps(clearing.steps(Rules(), given, is_cleared=True)) == ()
    last = clearing.open_steps(clearing.steps(Rules(), given))
    assert [step.rule for step in last] == [clearing.INTO_THE_PACK]


def test_a_clearance_the_board_no_longer_asks_for_is_left_out():
    steps = clearing.steps(Rules(clearances=(CHAIR,)), [Given("lead")])
    assert [(step.key, step.is_open) for step in steps] == [("chair", True)]


def test_a_board_without_clearances_still_has_its_secretarys():
    assert [step.key for step in clearing.steps(Rules(clearances=()), [])] == ["secretary"]


@pytest.mark.parametrize(
    ("rule", "taker", "may"),
    [
        (LEAD, Taker(is_lead=True), True),
        (LEAD, Taker(is_chair=True, is_secretary=True), False),
        (CHAIR, Taker(is_chair=True), True),
        (CHAIR, Taker(is_lead=True), False),
        (clearing.SECRETARY, Taker(is_secretary=True), True),
        (PERSON, Taker(True, True, True), False),
    ],
)
def test_a_step_is_taken_by_whom_the_board_names(rule, taker, may):
    assert clearing.may_take(rule, taker) is may


def test_who_is_waited_for_has_a_name_where_one_is_known():
    assert clearing.waits_for(LEAD, ["Ann Example"], ["Dr Chair"]) == ("Ann Example",)
    assert clearing.waits_for(CHAIR, [], ["Dr Chair"]) == ("Dr Chair",)
    assert clearing.waits_for(LEAD, [], []) == ("Executive lead",)
    assert clearing.waits_for(PERSON, ["Ann Example"], []) == ("Finance director",)
