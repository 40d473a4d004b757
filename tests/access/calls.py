"""Rows of the access table: calls for papers, and the links by which papers are put in."""

from typing import Any

from icsgov.record.models import Blob
from meetings import deputising
from meetings.models import Drop, DropFile
from tests.access import HIDDEN, OPEN, REFUSED, Row, everyone, only
from tests.access.papers import DONE, SECRETARIES, WRONG

OVER = 410


def meeting(world: Any) -> dict[str, Any]:
    return {"board": world.board.slug, "address": world.meeting.address}


def link(world: Any) -> dict[str, Any]:
    return {"key": world.link.key}


def link_author(world: Any) -> dict[str, Any]:
    return {"key": world.link.person.key}


def token(world: Any) -> dict[str, Any]:
    """Whoever holds the link, signed in or not, may put the paper in."""
    return {"token": world.link.token}


def guessed(world: Any) -> dict[str, Any]:
    return {"token": "guessed"}


def called_back(world: Any) -> dict[str, Any]:
    world.link.revoke(None, world.link.asked_at)
    return token(world)


def deputy_of_meeting(world: Any) -> dict[str, Any]:
    member, person = world.readers["member"].person, world.readers["lead"].person
    row = deputising.appoint(world.meeting, member, person, None, world.link.asked_at)
    return {**meeting(world), "key": row.key}


def dropped(world: Any) -> dict[str, Any]:
    """What the secretary of the meeting dropped on it."""
    by, meeting = world.readers["secretary"], world.meeting
    return {"key": Drop.objects.create(meeting=meeting, by=by, at=world.link.asked_at).key}


def dropped_file(world: Any) -> dict[str, Any]:
    blob = Blob.objects.keep(b"canary-dropped", "png")
    file = DropFile.objects.create(
        drop=Drop.objects.get(key=dropped(world)["key"]),
        filename="canary-dropped.pdf",
        original=blob,
        thumbnail=blob,
        state="ready",
    )
    return {"key": file.key}


# Those who see a meeting that is being prepared, and do not plan it.
SEES = {"author": REFUSED, "lead": REFUSED, "chair": REFUSED}


def chasers(status: int = OPEN) -> dict[str, int]:
    """Secretaries; others who see the meeting may not."""
    return only(*SECRETARIES, status=status) | SEES


ROWS: tuple[Row, ...] = (
    Row("meeting-papers", chasers(), meeting),
    Row("meeting-call", chasers(), meeting),
    Row("meeting-call", chasers(WRONG), meeting, "post"),
    Row("meeting-drop", chasers(), meeting),
    Row("meeting-drop", chasers(WRONG), meeting, "post"),
    Row("meeting-deputies", chasers(), meeting),
    Row("meeting-deputies", chasers(WRONG), meeting, "post"),
    Row(
        "meeting-deputy-end",
        chasers(DONE) | {"secretary_part2": HIDDEN},
        deputy_of_meeting,
        "post",
    ),
    Row("drop", only("secretary"), dropped),
    Row("drop", only("secretary", status=DONE), dropped, "post"),
    Row("drop-first-page", only("secretary"), dropped_file),
    Row("paper-link", only(*SECRETARIES), link),
    Row("paper-link", only(*SECRETARIES, status=WRONG), link, "post"),
    Row("links-anew", only(*SECRETARIES), link_author),
    Row("links-anew", only(*SECRETARIES, status=DONE), link_author, "post"),
    Row("paper-link-revoke", only(*SECRETARIES, status=DONE), link, "post"),
    Row("put-in", everyone(OPEN), token),
    Row("put-in", everyone(WRONG), token, "post"),
    Row("put-in", everyone(HIDDEN), guessed, query="?guessed"),
    Row("put-in", everyone(OVER), called_back, query="?called-back"),
    Row("put-in-cover", everyone(OPEN), token),
    Row("put-in-cover", everyone(HIDDEN), guessed, query="?guessed"),
    Row(
        "put-in-form",
        everyone(HIDDEN),
        lambda world: {**token(world), "key": world.paper2.key},
    ),
    Row(
        "put-in-clean",
        everyone(HIDDEN),
        lambda world: {**token(world), "key": world.paper2.key},
    ),
    Row(
        "put-in-take-clean",
        everyone(HIDDEN),
        lambda world: {**token(world), "key": world.paper2.key},
        "post",
    ),
    Row("put-in-submit", everyone(DONE), token, "post"),
    Row("put-in-submit", everyone(HIDDEN), guessed, "post", query="?guessed"),
    Row(
        "put-in-remove",
        everyone(HIDDEN),
        lambda world: {**token(world), "key": world.paper2.key},
        "post",
    ),
)
