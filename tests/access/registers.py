"""Rows of the access table for the public registers."""

from datetime import date
from typing import Any

from meetings.outcomes.acting import take
from meetings.outcomes.deciding import decide
from meetings.outcomes.promising import promise
from tests import factories as make
from tests.access import HIDDEN, OPEN, Row, everyone
from tests.access.minutes import _public


def _decided(world: Any) -> dict[str, Any]:
    """A decision of minutes that everybody may read."""
    row = world.minutes[1].sections.first().paragraphs.first()
    row.kind = "decision"
    row.save()
    made = decide(world.released, 1, "approved", "Open decision", None, make.NOW, paragraph=row)
    return {**_public(world), "series": f"d{made.number}"}


def _decided_in_private(world: Any) -> dict[str, Any]:
    """The same address in the series of Part 2 is nowhere."""
    made = decide(world.released, 2, "approved", "canary-decision2", None, make.NOW)
    return {**_public(world), "series": f"p2-d{made.number}"}


def _action(part: int) -> Any:
    def made(world: Any) -> dict[str, Any]:
        row = take(world.board, part, "canary-action", None, make.NOW)
        if part == 1:
            row = take(world.board, 1, "Open action", None, make.NOW, public=True)
        return {"board": world.board.slug, "number": row.number + (part > 1)}

    return made


def _promise(*, public: bool) -> Any:
    def made(world: Any) -> dict[str, Any]:
        title = "Open promise" if public else "canary-promise"
        entry = promise(world.board, 1, title, None, make.NOW, public=public)
        return {"key": entry.key}

    return made


def _board(world: Any) -> dict[str, Any]:
    take(world.board, 2, "canary-action2", None, make.NOW, due=date(2023, 8, 1))
    promise(world.board, 2, "canary-promise2", None, make.NOW)
    return {"board": world.board.slug}


NAMES = ("decisions", "actions", "forward")
ROWS: tuple[Row, ...] = (
    *(Row("forward-plan" if name == "forward" else name, everyone(OPEN)) for name in NAMES),
    *(Row(f"{name}-csv", everyone(OPEN)) for name in NAMES),
    *(Row(f"board-{name}", everyone(OPEN), _board) for name in NAMES),
    *(Row(f"board-{name}", everyone(HIDDEN), lambda world: {"board": "nobody"}) for name in NAMES),
    *(Row(f"board-{name}-csv", everyone(OPEN), _board) for name in NAMES),
    Row("decision", everyone(OPEN), _decided),
    Row("decision", everyone(HIDDEN), _decided_in_private),
    Row("action", everyone(OPEN), _action(1)),
    Row("action", everyone(HIDDEN), _action(2)),
    Row("promise", everyone(OPEN), _promise(public=True)),
    Row("promise", everyone(HIDDEN), _promise(public=False)),
)
