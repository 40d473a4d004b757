"""A reader of every kind, and what one of them does not get."""

from typing import Any
from uuid import UUID

from icsgov.boards.models import Board, User, Withheld
from meetings.models import Meeting
from tests import factories as make
from tests import releases


def readers_of(board: Board, other: Board) -> dict[str, User | None]:
    made: dict[str, User | None] = {"anonymous": None, "administrator": make.administrator()}
    for name, at, fields in (
        ("other_member", other, {"role": "member", "part2": True}),
        ("ex_member", board, {"role": "member", "part2": True, "ends": make.date(2022, 1, 1)}),
        ("member", board, {"role": "member"}),
        ("member_part2", board, {"role": "member", "part2": True}),
        ("withheld", board, {"role": "member", "part2": True}),
        ("chair", board, {"role": "chair", "part2": True}),
        ("secretary", board, {"role": "secretary"}),
        ("secretary_part2", board, {"role": "secretary", "part2": True}),
    ):
        account = make.user()
        make.seat(account, at, **fields)
        made[name] = account
    made["author"], made["assistant"], made["lead"] = make.user(), make.user(), make.user()
    made["deputy"] = make.user()
    aide = made["assistant"].person
    make.seat(made["author"], board, "attendee", assistant=aide)
    return made


def private_part(met: Meeting, reader: User | None) -> dict[str, Any]:
    """Part 2 for its members; its paper is withheld from one, who reads the rest."""
    assert reader is not None
    private = releases.publish(met, part=2, audience=releases.MEMBERS)
    paper = private.entries.get(kind="paper")
    assert paper.thing is not None
    releases.personal(private, frozenset([paper.thing]))
    return {"private": private, "withheld": withhold(met.board, reader, paper.thing)}


def withhold(board: Board, reader: User, thing: UUID) -> Withheld:
    """Withhold a paper from somebody."""
    return Withheld.objects.create(
        board=board, thing=thing, person=reader.person, reason="canary-conflict", at=make.NOW
    )
