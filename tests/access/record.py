"""Rows of the access table for what the public and the members read."""

from typing import Any

from icsgov.record.models import Term
from meetings.models import OwnCalendar
from tests import factories as make
from tests.access import HIDDEN, LACKS, OPEN, REFUSED, SIGN_IN, Row, everyone, only

MOVED = 302
PART2 = ("member_part2", "chair", "secretary_part2")
SECRETARIES = ("secretary", "secretary_part2")
MEMBERS = ("member", "secretary", *PART2)
ANYBODY = {**everyone(OPEN), "anonymous": SIGN_IN}


def _board(world: Any) -> dict[str, Any]:
    return {"board": world.board.slug}


def _meeting(world: Any) -> dict[str, Any]:
    return {**_board(world), "address": world.released.address}


def _release(world: Any) -> dict[str, Any]:
    return {**_meeting(world), "number": 1}


def _paper(world: Any) -> dict[str, Any]:
    return {**_meeting(world), "slug": "open-paper"}


def _paper2(world: Any) -> dict[str, Any]:
    return {**_meeting(world), "slug": "canary-released-paper"}


def _part(number: int) -> Any:
    return lambda world: {**_meeting(world), "part": number}


def _public_file(release: str) -> Any:
    def where(world: Any) -> dict[str, Any]:
        file = getattr(world, release).files.filter(role="file").get()
        return {"key": file.key, "filename": file.filename}

    return where


def _file(release: str) -> Any:
    return lambda world: {"key": getattr(world, release).files.filter(role="file").get().key}


def _read(release: str, part: int) -> Any:
    def where(world: Any) -> dict[str, Any]:
        paper = getattr(world, release).entries.get(kind="paper")
        return {**_part(part)(world), "key": paper.thing}

    return where


def _typed(*roles: str) -> dict[str, int]:
    """A form that was not filled in, which these readers may send."""
    return {**only(*roles, status=422), "anonymous": 401}


def _note(name: str) -> Any:
    return lambda world: {"key": getattr(world, name).key}


def _draft(world: Any) -> dict[str, Any]:
    """A meeting that is announced, whose agenda is still a draft."""
    return {"address": world.meeting.address}


def _document(address: str, **more: Any) -> Any:
    return lambda world: {**_board(world), "address": address, **more}


def _managers(status: int) -> dict[str, int]:
    return only("administrator", "secretary", "secretary_part2", status=status)


def _term(world: Any) -> dict[str, Any]:
    term, _ = Term.objects.get_or_create(short="ICB", full="Integrated Care Board")
    return {"key": term.key}


def _followed(name: str) -> tuple[Row, ...]:
    return (
        Row(name, everyone(OPEN)),
        Row(f"{name}-search", everyone(OPEN), query="?q=open"),
        Row(f"{name}-board", everyone(OPEN), _board),
        Row(f"{name}-board", everyone(HIDDEN), lambda world: {"board": "nobody"}),
        Row(f"{name}-priority", everyone(OPEN), _priority),
        Row(f"{name}-priority", everyone(HIDDEN), _draft_priority),
        Row(f"{name}-borough", everyone(HIDDEN), lambda world: {"borough": "nowhere"}),
    )


def _priority(world: Any) -> dict[str, Any]:
    return {"key": world.plan.parts.filter(sort="priority").first().key}


def _draft_priority(world: Any) -> dict[str, Any]:
    return {"key": world.draft_plan.parts.filter(sort="priority").first().key}


def _own_calendar(world: Any) -> dict[str, Any]:
    """Whoever holds the address reads the member's dates."""
    return {"token": OwnCalendar.renew(world.readers["member"], make.NOW).token}


