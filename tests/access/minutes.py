"""Rows of the access table: the minutes while they are taken, drafted and cleared."""

from collections.abc import Callable, Mapping
from typing import Any

from tests.access import REFUSED, Row, only

SECRETARIES = ("secretary", "secretary_part2")
MOVED = 302
INVALID = 422
Kwargs = Callable[[Any], Mapping[str, Any]]


def _reads(part: int) -> dict[str, int]:
    """Secretaries, and chairs once they are drafted; Part 2 by the seat."""
    return only("chair", *SECRETARIES) if part == 1 else only("chair", "secretary_part2")


def _writes(status: int, part: int = 1) -> dict[str, int]:
    """Secretaries; chairs see them and do not write."""
    roles = SECRETARIES if part == 1 else ("secretary_part2",)
    return {**only(*roles, status=status), "chair": REFUSED}


def _keeps(status: int, part: int = 1) -> dict[str, int]:
    """What there is for secretaries alone: nobody else knows of minutes being taken."""
    return only(*(SECRETARIES if part == 1 else ("secretary_part2",)), status=status)


def _of(name: str, part: int = 1) -> Kwargs:
    return lambda world: {
        "board": world.board.slug,
        "address": getattr(world, name).address,
        "part": part,
    }


def _minute(part: int) -> Kwargs:
    return lambda world: {"key": world.minutes[part].sections.first().paragraphs.first().key}


def _section(part: int) -> Kwargs:
    return lambda world: {"key": world.minutes[part].sections.first().key}


def _rows(part: int) -> tuple[Row, ...]:
    drafted, unbegun = _of("released", part), _of("meeting", part)
    return (
        Row("minutes", _reads(part), drafted),
        Row("minutes", _keeps(200, part), unbegun),
        Row("minutes-whole", _reads(part), drafted),
        Row("minutes-begin", _keeps(MOVED, part), unbegun, "post"),
        Row("minutes-raise", _writes(MOVED, part), drafted, "post"),
        Row("minutes-sitting", _writes(MOVED, part), drafted, "post"),
        Row("minute", {**_writes(MOVED, part), "anonymous": 401}, _minute(part), "post"),
        Row("minute-restore", _writes(MOVED, part), _minute(part), "post"),
        Row("minute-add", _writes(MOVED, part), _section(part), "post"),
    )


ROWS: tuple[Row, ...] = (*_rows(1), *_rows(2))
