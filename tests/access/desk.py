"""Rows of the access table: the desk's home, meetings, series, the agenda and its rows."""

from collections.abc import Callable, Mapping
from datetime import date, time
from typing import Any

from meetings.models import Comment, ItemLead, Recording, Series
from tests import factories as make
from tests.access import HIDDEN, REFUSED, Row, everyone, only

SECRETARIES = ("secretary", "secretary_part2")
DESK = ("chair", *SECRETARIES)
OWN = ("author", "lead")
MOVED = 302
INVALID = 422

Kwargs = Callable[[Any], Mapping[str, Any]]


def _may(roles: tuple[str, ...], status: int, refused: tuple[str, ...] = ()) -> dict[str, int]:
    """`status` for some, refused for those who see it, hidden for the rest."""
    return {**only(*roles, status=status), **dict.fromkeys(refused, REFUSED)}


def _writes(status: int, *, own: bool = False) -> dict[str, int]:
    """Secretaries only; chairs see it, those with an own row where `own`."""
    return _may(SECRETARIES, status, ("chair", *(OWN if own else ())))


def _writes_part2(status: int) -> dict[str, int]:
    return _may(("secretary_part2",), status, ("chair",))


def _plans(status: int) -> dict[str, int]:
    """What has no object: whoever keeps no board may not."""
    return only(*SECRETARIES, status=status, others=REFUSED)


def _board(world: Any) -> dict[str, Any]:
    return {"board": world.board.slug}


def _meeting(world: Any) -> dict[str, Any]:
    return {"board": world.board.slug, "address": world.meeting.address}


def _part(number: int) -> Kwargs:
    return lambda world: {**_meeting(world), "part": number}


def _item(name: str) -> Kwargs:
    return lambda world: {"key": getattr(world, name).key}


def _document(world: Any) -> dict[str, Any]:
    return {"key": world.document.key}


def _series(world: Any) -> dict[str, Any]:
    made = Series.objects.create(
        board=world.board,
        name="Quarterly",
        first=date(2023, 1, 23),
        starts=time(15),
        ends=time(17),
        count=3,
    )
    return {"key": made.key}


def _comment(world: Any) -> dict[str, Any]:
    by = world.readers["chair"]
    made = Comment.objects.create(
        item=world.item, text="canary-comment", by=by, at="2023-07-10T12:00Z"
    )
    return {"key": world.item.key, "comment": made.key}


def _recorded(world: Any) -> dict[str, Any]:
    Recording.objects.create(meeting=world.meeting, address="https://example.org/film")
    return _meeting(world)


def _presenter(world: Any) -> dict[str, Any]:
    person = make.person()
    ItemLead.objects.create(item=world.item, person=person, name=str(person), initials="XX")
    return {**_meeting(world), "person": person.key}


def _enclosure(world: Any) -> dict[str, Any]:
    return {"key": world.own_item.key, "paper": world.paper.key}


READ = only(*DESK, *OWN)
READ_ITEM = only(*DESK, status=MOVED)
COMMENT = only(*DESK)
UP = {"to": "up"}

