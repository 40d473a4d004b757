"""Rows of the access table: the minutes while they are taken, drafted and cleared."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils import timezone

from icsgov.record.models import Release
from meetings.minuting import releasing
from meetings.models import Correction, Minutes, Paragraph, Proposal, WordCopy, WordReturn
from tests import factories as make
from tests.access import LACKS, OPEN, REFUSED, Row, everyone, only
from tests.builds import built

SECRETARIES = ("secretary", "secretary_part2")
MOVED = 302
INVALID = 422
CONFLICT = 409
Kwargs = Callable[[Any], Mapping[str, Any]]


def _reads(part: int) -> dict[str, int]:
    """Secretaries, and chairs once they are drafted; Part 2 by the seat."""
    return only("chair", *SECRETARIES) if part == 1 else only("chair", "secretary_part2")


def _writes(status: int, part: int = 1) -> dict[str, int]:
    """Secretaries; chairs see them and do not write."""
    roles = SECRETARIES if part == 1 else ("secretary_part2",)
    return {**only(*roles, status=status), "chair": REFUSED}


def _keeps(status: int, part: int = 1) -> dict[str, int]:
    """What there is for secretaries alone: nobody else knows of minutes being taken."""
    return only(*(SECRETARIES if part == 1 else ("secretary_part2",)), status=status)


def _of(name: str, part: int = 1) -> Kwargs:
    return lambda world: {
        "board": world.board.slug,
        "address": getattr(world, name).address,
        "part": part,
    }


def _minute(part: int) -> Kwargs:
    return lambda world: {"key": world.minutes[part].sections.first().paragraphs.first().key}


def _section(part: int) -> Kwargs:
    return lambda world: {"key": world.minutes[part].sections.first().key}


def _typed(expected: dict[str, int]) -> dict[str, int]:
    """What was typed is handed back where nobody is signed in."""
    return {**expected, "anonymous": 401}


def _answers(status: int, part: int) -> dict[str, int]:
    """The chair, or a secretary for the chair."""
    answered = only("chair", *SECRETARIES) if part == 1 else only("chair", "secretary_part2")
    return _typed({role: status if code == OPEN else code for role, code in answered.items()})


def _writes_typed(status: int, part: int) -> dict[str, int]:
    return _typed(_writes(status, part))


def _sits(part: int, status: int = OPEN) -> dict[str, int]:
    """Whoever sits on the board; Part 2 by the seat."""
    everybody = ("member", "member_part2", "chair", *SECRETARIES)
    return only(
        *(everybody if part == 1 else ("member_part2", "chair", "secretary_part2")), status=status
    )


def _sits_typed(status: int, part: int) -> dict[str, int]:
    return _typed(_sits(part, status))


def _built(part: int) -> Kwargs:
    return lambda world: {
        **_of("released", part)(world),
        "key": built(world.released, part, kind="minutes").key,
    }


def _correction(part: int) -> Kwargs:
    def made(world: Any) -> dict[str, Any]:
        row = world.minutes[part].sections.first().paragraphs.first()
        return {"key": correction(row, world.readers["secretary"]).key}

    return made


def _proposal(part: int) -> Kwargs:
    def made(world: Any) -> dict[str, Any]:
        row = world.minutes[part].sections.first().paragraphs.first()
        by = world.readers["secretary"]
        copy = WordCopy.objects.create(minutes=world.minutes[part], by=by, at=make.NOW)
        brought = WordReturn.objects.create(copy=copy, filename="a.docx", by=by, at=make.NOW)
        about = {"brought": brought, "position": 1, "kind": "changed", "text": "canary-proposal"}
        return {"key": Proposal.objects.create(section=row.section, paragraph=row, **about).key}

    return made


def correction(row: Paragraph, by: Any) -> Correction:
    """A suggestion to a paragraph."""
    return Correction.objects.create(
        paragraph=row, was="canary-was", text="canary-correction", by=by, at=make.NOW
    )


def _out(world: Any, part: int) -> Minutes:
    """The minutes as members have them."""
    minutes: Minutes = world.minutes[part]
    minutes.clear(world.readers["chair"], make.NOW)
    made = built(world.released, part, kind="minutes")
    assert made.pack is not None
    releasing.publish(minutes, ["members"], world.readers["secretary_part2"], timezone.now())
    return minutes


def _released(part: int) -> Kwargs:
    def made(world: Any) -> dict[str, Any]:
        _out(world, part)
        return dict(_of("released", part)(world))

    return made


def _release(part: int) -> Kwargs:
    """A release of the minutes to members."""

    def made(world: Any) -> dict[str, Any]:
        minutes = _out(world, part)
        found = Release.objects.of("minutes", minutes.meeting.key, part).get()
        return {**_of("released", part)(world), "key": found.key}

    return made


def _released_item(part: int) -> Kwargs:
    return lambda world: {**_released(part)(world), "item": "item-1"}


def _released_minute(part: int) -> Kwargs:
    def made(world: Any) -> dict[str, Any]:
        return {"key": _out(world, part).sections.first().paragraphs.first().key}

    return made


def _rows(part: int) -> tuple[Row, ...]:
    drafted, unbegun = _of("released", part), _of("meeting", part)
    lacks = LACKS if part == 2 else {}
    return (
        Row("minutes", _reads(part), drafted),
        Row("minutes", _keeps(200, part), unbegun),
        Row("minutes-whole", _reads(part), drafted),
        Row("minutes-here", _reads(part), drafted, "post"),
        Row("minutes-begin", _keeps(MOVED, part), unbegun, "post"),
        Row("minutes-past", {**_keeps(INVALID, part), "anonymous": 401}, unbegun, "post"),
        Row("minutes-raise", _writes(MOVED, part), drafted, "post"),
        Row("minutes-numbers", _writes(MOVED, part), drafted, "post"),
        Row("minute", {**_writes(CONFLICT, part), "anonymous": 401}, _minute(part), "post"),
        Row("minute-restore", _writes(MOVED, part), _minute(part), "post"),
        Row("minute-add", _writes(MOVED, part), _section(part), "post"),
        Row("minutes-clear", _reads(part), drafted),
        Row("minutes-clear", _answers(INVALID, part), drafted, "post"),
        Row("minutes-send", _writes(MOVED, part), drafted, "post"),
        Row("minutes-take-back", _writes(MOVED, part), drafted, "post"),
        Row("minutes-release", _writes(OPEN, part), drafted),
        Row("minutes-release", _writes(INVALID, part), drafted, "post"),
        Row("minutes-build", _writes(MOVED, part), drafted, "post"),
        Row("minutes-pdf", _writes(OPEN, part), _built(part)),
        Row("minutes-extract", _reads(part), _released_item(part)),
        Row("minutes-withdraw", _writes(OPEN, part), _release(part)),
        Row("minutes-withdraw", _writes(INVALID, part), _release(part), "post"),
        Row("minutes-take-down", _reads(part), _release(part)),
        Row(
            "minutes-take-down",
            {**_answers(INVALID, part), "anonymous": MOVED},
            _release(part),
            "post",
        ),
        Row("minutes-accept", _writes(OPEN, part), drafted),
        Row("minutes-accept", _writes(INVALID, part), drafted, "post"),
        Row("minutes-corrections", _writes(OPEN, part), drafted),
        Row("minutes-word", _writes(OPEN, part), drafted),
        Row("minutes-bring", _writes(OPEN, part), drafted),
        Row("minutes-bring", _writes_typed(INVALID, part), drafted, "post"),
        Row("minutes-bring-all", _writes(MOVED, part), drafted, "post"),
        Row("proposal", _writes(MOVED, part), _proposal(part), "post"),
        Row("correction", _writes(OPEN, part), _correction(part)),
        Row("correction", _writes_typed(INVALID, part), _correction(part), "post"),
        Row("reading-minutes", _sits(part), _released(part)),
        Row("reading-minute", _sits(part) | lacks, _released_minute(part)),
        Row("reading-minute", _sits_typed(INVALID, part) | lacks, _released_minute(part), "post"),
    )


def _public(world: Any) -> dict[str, Any]:
    """A meeting whose minutes everybody may read."""
    minutes = world.minutes[1]
    for section in minutes.sections.all():
        section.paragraphs.update(text="<p>Open words</p>")
    minutes.clear(world.readers["chair"], make.NOW)
    built(world.released, kind="minutes")
    everybody = ["public", "members"]
    releasing.publish(minutes, everybody, world.readers["secretary"], timezone.now())
    return {"board": world.board.slug, "address": world.released.address}


def _public_item(world: Any) -> dict[str, Any]:
    return {**_public(world), "item": "item-1"}


def _numbered(world: Any) -> dict[str, Any]:
    return {**_public(world), "number": 1}


ROWS: tuple[Row, ...] = (
    *_rows(1),
    *_rows(2),
    Row("public-minutes", everyone(OPEN), _public),
    Row("public-minutes", everyone(OPEN), _numbered),
    Row("public-minutes-pdf", everyone(OPEN), _public),
    Row("public-extract", everyone(OPEN), _public_item),
    Row("public-minutes-pdf", everyone(OPEN), _numbered),
)
