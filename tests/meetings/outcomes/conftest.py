"""Minutes that are out, with what came of the meeting."""

import pytest

from icsgov.boards.profile import release_profile
from tests.factories import NOW
from tests.meetings.outcomes.record import record


@pytest.fixture
def clock(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def shown(db):
    """A board whose profile is public, and minutes with a decision, an action and a promise."""
    made = record()
    release_profile(made.board, None, NOW)
    return made
