"""Rows of the access table: boards, people and accounts."""

from typing import Any

from django.utils import timezone

from icsgov.boards.models import LettingIn
from tests.access import HIDDEN, OPEN, REFUSED, SIGN_IN, Row, everyone, only

MANAGERS = ("administrator", "secretary", "secretary_part2")
MANAGE = only(*MANAGERS)
ADMINISTER = {**only("administrator"), "secretary": REFUSED, "secretary_part2": REFUSED}


def _board(world: Any) -> dict[str, Any]:
    return {"slug": world.board.slug}


def _member_seat(world: Any) -> dict[str, Any]:
    return {"key": world.readers["member"].person.seats.get().key}


def _member(world: Any) -> dict[str, Any]:
    return {"key": world.readers["member"].person.key}


def _organisation(world: Any) -> dict[str, Any]:
    return {"key": world.organisation.key}


def _administration(world: Any) -> dict[str, Any]:
    return {"key": world.administration.key}


def _let_in(world: Any) -> dict[str, Any]:
    """A member whom a secretary lets in; whoever has the link chooses the password."""
    member, by = world.readers["member"], world.readers["secretary"]
    made = LettingIn.make(member, "video", "", by, timezone.now(), second_factor=False)
    return {"token": made.fresh_token()}


ROWS: tuple[Row, ...] = (
    Row("invitation", everyone(OPEN), lambda world: {"token": world.token}),
    Row("invitation", everyone(HIDDEN), lambda world: {"token": "guessed"}),
    Row("let-in-link", everyone(OPEN), _let_in),
    Row("let-in-link", everyone(HIDDEN), lambda world: {"token": "guessed"}),
    Row("let-in", MANAGE, _member),
    Row("let-in", only(*MANAGERS, status=422), _member, "post"),
    Row("correct-address", MANAGE, _member),
    Row("correct-address", only(*MANAGERS, status=422), _member, "post", {"email": "nowhere"}),
    Row("boards", only(*MANAGERS, others=302)),
    Row("new-board", ADMINISTER),
    Row("new-board", {**ADMINISTER, "administrator": 422}, method="post", data={"name": ""}),
    Row("board", MANAGE, _board),
    Row(
        "board",
        {**MANAGE, "secretary": REFUSED, "secretary_part2": REFUSED},
        lambda world: {"slug": world.other_board.slug},
    ),
    Row("edit-board", MANAGE, _board),
    Row("edit-board", only(*MANAGERS, status=422), _board, "post", {"kind": "unknown"}),
    Row("rename-board", MANAGE, _board),
    Row("rename-board", only(*MANAGERS, status=422), _board, "post", {"name": ""}),
    Row("board-rules", MANAGE, _board),
    Row("edit-rule", MANAGE, lambda world: {**_board(world), "name": "notice"}),
    Row(
        "edit-rule",
        only(*MANAGERS, status=422),
        lambda world: {**_board(world), "name": "notice"},
        "post",
        {"days": "many"},
    ),
    Row("new-seat", MANAGE, _board),
    Row("new-seat", only(*MANAGERS, status=422), _board, "post", {"role": "king"}),
    Row("edit-seat", MANAGE, _member_seat),
    Row("edit-seat", only(*MANAGERS, status=422), _member_seat, "post", {"role": "king"}),
    Row("end-seat", MANAGE, _member_seat),
    Row("end-seat", only(*MANAGERS, status=422), _member_seat, "post", {"ends-day": "40"}),
    Row("people", MANAGE, query="?q=sam"),
    Row("new-person", MANAGE),
    Row("new-person", only(*MANAGERS, status=422), method="post", data={"given_names": ""}),
    Row("person", MANAGE, _member),
    Row("edit-person", MANAGE, _member),
    Row("edit-person", only(*MANAGERS, status=422), _member, "post", {"given_names": ""}),
    Row("invite", only(*MANAGERS, status=422), _member, "post", {"email": "nowhere"}),
    Row("new-organisation", MANAGE),
    Row("new-organisation", only(*MANAGERS, status=422), method="post", data={"name": ""}),
    Row("edit-organisation", MANAGE, _organisation),
    Row("edit-organisation", only(*MANAGERS, status=422), _organisation, "post", {"name": ""}),
    Row("administrators", ADMINISTER),
    Row(
        "administrators",
        {**ADMINISTER, "administrator": 422},
        method="post",
        data={"person": ""},
    ),
    Row(
        "end-administrator",
        {**ADMINISTER, "administrator": SIGN_IN},
        _administration,
        "post",
    ),
)
