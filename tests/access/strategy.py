"""Rows of the access table for plans and bulletins."""

from typing import Any

from icsgov.record.models import Release
from tests.access import HIDDEN, OPEN, REFUSED, SIGN_IN, Row, everyone, only

PART = {"anchor": "priority-1"}


def _plan(world: Any) -> dict[str, Any]:
    return {"address": world.plan.address}


def _draft(world: Any) -> dict[str, Any]:
    return {"address": world.draft_plan.address}


def _edition(world: Any) -> dict[str, Any]:
    return {**_plan(world), "number": 1}


BACK = SIGN_IN  # after a change the page is loaded again
PUBLIC = (
    Row("strategy", everyone(OPEN)),
    Row("public-part", everyone(BACK), lambda world: {"key": world.plan.parts.first().key}),
    Row("public-part", everyone(HIDDEN), lambda world: {"key": world.draft_plan.parts.first().key}),
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
KEEPERS = ("secretary", "secretary_part2")
READERS = ("chair", *KEEPERS)


def reads() -> dict[str, int]:
    return only(*READERS)


def writes(status: int = OPEN) -> dict[str, int]:
    """Secretaries write, the chair reads, nobody else finds anything."""
    return {**only(*KEEPERS, status=status), "chair": REFUSED}


def _part(world: Any) -> dict[str, Any]:
    return {"key": world.draft_plan.parts.get(number="1").key}


def _condition(world: Any) -> dict[str, Any]:
    return {"key": world.plan.parts.get(sort="condition").key}


def _round(world: Any) -> dict[str, Any]:
    return {"key": world.update.round.key}


def _update(world: Any) -> dict[str, Any]:
    return {"key": world.update.key}


def _bulletin(world: Any) -> dict[str, Any]:
    return {"address": world.bulletin.address}


def _open_bulletin(world: Any) -> dict[str, Any]:
    return {"address": world.open_bulletin.address}


def _named(which: str) -> Any:
    """The name of a plan, bulletin or round in the addresses of its editions."""

    def where(world: Any) -> dict[str, Any]:
        if which == "round":
            return {"name": str(world.update.round.key)}
        return {"name": getattr(world, which).address}

    return where


def _nothing_built(which: str) -> Any:
    return lambda world: {**_named(which)(world), "key": world.board.key}


def _report(world: Any) -> dict[str, Any]:
    return {"key": world.update.round.key, "build": world.board.key}


def _nobody(world: Any) -> dict[str, Any]:
    return {**_draft(world), "person": world.board.key}


def _edition_key(which: str) -> Any:
    """A released plan or bulletin with the key of its edition."""

    def where(world: Any) -> dict[str, Any]:
        thing = getattr(world, which)
        return {"name": thing.address, "key": Release.objects.get(subject=thing.key).key}

    return where


NOTHING = {**everyone(HIDDEN), "anonymous": SIGN_IN}
BEGINS = only(*KEEPERS, others=REFUSED)
NOT_TO_RELEASE = {**NOTHING, "chair": REFUSED}
DESK = (
    Row("desk-strategy", only(*READERS, others=302)),
    Row("desk-plan-new", BEGINS),
    Row("desk-plan-new", BEGINS | dict.fromkeys(KEEPERS, 422), method="post", data={"title": ""}),
    Row("desk-plan", reads(), _draft),
    Row("desk-plan-edit", writes(), _draft),
    Row("desk-plan-edit", writes(422), _draft, "post", {"title": ""}),
    Row("desk-plan-owners", writes(), _draft),
    Row("desk-plan-owners", writes(422), _draft, "post", {"person": ""}),
    Row("desk-plan-owner-drop", writes(HIDDEN), _nobody, "post"),
    Row("desk-plan-coverage", reads(), _draft),
    Row("desk-plan-readings", writes(), _draft),
    Row("desk-plan-readings", writes(422), _draft, "post", {"file": ""}),
    Row("desk-plan-workbook", reads(), _draft),
    Row("desk-part-begin", writes(BACK), _draft, "post", {"sort": "priority"}),
    Row("desk-part-add", writes(), lambda world: {**_draft(world), "sort": "priority"}),
    Row(
        "desk-part-add",
        writes(422),
        lambda world: {**_draft(world), "sort": "priority"},
        "post",
        {"name": ""},
    ),
    Row("desk-part", reads(), _part),
    Row("desk-part-row", reads(), _part),
    Row("desk-part-edit", writes(), _part),
    Row("desk-part-edit", writes(422), _part, "post", {"name": ""}),
    Row("desk-part-move", writes(BACK), _part, "post", {"to": "up"}),
    Row("desk-part-history", reads(), _part),
    Row("desk-part-places", writes(), _part),
    Row("desk-part-places", writes(BACK), _part, "post", {"sent": "yes"}),
    Row("desk-part-begin-under", writes(BACK), _part, "post", {"sort": "ambition"}),
    Row("desk-part-add-under", writes(), lambda world: {**_part(world), "sort": "ambition"}),
    Row("desk-part-say", writes(), lambda world: {**_condition(world), "facts": "assessments"}),
    Row(
        "desk-part-say",
        writes(422),
        lambda world: {**_condition(world), "facts": "assessments"},
        "post",
        {"rating": "X"},
    ),
    Row("plan-build", writes(BACK), _named("draft_plan"), "post"),
    Row("plan-preview", NOTHING, _nothing_built("draft_plan")),
    Row("plan-release", NOT_TO_RELEASE, _nothing_built("draft_plan"), "post"),
    Row("bulletin-build", writes(BACK), _named("bulletin"), "post"),
    Row("bulletin-preview", NOTHING, _nothing_built("bulletin")),
    Row("bulletin-release", NOT_TO_RELEASE, _nothing_built("bulletin"), "post"),
    Row("plan-progress-build", writes(BACK), _named("round"), "post"),
    Row("plan-progress-preview", NOTHING, _nothing_built("round")),
    Row("desk-round-new", writes(), _draft),
    Row("desk-round-new", writes(422), _draft, "post", {"title": ""}),
    Row("desk-round", reads(), _round),
    Row("desk-round-edit", writes(), _round),
    Row("desk-round-edit", writes(422), _round, "post", {"title": ""}),
    Row("desk-round-close", writes(BACK), _round, "post"),
    Row("desk-update-accept", writes(BACK), _update, "post"),
    Row("desk-update-again", writes(), _update),
    Row("desk-update-again", writes(422), _update, "post", {"words": ""}),
    Row("desk-bulletin-new", BEGINS),
    Row("desk-bulletin", reads(), _bulletin),
    Row("desk-bulletin-edit", writes(), _bulletin),
    Row("desk-bulletin-edit", writes(422), _bulletin, "post", {"title": ""}),
    Row("desk-bulletin-clear", writes(BACK), _bulletin, "post"),
    Row("desk-entry-new", writes(), _bulletin),
    Row("desk-entry-new", writes(422), _bulletin, "post", {"group": ""}),
    Row("desk-entry", writes(), lambda world: {"key": world.bulletin.entries.get().key}),
    Row("report-to-meeting", {**NOTHING, "chair": REFUSED}, _report),
    Row("plan-withdraw", writes(), _edition_key("plan")),
    Row("plan-withdraw", writes(422), _edition_key("plan"), "post", {"reason": ""}),
    Row("bulletin-withdraw", writes(), _edition_key("open_bulletin")),
    Row("bulletin-withdraw", writes(422), _edition_key("open_bulletin"), "post", {"reason": ""}),
)
LINKS = (
    Row("strategy-update", everyone(OPEN), lambda world: {"token": world.update_token}),
    Row("strategy-update", everyone(HIDDEN), lambda world: {"token": "guessed"}),
    Row(
        "strategy-update",
        everyone(422),
        lambda world: {"token": world.update_token},
        "post",
        {"text": ""},
    ),
    Row("bulletins", everyone(OPEN)),
    Row("bulletins-feed", everyone(OPEN)),
    Row("bulletins-subscribe", everyone(301)),
    Row("public-bulletin", everyone(OPEN), _open_bulletin),
    Row("public-bulletin", everyone(HIDDEN), _bulletin),
    Row("public-bulletin-pdf", everyone(OPEN), _open_bulletin),
    Row("public-bulletin-pdf", everyone(HIDDEN), _bulletin),
)
ROWS: tuple[Row, ...] = (*PUBLIC, *DESK, *LINKS)
