"""A desk on the morning of 10 July 2023: a board, its secretary and chair, a meeting."""

from types import SimpleNamespace

import pytest
import time_machine

from tests import factories as make
from tests.desks import Reader


@pytest.fixture(autouse=True)
def morning():
    with time_machine.travel(make.NOW, tick=False):
        yield


@pytest.fixture
def desk(db):
    board = make.board("ICP", name="Integrated Care Partnership")
    chair = make.user("Richard Douglas")
    make.seat(chair, board, "chair", part2=True, title="Chair")
    meeting = make.meeting(board)
    return SimpleNamespace(
        board=board,
        meeting=meeting,
        at=("icp", meeting.address),
        chair=Reader(chair),
        secretary=Reader(make.secretary(board)),
        plain_secretary=Reader(make.secretary(board, part2=False)),
        reader=Reader,
    )