ROWS: tuple[Row, ...] = (
    Row("home", everyone(OPEN)),
    Row("health", everyone(OPEN)),
    Row("robots", everyone(OPEN)),
    Row("security", everyone(HIDDEN)),
    Row("search", everyone(OPEN), query="?q=open"),
    Row("glossary", everyone(OPEN)),
    Row("desk-glossary", _managers(OPEN)),
    Row("desk-glossary", _managers(422), method="post", data={"short": ""}),
    Row("desk-term", _managers(OPEN), _term),
    Row("desk-term", _managers(422), _term, "post", {"short": ""}),
    Row("desk-term-remove", {**_managers(HIDDEN), "administrator": MOVED}, _term, "post"),
    Row("follow", everyone(OPEN)),
    Row("follow", everyone(OPEN), query="?board=icp"),
    Row("follow-email", everyone(OPEN)),
    Row("follow-email", everyone(422), method="post", data={"email": "nowhere"}),
    Row("follow-confirm", everyone(HIDDEN), lambda world: {"token": "guessed"}),
    Row("follow-end", everyone(HIDDEN), lambda world: {"token": "guessed"}),
    Row("follow-end", everyone(HIDDEN), lambda world: {"token": "guessed"}, "post"),
    *(row for name in ("feed", "calendar") for row in _followed(name)),
    Row("search", everyone(OPEN), query="?q=released&person=a&from=2000"),
    Row("accessibility", everyone(OPEN)),
    Row(
        "accessibility-edit",
        {**only("administrator"), "secretary": REFUSED, "secretary_part2": REFUSED},
    ),
    Row(
        "accessibility-edit",
        {
            **only("administrator", status=422),
            "secretary": REFUSED,
            "secretary_part2": REFUSED,
        },
        method="post",
        data={"organisation": ""},
    ),
    Row("privacy", everyone(OPEN)),
    Row("cookies", everyone(OPEN)),
    Row("public-board", everyone(OPEN), _board),
    Row("public-board", everyone(HIDDEN), lambda world: {"board": "nobody"}),
    Row("public-next", everyone(MOVED), _board),
    Row("public-latest", everyone(MOVED), _board),
    Row("public-meeting", everyone(OPEN), _meeting),
    Row("public-meeting", everyone(OPEN), lambda world: {**_board(world), **_draft(world)}),
    Row(
        "public-meeting",
        everyone(HIDDEN),
        lambda world: {**_board(world), "address": "2023-02-31"},
    ),
    Row("public-document", everyone(OPEN), _document("open-document")),
    Row("public-document", everyone(HIDDEN), _document("draft")),
    Row("public-document-release", everyone(OPEN), _document("open-document", number=1)),
    Row("public-document-release", everyone(HIDDEN), _document("open-document", number=2)),
    Row("public-pack", everyone(OPEN), _meeting),
    Row("public-release", everyone(OPEN), _release),
    Row("public-release", everyone(HIDDEN), lambda world: {**_release(world), "number": 2}),
    Row("public-release-pack", everyone(OPEN), _release),
    Row("public-release-paper", everyone(OPEN), lambda world: _release(world) | _paper(world)),
    Row("public-release-paper", everyone(HIDDEN), lambda world: _release(world) | _paper2(world)),
    Row("public-paper", everyone(OPEN), _paper),
    Row("public-paper", everyone(HIDDEN), _paper2),
    Row("public-file", everyone(OPEN), _public_file("public")),
    Row("public-file", everyone(HIDDEN), _public_file("private")),
    Row("reading", ANYBODY),
    Row("own-calendar", ANYBODY),
    Row("own-calendar", {**everyone(SIGN_IN)}, method="post", data={"do": "end"}),
    Row("own-calendar-file", everyone(OPEN), _own_calendar),
    Row("own-calendar-file", everyone(HIDDEN), lambda world: {"token": "guessed"}),
    Row("reading-meeting", only(*MEMBERS), _meeting),
    Row("reading-brief", only(*MEMBERS), _meeting),
    Row("reading-brief", only("chair", *SECRETARIES), _meeting, query="?for=chair"),
    Row("reading-brief-pdf", only(*MEMBERS), _meeting),
    Row("reading-brief-pdf", only("chair", *SECRETARIES), _meeting, query="?for=chair"),
    Row("reading-paper", only(*MEMBERS), _read("public", 1)),
    Row("reading-paper", only(*PART2) | LACKS, _read("private", 2)),
    *(
        Row(name, only(*readers) | lacking, _read(release, part))
        for name in ("reading-pages", "reading-paper-notes", "reading-changes")
        for release, part, readers, lacking in (
            ("public", 1, MEMBERS, {}),
            ("private", 2, PART2, LACKS),
        )
    ),
    Row("reading-position", only(*MEMBERS, status=204), _read("public", 1), "post"),
    Row("reading-paper-notes", _typed(*MEMBERS), _read("public", 1), "post"),
    Row("reading-paper-notes", _typed(*PART2) | LACKS, _read("private", 2), "post"),
    Row("reading-pack-pages", only(*MEMBERS), _part(1)),
    Row("reading-pack-pages", only(*PART2), _part(2)),
    Row("reading-find", only(*MEMBERS), _meeting, query="?q=open"),
    Row("reading-ask", only(*MEMBERS), _read("public", 1)),
    Row("reading-ask", _typed(*MEMBERS), _read("public", 1), "post"),
    Row("reading-ask", only(*PART2) | LACKS, _read("private", 2)),
    Row("reading-question", only("member", *SECRETARIES), _note("asked")),
    Row("reading-question", {**_typed(*SECRETARIES), "member": 403}, _note("asked"), "post"),
    Row(
        "reading-question-settle",
        {**only(*SECRETARIES, status=MOVED), "member": 403},
        _note("asked"),
        "post",
    ),
    Row("reading-opened", only(), _meeting),
    Row("reading-notes", ANYBODY),
    Row("reading-search", ANYBODY, query="?q=open"),
    Row("reading-notes-word", ANYBODY),
    Row("reading-whole", only(*MEMBERS), _meeting),
    Row("reading-whole", only(*MEMBERS), _meeting, query="?notes=1"),
    Row("reading-hand-back", only(*MEMBERS), _meeting),
    Row("reading-hand-back", only(*MEMBERS, status=422), _meeting, "post"),
    Row("reading-note", only("member"), _note("note")),
    Row("reading-note", only("member_part2") | LACKS, _note("note2")),
    Row("reading-note", _typed("member"), _note("note"), "post", {"version": ""}),
    Row("reading-note-remove", only("member", status=MOVED), _note("note"), "post"),
    Row("reading-pack", only(*MEMBERS), _part(1)),
    Row("reading-pack", only(*PART2), _part(2)),
    Row("reading-file", ANYBODY, _file("public")),
    Row("reading-file", only(*PART2) | LACKS, _file("private")),
)
