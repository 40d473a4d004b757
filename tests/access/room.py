"""Rows of the access table: the room, Part 1 and Part 2."""

from collections.abc import Callable, Mapping
from typing import Any

from tests.access import REFUSED, Row, only

SECRETARIES = ("secretary", "secretary_part2")
MOVED = 302
INVALID = 422
Kwargs = Callable[[Any], Mapping[str, Any]]


def _of(part: int, meeting: str = "meeting") -> Kwargs:
    return lambda world: {
        "board": world.board.slug,
        "address": getattr(world, meeting).address,
        "part": part,
    }


def _writes(part: int, status: int = 200) -> dict[str, int]:
    """Secretaries; chairs look at a view of their own. Of Part 2 who may not know finds none."""
    roles = SECRETARIES if part == 1 else ("secretary_part2",)
    return {**only(*roles, status=status), "chair": REFUSED}


def _reads(part: int) -> dict[str, int]:
    return only("chair", *SECRETARIES) if part == 1 else only("chair", "secretary_part2")


def _rows(part: int) -> tuple[Row, ...]:
    return (
        Row("room", _writes(part), _of(part)),
        Row("room", _writes(part), _of(part, "released")),
        Row("room-ready", _writes(part, MOVED), _of(part), "post"),
        Row("room-tap", _writes(part, INVALID), _of(part), "post", {"what": "open"}),
        Row("room-chair", _reads(part), _of(part)),
        Row("room-chair", _reads(part), _of(part, "released")),
    )


ROWS: tuple[Row, ...] = (*_rows(1), *_rows(2))