ROWS: tuple[Row, ...] = (
    Row("desk", only(*DESK, others=MOVED)),
    Row("home-signed-in", everyone(MOVED)),
    Row("meeting-new", _plans(200)),
    Row("meeting-new", _plans(INVALID), method="post", data={"title": "x"}),
    Row("desk-board", only(*DESK), _board),
    Row("desk-documents", only(*DESK), _board),
    Row("document-new", _writes(200), _board),
    Row("document-new", _writes(INVALID), _board, "post", {"title": ""}),
    Row("desk-document", only(*DESK), _document),
    Row("desk-document", _writes(INVALID), _document, "post", {"words": ""}),
    Row("document-personal", _writes(200), _document),
    Row("document-personal", _writes(INVALID), _document, "post", {"digest": "", "reason": ""}),
    Row("document-preview", _writes(200), _document),
    Row("document-cancel", _writes(HIDDEN), _document),
    Row("document-edit", _writes(200), _document),
    Row("document-edit", _writes(INVALID), _document, "post", {"kind": "nothing"}),
    Row("document-withdraw", _writes(200), lambda world: {**_document(world), "number": 1}),
    Row(
        "part2-review",
        only("secretary_part2") | {"chair": REFUSED, **dict.fromkeys(OWN, REFUSED)},
        _meeting,
    ),
    Row("recording", _writes(200, own=True), _meeting),
    Row("recording", _writes(INVALID, own=True), _meeting, "post", {"address": "nowhere"}),
    Row("recording-off", _writes(200, own=True), _recorded),
    Row("series-new", _plans(200)),
    Row("series-new", _plans(INVALID), method="post", data={"name": ""}),
    Row("series", _writes(200), _series),
    Row("series", _writes(INVALID), _series, "post", {"days": "never"}),
    Row("series-edit", _writes(200), _series),
    Row("series-edit", _writes(INVALID), _series, "post", {"name": ""}),
    Row("meeting", READ, _meeting),
    Row("agenda", only(*DESK, *OWN, status=MOVED), _meeting),
    Row("agenda-people", _writes(200, own=True), _meeting, query="?leads=a"),
    Row("presenter", _writes(200, own=True), _presenter),
    Row("presenter", _writes(INVALID, own=True), _presenter, "post", {"name": ""}),
    Row("item-add", _writes(INVALID, own=True), _part(1), "post"),
    Row(
        "item-add",
        _may(("secretary_part2",), INVALID, ("secretary", "chair", *OWN)),
        _part(2),
        "post",
    ),
    Row("agenda-agree", only(*DESK), _part(1)),
    Row("agenda-agree", only("chair", "secretary_part2"), _part(2)),
    Row("agenda-agree", only(*DESK, status=INVALID), _part(1), "post", {"seen": ""}),
    *(
        row
        for name in ("meeting-edit", "meeting-clone", "meeting-cancel", "meeting-postpone")
        for row in (
            Row(name, _writes(200, own=True), _meeting),
            Row(name, _writes(INVALID, own=True), _meeting, "post", {"starts": "late"}),
        )
    ),
    Row("meeting-again", _writes(200, own=True), _meeting),
    Row("meeting-again", _writes(INVALID, own=True), _meeting, "post", {"notice": "x"}),
    Row("item", READ_ITEM, _item("item")),
    Row("item", only(*DESK, *OWN, status=MOVED), _item("own_item")),
    Row("item", only("chair", "secretary_part2", status=MOVED), _item("item2")),
    Row("item", _writes(INVALID), _item("item"), "post", {"title": ""}),
    Row("item", _writes(INVALID, own=True), _item("own_item"), "post", {"title": ""}),
    Row("item", _writes_part2(INVALID), _item("item2"), "post", {"title": ""}),
    Row("item-open", only(*DESK), _item("item")),
    Row("item-open", only(*DESK, *OWN), _item("own_item")),
    Row("item-open", only("chair", "secretary_part2"), _item("item2")),
    Row("item-move", _writes(MOVED), _item("item"), "post", UP),
    Row("item-move", _writes(MOVED, own=True), _item("own_item"), "post", UP),
    Row("item-move", _writes_part2(MOVED), _item("item2"), "post", UP),
    Row(
        "item-move",
        _may(("secretary_part2",), MOVED, ("secretary", "chair")),
        _item("item"),
        "post",
        {"to": "part"},
    ),
    Row("item-lift", _writes(200), _item("item")),
    Row("item-lift", _writes(INVALID), _item("item"), "post", {"words": ""}),
    Row("item-remove", _writes(200), _item("item")),
    Row("item-remove", _writes_part2(MOVED), _item("item2"), "post"),
    Row("item-history", COMMENT, _item("item")),
    Row("item-history", only("chair", "secretary_part2"), _item("item2")),
    Row("item-comment", only(*DESK, status=INVALID), _item("item"), "post", {"text": ""}),
    Row("item-supports", _writes(MOVED, own=True), _item("own_item"), "post"),
    Row("item-supports", _writes(INVALID), _item("item"), "post", {"supports": "wrong"}),
    Row("item-supports", _writes_part2(MOVED), _item("item2"), "post"),
    Row("item-settle", only(*DESK, status=MOVED), _comment, "post"),
    Row("item-add-paper", _writes(INVALID), _item("item"), "post", {"title": ""}),
    Row("item-attach-paper", _writes(INVALID), _item("item"), "post", {"paper": ""}),
    Row("item-move-paper", _writes(MOVED, own=True), _enclosure, "post", UP),
)
