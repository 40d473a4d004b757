"""Rows of the access table: replies, the roll of a meeting, the year of a board."""

from collections.abc import Callable, Mapping
from typing import Any

from meetings.attending import roll
from tests import factories as make
from tests.access import HIDDEN, OPEN, REFUSED, Row, only

SECRETARIES = ("secretary", "secretary_part2")
DESK = ("chair", *SECRETARIES)
# Who is asked to come: members, and those who attend (or their assistant for them).
ATTENDS = ("member", "member_part2", "chair", "author")
MOVED = 302
# With one place there is nothing to choose: straight on to it.
AWAY = {"author": MOVED, "assistant": MOVED}
INVALID = 422
Kwargs = Callable[[Any], Mapping[str, Any]]


def _writes(status: int) -> dict[str, int]:
    return {**only(*SECRETARIES, status=status), "chair": REFUSED}


def _part2(status: int) -> dict[str, int]:
    """Who does not read Part 2 learns of none."""
    return {**only("secretary_part2", status=status), "chair": REFUSED}


def _meeting(world: Any) -> dict[str, Any]:
    return {"board": world.board.slug, "address": world.meeting.address}


def _board(world: Any) -> dict[str, Any]:
    return {"board": world.board.slug}


def _seat(role: str) -> Kwargs:
    return lambda world: {
        **_meeting(world),
        "seat": world.readers[role].person.seats.get(board=world.board).key,
    }


def _row(world: Any) -> dict[str, Any]:
    roll.lay(world.meeting, None, make.NOW)
    return {**_meeting(world), "key": world.meeting.attendance.in_order().first().key}


def _with_two_places(world: Any) -> dict[str, Any]:
    """A member who also answers for somebody chooses first."""
    for role in ("member", "member_part2", "withheld", "chair"):
        make.seat(make.person(), world.board, assistant=world.readers[role].person)
    return _meeting(world)


ROWS: tuple[Row, ...] = (
    Row("own-replies", only(*ATTENDS, status=MOVED), _meeting),
    Row("own-replies", {**only(*ATTENDS), **AWAY}, _with_two_places),
    Row("reply", only("member"), _seat("member")),
    Row("reply", only("member", status=INVALID), _seat("member"), "post", {"answer": "x"}),
    Row("replies", only(*DESK), _meeting),
    Row("reply-recorded", _writes(OPEN), _seat("member")),
    Row("reply-recorded", _writes(INVALID), _seat("member"), "post", {"answer": "x"}),
    Row("attendance", only(*DESK), _meeting),
    Row("attendance-fill", _writes(MOVED), _meeting, "post"),
    Row("attendance-save", _writes(MOVED), _meeting, "post"),
    Row("attendance-add", _writes(INVALID), _meeting, "post"),
    Row("attendance-times", _writes(INVALID), _meeting, "post", {"opened": "x"}),
    Row("attendance-part2", _part2(INVALID), _meeting, "post", {"part2-opened": "x"}),
    Row("attendance-row", _writes(OPEN), _row),
    Row("attendance-row", _writes(INVALID), _row, "post", {"name": ""}),
    # The first secretary takes the row off; the second finds it gone.
    Row("attendance-remove", {**_writes(MOVED), "secretary_part2": HIDDEN}, _row, "post"),
    Row("attendance-year", only(*DESK), _board),
    Row("attendance-workbook", only(*DESK), _board),
)
