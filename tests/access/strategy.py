"""Rows of the access table for plans and bulletins."""

from typing import Any

from tests.access import HIDDEN, OPEN, Row, everyone

PART = {"anchor": "priority-1"}


def _plan(world: Any) -> dict[str, Any]:
    return {"address": world.plan.address}


def _draft(world: Any) -> dict[str, Any]:
    return {"address": world.draft_plan.address}


def _edition(world: Any) -> dict[str, Any]:
    return {**_plan(world), "number": 1}


PUBLIC = (
    Row("strategy", everyone(OPEN)),
    Row("public-plan", everyone(OPEN), _plan),
    Row("public-plan", everyone(HIDDEN), _draft),
    Row("public-plan-pdf", everyone(OPEN), _plan),
    Row("public-plan-pdf", everyone(HIDDEN), _draft),
    Row("public-plan-metrics", everyone(OPEN), _plan),
    Row("public-plan-metrics", everyone(HIDDEN), _draft),
    Row("public-plan-changes", everyone(OPEN), _plan),
    Row("public-plan-changes", everyone(HIDDEN), _draft),
    Row("public-plan-edition", everyone(OPEN), _edition),
    Row("public-plan-edition", everyone(HIDDEN), lambda world: {**_draft(world), "number": 1}),
    Row("public-plan-edition-pdf", everyone(OPEN), _edition),
    Row("public-plan-edition-part", everyone(OPEN), lambda world: {**_edition(world), **PART}),
    Row("public-plan-part", everyone(OPEN), lambda world: {**_plan(world), "anchor": "priority-1"}),
    Row(
        "public-plan-part",
        everyone(HIDDEN),
        lambda world: {**_draft(world), "anchor": "priority-1"},
    ),
)
ROWS: tuple[Row, ...] = PUBLIC
