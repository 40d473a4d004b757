from dataclasses import replace
from datetime import date

import pytest

from icsgov.boards.rules import Rules
from meetings import clearing, tracks
from meetings.tracks import Facts, Stop, Tag
from tests.meetings.test_clearing import Given

DUE = date(2023, 7, 10)
BEFORE, AFTER = date(2023, 7, 9), date(2023, 7, 11)
EXPECTED = Facts("expected", today=BEFORE, due=DUE, authors=("Sam Sample",))
SUBMITTED = replace(
    EXPECTED, state="submitted", submitted=BEFORE, steps=clearing.steps(Rules(), [Given("lead")])
)


@pytest.mark.parametrize(
    ("facts", "tag"),
    [
        (EXPECTED, Tag("Expected", "waiting")),
        (replace(EXPECTED, today=DUE), Tag("Expected", "waiting")),
        (replace(EXPECTED, today=AFTER), Tag("Late", "blocked")),
        (replace(EXPECTED, due=None, today=AFTER), Tag("Expected", "waiting")),
        (replace(EXPECTED, mode="verbal", today=AFTER), Tag("Verbal", "plain")),
        (replace(EXPECTED, mode="to follow", today=AFTER), Tag("To follow", "attention")),
        (replace(EXPECTED, state="returned"), Tag("Returned", "attention")),
        (SUBMITTED, Tag("Submitted", "doing")),
        (replace(SUBMITTED, today=AFTER), Tag("Submitted", "doing")),
        (replace(SUBMITTED, submitted=AFTER), Tag("Submitted late", "doing")),
        (replace(SUBMITTED, state="cleared"), Tag("Cleared", "done")),
        (replace(SUBMITTED, state="cleared", in_pack=True), Tag("In the pack", "done")),
        (replace(SUBMITTED, state="withdrawn"), Tag("Withdrawn", "plain")),
    ],
)
def test_the_state_is_one_word_stored_or_derived(facts, tag):
    assert tracks.tag(facts) == tag


def test_a_withdrawn_paper_is_never_late():
    assert not tracks.is_late(replace(EXPECTED, state="withdrawn", today=AFTER))


def test_the_stops_show_what_is_done_and_what_comes():
    assert tracks.stops(SUBMITTED) == (
        Stop("Expected", "done"),
        Stop("Submitted", "done"),
        Stop("Executive lead", "done", "Ann Example"),
        Stop("Chair", "doing"),
        Stop("In the pack", "waiting"),
    )


def test_a_returned_paper_stands_before_submission_again():
    returned = replace(EXPECTED, state="returned", steps=clearing.steps(Rules(), []))
    assert [stop.shape for stop in tracks.stops(returned)] == [
        "doing",
        "attention",
        "waiting",
        "waiting",
        "waiting",
    ]


def test_a_skipped_or_recorded_clearance_says_so():
    steps = clearing.steps(Rules(), [Given("lead", how="skipped"), Given("chair", how="evidence")])
    shown = tracks.stops(replace(SUBMITTED, state="cleared", steps=steps))
    assert [stop.words for stop in shown[2:4]] == ["skipped", "recorded"]


@pytest.mark.parametrize(
    ("facts", "who", "what"),
    [
        (EXPECTED, ("Sam Sample",), "write and submit the paper"),
        (replace(EXPECTED, state="returned"), ("Sam Sample",), "mend and submit the paper"),
        (SUBMITTED, ("Dr Chair",), "clear it (Chair)"),
    ],
)
def test_somebody_owes_the_next_step(facts, who, what):
    assert tracks.owing(facts, ("Dr Chair",)) == tracks.Owing(who, what)


@pytest.mark.parametrize("state", ["cleared", "withdrawn"])
def test_nobody_owes_a_paper_that_is_cleared_or_off(state):
    assert tracks.owing(replace(SUBMITTED, state=state), ("Dr Chair",)) is None
