"""Rows of the access table: one's own interests, a board's register, a meeting's, the public's."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from meetings.declaring import at_items, rounds
from meetings.models import Interest
from meetings.proofs.interests import release_register
from tests import factories as make
from tests.access import HIDDEN, OPEN, REFUSED, Row, everyone, only

SECRETARIES = ("secretary", "secretary_part2")
DESK = ("chair", *SECRETARIES)
# Whoever holds or held a seat declares.
SEATED = ("other_member", "ex_member", "member", "member_part2", "author", *DESK)
MOVED = 302
INVALID = 422
Kwargs = Callable[[Any], Mapping[str, Any]]


def _seated(status: int) -> dict[str, int]:
    """Everybody for themselves: an assistant or deputy declares nothing for somebody else."""
    return {**only(*SEATED, status=status), "assistant": HIDDEN, "deputy": HIDDEN}


def _writes(status: int) -> dict[str, int]:
    return {**only(*SECRETARIES, status=status), "chair": REFUSED}


def _board(world: Any) -> dict[str, Any]:
    return {"board": world.board.slug}


def _meeting(world: Any) -> dict[str, Any]:
    return {**_board(world), "address": world.meeting.address}


def _own(world: Any) -> dict[str, Any]:
    return {"key": Interest.objects.get(person=world.readers["member"].person).key}


def _on_desk(world: Any) -> dict[str, Any]:
    return {**_board(world), "key": Interest.objects.get(published=False).key}


def _round(world: Any) -> dict[str, Any]:
    made = rounds.open_round(world.board, world.board.today(make.NOW), None, timezone.now())
    return {**_board(world), "key": made.key}


def _link(world: Any) -> dict[str, Any]:
    now = timezone.now()
    due = now.date() + timedelta(days=7)
    made = rounds.open_round(world.board, due, None, now)
    return {"token": made.returns.get(person=world.readers["member"].person).fresh_token()}


def _record(part: int) -> Kwargs:
    def made(world: Any) -> dict[str, Any]:
        item = world.item if part == 1 else world.item2
        said = at_items.Said(world.readers["member"].person, "canary-declared", "noted")
        return {**_meeting(world), "key": at_items.record(item, said, None, make.NOW).key}

    return made


def _public(world: Any) -> dict[str, Any]:
    release_register(world.board, None, make.NOW)
    return _board(world)


ROWS: tuple[Row, ...] = (
    Row("own-interests", _seated(OPEN)),
    Row("own-interest-new", _seated(OPEN)),
    Row("own-interest-new", _seated(INVALID), method="post", data={"kind": "x"}),
    Row("own-interests-confirm", _seated(MOVED), method="post"),
    Row("own-interest", only("member"), _own),
    Row("own-interest", only("member", status=INVALID), _own, "post", {"kind": "x"}),
    Row("own-interest-end", only("member"), _own),
    Row("own-interest-end", only("member", status=INVALID), _own, "post", {"ends-day": "x"}),
    Row("desk-interests", only(*DESK), _board),
    Row("desk-interest-new", _writes(OPEN), _board),
    Row("desk-interest-new", _writes(INVALID), _board, "post", {"kind": "x"}),
    Row("desk-interest", _writes(OPEN), _on_desk),
    Row("desk-interest", _writes(INVALID), _on_desk, "post", {"kind": "x"}),
    Row("desk-interests-workbook", only(*DESK), _board),
    Row("desk-interests-in", _writes(OPEN), _board),
    Row("desk-interests-in", _writes(INVALID), _board, "post", {"x": "x"}),
    Row("desk-interests-round", _writes(OPEN), _board),
    Row("desk-interests-round", _writes(INVALID), _board, "post", {"due-day": "x"}),
    Row("desk-interests-again", _writes(MOVED), _round, "post"),
    Row("interests-link", everyone(OPEN), _link),
    Row("interests-link", everyone(INVALID), _link, "post", {"words": "x"}),
    Row("meeting-interests", only(*DESK), _meeting),
    Row("interest-record", _writes(INVALID), _meeting, "post"),
    Row("interests-enclose", _writes(MOVED), _meeting, "post"),
    # The first secretary takes the record off; the second finds it gone.
    Row(
        "interest-withdraw",
        {**_writes(MOVED), "secretary_part2": HIDDEN},
        _record(1),
        "post",
    ),
    Row(
        "interest-withdraw",
        {**only("secretary_part2", status=MOVED), "chair": REFUSED},
        _record(2),
        "post",
    ),
    Row("public-interests", everyone(OPEN), _public),
    Row("public-interests-csv", everyone(OPEN), _public),
)
