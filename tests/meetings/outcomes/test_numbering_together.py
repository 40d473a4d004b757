"""Four secretaries at once: every decision and action gets a number, and none gets another's."""

import pytest

from meetings.models import Action, Decision
from meetings.outcomes.acting import take
from meetings.outcomes.deciding import decide
from tests import factories as make
from tests.factories import NOW
from tests.together import PEOPLE, together

pytestmark = pytest.mark.django_db(transaction=True)
EACH = 10


def each_takes(one):
    """Everybody does it ten times."""
    together(lambda number: [one() for _ in range(EACH)])


def test_decisions_made_at_once_are_numbered_without_gap_or_tie():
    meeting = make.meeting(make.board())
    each_takes(lambda: decide(meeting, 1, "noted", "Noted.", None, NOW))
    numbers = Decision.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, PEOPLE * EACH + 1))


def test_actions_taken_at_once_are_numbered_without_gap_or_tie():
    board = make.board()
    each_takes(lambda: take(board, 1, "Write it.", None, NOW))
    numbers = Action.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, PEOPLE * EACH + 1))
