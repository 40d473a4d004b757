"""One small world with everything in it, for the access table and the canary."""

from dataclasses import dataclass

from django.utils import timezone

from icsgov.boards.models import Administrator, Board, Invitation, Organisation, User
from meetings.models import AgendaItem, Meeting, Paper
from tests import factories as make


@dataclass
class World:
    """A board with a public and a private part, another board, and a reader of every kind."""

    board: Board
    other_board: Board
    meeting: Meeting
    item: AgendaItem
    own_item: AgendaItem
    item2: AgendaItem
    paper: Paper
    paper2: Paper
    submitted: Paper
    organisation: Organisation
    administration: Administrator
    token: str
    readers: dict[str, User | None]


def build() -> World:
    """Make the world. Canary words stand in everything private."""
    board, other = make.board("ICP"), make.board("ICB")
    readers = _readers(board, other)
    meeting = make.meeting(board, joining_link="https://example.org/canary-joining")
    make.part2(meeting, reason="canary-reason")
    author, lead = readers["author"], readers["lead"]
    item = make.item(meeting, "canary-item")
    own_item = make.item(meeting, "canary-own-item")
    item2 = make.item(meeting, "canary-item2", part=2)
    invitation = Invitation.make(make.person(), "new@example.org", None, timezone.now())
    return World(
        organisation=make.organisation(),
        administration=make.administrator().person.administers.get(),
        token=invitation.fresh_token(),
        board=board,
        other_board=other,
        meeting=meeting,
        item=item,
        own_item=own_item,
        item2=item2,
        paper=make.paper(
            board,
            "canary-paper",
            author=author,
            lead=lead,
            under=own_item,
            body="<p>canary-body</p>",
            cover={"summary": "<p>canary-summary</p>"},
        ),
        paper2=make.paper(board, "canary-paper2", under=item2, body="<p>canary-body2</p>"),
        submitted=make.paper(board, "canary-submitted", under=item, state="submitted"),
        readers=readers,
    )


def _readers(board: Board, other: Board) -> dict[str, User | None]:
    made: dict[str, User | None] = {"anonymous": None, "administrator": make.administrator()}
    for name, at, fields in (
        ("other_member", other, {"role": "member", "part2": True}),
        ("ex_member", board, {"role": "member", "part2": True, "ends": make.date(2022, 1, 1)}),
        ("member", board, {"role": "member"}),
        ("member_part2", board, {"role": "member", "part2": True}),
        ("chair", board, {"role": "chair", "part2": True}),
        ("secretary", board, {"role": "secretary"}),
        ("secretary_part2", board, {"role": "secretary", "part2": True}),
    ):
        account = make.user()
        make.seat(account, at, **fields)
        made[name] = account
    made["author"], made["lead"] = make.user(), make.user()
    return made
