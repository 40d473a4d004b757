"""Rows of the access table for decisions, actions and the forward plan on the desk."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from icsgov.boards.models.invitations import digest
from meetings.models import ActionLink
from meetings.outcomes.acting import take
from meetings.outcomes.deciding import decide
from meetings.outcomes.promising import promise
from tests import factories as make
from tests.access import HIDDEN, LACKS, OPEN, SIGN_IN, Row, everyone, only
from tests.access.minutes import (
    INVALID,
    MOVED,
    SECRETARIES,
    Kwargs,
    _minute,
    _out,
    _sits,
    _typed,
    _writes,
)

REFUSED = 403
ANYBODY = {**everyone(OPEN), "anonymous": SIGN_IN}
DESK = ("chair", *SECRETARIES)


def _seen(part: int) -> tuple[str, ...]:
    """Whose desk shows things that stand in no minutes: secretaries and chairs."""
    return DESK if part == 1 else ("chair", "secretary_part2")


def _reads(part: int) -> dict[str, int]:
    return only(*_seen(part))


def _changes(status: int, part: int) -> dict[str, int]:
    """Secretaries; chairs see it and do not write."""
    roles = SECRETARIES if part == 1 else ("secretary_part2",)
    return {**only(*roles, status=status), "chair": REFUSED}


def _of(name: str, part: int) -> Kwargs:
    return lambda world: {"key": getattr(world, name)[part].key}


def _meeting(part: int) -> Kwargs:
    return lambda world: {
        "board": world.board.slug,
        "address": world.released.address,
        "part": part,
    }


def _item(part: int) -> Kwargs:
    return lambda world: {"key": (world.item if part == 1 else world.item2).key}


def _ask(part: int) -> Kwargs:
    return lambda world: {**_item(part)(world), "position": 0}


def _link(world: Any) -> dict[str, Any]:
    """A single-use link of an owner, as a reminder would bring it."""
    now = timezone.now()
    ActionLink.objects.create(
        action=world.actions[1],
        person=make.person(),
        digest=digest("secret"),
        made_at=now,
        expires_at=now + timedelta(days=1),
    )
    return {"token": "secret"}


def _held(kind: str, part: int) -> Kwargs:
    """A thing that members have with the minutes of a part."""

    def made(world: Any) -> dict[str, Any]:
        minutes = world.minutes[part]
        row = minutes.sections.first().paragraphs.first()
        row.kind = kind
        row.save()
        words, of = f"canary-{kind}{part}", {"paragraph": row}
        if kind == "decision":
            thing: Any = decide(minutes.meeting, part, "noted", words, None, make.NOW, **of)
        elif kind == "action":
            thing = take(world.board, part, words, None, make.NOW, meeting=minutes.meeting, **of)
        else:
            thing = promise(world.board, part, words, None, make.NOW, **of)
        _out(world, part)
        return {"key": thing.key}

    return made


def _members(part: int) -> dict[str, int]:
    """Those who sit on the board; a deputy reads papers and minutes, and no register."""
    return {**_sits(part), "deputy": HIDDEN, **(LACKS if part == 2 else {})}


def _rows(part: int) -> tuple[Row, ...]:
    action, decision, promise = (_of(n, part) for n in ("actions", "decisions", "promises"))
    return (
        Row("desk-action", _reads(part), action),
        Row("action-edit", _changes(OPEN, part), action),
        Row("action-edit", _typed(_changes(INVALID, part)), action, "post"),
        Row("action-settle", _changes(OPEN, part), action),
        Row("action-settle", _typed(_changes(INVALID, part)), action, "post"),
        Row("action-report-own", _changes(MOVED, part), action),
        Row("action-report-own", _typed(_changes(INVALID, part)), action, "post"),
        Row("desk-decision", _reads(part), decision),
        Row("decision-edit", _changes(OPEN, part), decision),
        Row("decision-edit", _typed(_changes(INVALID, part)), decision, "post"),
        Row("decision-adopt", _changes(OPEN, part), decision),
        Row("decision-adopt", _typed(_changes(INVALID, part)), decision, "post"),
        *(
            row
            for name, thing in (("action-strike", action), ("decision-strike", decision))
            for row in (
                Row(name, _changes(OPEN, part), thing),
                Row(name, _typed(_changes(INVALID, part)), thing, "post"),
            )
        ),
        Row("desk-promise", _reads(part), promise),
        Row("promise-edit", _changes(OPEN, part), promise),
        Row("promise-edit", _typed(_changes(INVALID, part)), promise, "post"),
        Row("promise-keep", _changes(OPEN, part), promise),
        Row("promise-keep", _typed(_changes(INVALID, part)), promise, "post"),
        Row("promise-drop", _changes(OPEN, part), promise),
        Row("promise-drop", _typed(_changes(INVALID, part)), promise, "post"),
        Row("promise-move", _changes(MOVED, part), promise, "post"),
        Row("promise-reopen", _changes(MOVED, part), promise, "post"),
        Row("reading-decision", _members(part), _held("decision", part)),
        Row("reading-action", _members(part), _held("action", part)),
        Row("reading-promise", _members(part), _held("discussion", part)),
        Row("matters-arising", _reads(part), _meeting(part)),
        Row("item-outcomes", _changes(OPEN, part), _item(part)),
        Row("outcome-confirm", _changes(OPEN, part), _ask(part)),
        Row("outcome-confirm", _typed(_changes(INVALID, part)), _ask(part), "post"),
        *(
            row
            for name in ("minute-decision", "minute-action", "minute-promise")
            for row in (
                Row(name, _writes(OPEN, part), _minute(part)),
                Row(name, _typed(_writes(INVALID, part)), _minute(part), "post"),
            )
        ),
    )


ROWS: tuple[Row, ...] = (
    *_rows(1),
    *_rows(2),
    Row("desk-actions", only(*DESK)),
    Row("desk-actions", only(*DESK), query="?as=csv"),
    Row("desk-actions", only(*DESK), query="?as=xlsx"),
    Row("desk-actions", {**everyone(HIDDEN), "anonymous": SIGN_IN}, query="?as=exe"),
    Row("actions-mine", ANYBODY),
    Row("reading-decisions", ANYBODY),
    Row("reading-actions", ANYBODY),
    Row("reading-forward-plan", ANYBODY),
    Row("action-new", only(*SECRETARIES)),
    Row("action-new", _typed(only(*SECRETARIES, status=INVALID)), method="post"),
    Row("desk-decisions", only(*DESK)),
    Row("desk-decisions", only(*DESK), query="?as=xlsx"),
    Row("desk-decisions", only(*DESK), query="?state=struck"),
    Row("desk-actions", only(*DESK), query="?state=struck"),
    Row("desk-forward", only(*DESK)),
    Row("promise-new", only(*SECRETARIES)),
    Row("promise-new", only("secretary_part2"), query="?part=2"),
    Row("promise-new", _typed(only(*SECRETARIES, status=INVALID)), method="post"),
    Row("action-report", everyone(OPEN), _link),
    Row("action-report", everyone(INVALID), _link, "post"),
    Row("action-report", everyone(HIDDEN), lambda world: {"token": "nobodys"}),
)
