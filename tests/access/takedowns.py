"""Rows of the access table: what is taken down for good, and who says so."""

from collections.abc import Callable, Mapping
from typing import Any

from icsgov.record import takedowns
from icsgov.record.models import TakeDown
from tests import factories as make
from tests.access import REFUSED, Row, only

# A second person is as likely a chair as a secretary, and either may ask.
DESK = ("chair", "secretary", "secretary_part2")
DESK2 = ("chair", "secretary_part2")
INVALID, MOVED = 422, 302
Kwargs = Callable[[Any], Mapping[str, Any]]


def _release(part: int) -> Kwargs:
    return lambda world: {
        "board": world.board.slug,
        "address": world.released.address,
        "part": part,
        "key": (world.public if part == 1 else world.private).key,
    }


def _any_release(part: int) -> Kwargs:
    return lambda world: {"key": (world.public if part == 1 else world.private).key}


def _asked(part: int) -> Kwargs:
    """Somebody outside the table has asked for it."""

    def kwargs(world: Any) -> Mapping[str, Any]:
        release = world.public if part == 1 else world.private
        found = takedowns.asked_of(release)
        wish = TakeDown(board=world.board, release=release, part=part, ground="legal order")
        return {"key": (found or takedowns.ask(wish, make.user(), make.NOW)).key}

    return kwargs


def _submitted(world: Any) -> Mapping[str, Any]:
    return {"key": world.submitted.key}


def _paper2(world: Any) -> Mapping[str, Any]:
    return {"key": world.paper2.key}


def _draft(world: Any) -> Mapping[str, Any]:
    return {"key": world.paper.key}


OWN_DRAFT = {
    **only("secretary", "secretary_part2"),
    "author": REFUSED,
    "lead": REFUSED,
}

ROWS: tuple[Row, ...] = (
    Row("paper-take-down", only(*DESK), _submitted),
    Row("paper-take-down", only(*DESK, status=INVALID), _submitted, "post"),
    Row("paper-take-down", OWN_DRAFT, _draft, query="?draft"),
    Row("paper-take-down", only("secretary_part2"), _paper2, query="?part2"),
    Row("pack-take-down", only(*DESK), _release(1)),
    Row("pack-take-down", only(*DESK2), _release(2)),
    Row("pack-take-down", only(*DESK, status=INVALID), _release(1), "post"),
    Row("pack-take-down", only(*DESK2, status=INVALID), _release(2), "post"),
    Row("release-take-down", only(*DESK), _any_release(1)),
    Row("release-take-down", only(*DESK2), _any_release(2)),
    Row("release-take-down", only(*DESK, status=INVALID), _any_release(1), "post"),
    Row("release-take-down", only(*DESK2, status=INVALID), _any_release(2), "post"),
    Row("take-downs", only(*DESK, others=REFUSED)),
    Row("take-down", only(*DESK), _asked(1)),
    Row("take-down", only(*DESK2), _asked(2)),
    Row(
        "take-down",
        only("chair", status=MOVED) | {"secretary": INVALID, "secretary_part2": INVALID},
        _asked(1),
        "post",
        {"answer": "no"},
    ),
)
