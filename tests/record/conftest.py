"""A board with a meeting whose papers are released, and a clock that stands still."""

import pytest

from icsgov.boards.profile import release_profile
from meetings.proofs.notices import release_notice
from tests import factories as make
from tests import packs, releases


@pytest.fixture
def clock(time_machine):
    """Moves the clock to a moment, where it stays."""

    def at(moment):
        time_machine.move_to(moment, tick=False)

    at(make.NOW)
    return at


@pytest.fixture
def board():
    made = make.board("ICP", name="Integrated Care Partnership", purpose="Plans together.")
    release_profile(made, None, make.NOW)
    return made


@pytest.fixture
def meeting(board):
    """Announced, with three items, of which two have a paper; nothing is released yet."""
    made = packs.meeting(board, how_to_attend="Come in.")
    release_notice(made, None, make.NOW)
    return made


@pytest.fixture
def public(meeting):
    return releases.publish(meeting)
