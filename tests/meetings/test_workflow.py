"""The move tables hold together, and the models know the same states."""

import pytest

from meetings import workflow
from meetings.models import Meeting, Paper

TABLES = {
    "meeting": (workflow.MEETING, "planned", Meeting),
    "paper": (workflow.PAPER, "expected", Paper),
}


def reachable(moves, start):
    seen, todo = set(), [start]
    while todo:
        state = todo.pop()
        if state not in seen:
            seen.add(state)
            todo += moves[state]
    return seen


@pytest.mark.parametrize(("moves", "start", "model"), TABLES.values(), ids=TABLES)
def test_every_state_can_be_reached_and_every_move_leads_somewhere(moves, start, model):
    assert reachable(moves, start) == set(moves)
    assert set(model.State.values) == set(moves)
    assert model._meta.get_field("state").default == start
    assert model.MOVES is moves


@pytest.mark.parametrize(("moves", "start", "model"), TABLES.values(), ids=TABLES)
def test_no_move_stays_where_it_is(moves, start, model):
    assert [state for state, following in moves.items() if state in following] == []


def test_a_meeting_that_is_closed_stays_closed():
    assert [state for state, following in workflow.MEETING.items() if not following] == ["closed"]


def test_a_paper_can_always_be_withdrawn_and_asked_for_again():
    moves = dict(workflow.PAPER)
    assert moves.pop("withdrawn") == {"expected"}
    assert all("withdrawn" in following for following in moves.values())


def test_a_paper_is_cleared_only_once_it_was_submitted():
    before = [state for state, following in workflow.PAPER.items() if "cleared" in following]
    assert before == ["submitted"]


def test_who_reads_and_writes_goes_by_known_states():
    assert set(workflow.PAPER) >= workflow.AUTHOR_WRITES
    assert set(workflow.PAPER) >= workflow.CHAIR_READS
    assert not workflow.AUTHOR_WRITES - {"expected", "returned"}
    assert "expected" not in workflow.CHAIR_READS
