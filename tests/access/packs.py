"""Rows of the access table: the pack of a part on the desk, its builds and its releases."""

from collections.abc import Callable, Mapping
from typing import Any

from icsgov.record.models import Publication
from icsgov.work.models import Message
from meetings import publishing
from meetings.models import Meeting
from tests import factories as make
from tests.access import REFUSED, Row, only
from tests.builds import built

SECRETARIES = ("secretary", "secretary_part2")
MOVED = 302
INVALID = 422

Kwargs = Callable[[Any], Mapping[str, Any]]
# Of Part 2 not even a secretary knows without the seat's mark.
READS = only("chair", *SECRETARIES)
READS2 = only("chair", "secretary_part2")


def _writes(status: int) -> dict[str, int]:
    """Secretaries; chairs see the pack and leave the work on it to them."""
    return {**only(*SECRETARIES, status=status), "chair": REFUSED}


def _writes2(status: int) -> dict[str, int]:
    return {**only("secretary_part2", status=status), "chair": REFUSED}


def _pack(part: int) -> Kwargs:
    return lambda world: {
        "board": world.board.slug,
        "address": world.released.address,
        "part": part,
    }


def _build(part: int, **more: Any) -> Kwargs:
    return lambda world: {**_pack(part)(world), "key": built(world.released, part).key, **more}


def _file(part: int) -> Kwargs:
    def kwargs(world: Any) -> Mapping[str, Any]:
        made = built(world.released, part)
        sha256 = made.report["files"][-1]["sha256"]
        return {**_pack(part)(world), "key": made.key, "sha256": sha256}

    return kwargs


def _paper(part: int, audience: str) -> Kwargs:
    def kwargs(world: Any) -> Mapping[str, Any]:
        made = built(world.released, part)
        paper = next(made.root.of_kind("paper")).thing
        return {**_pack(part)(world), "key": made.key, "audience": audience, "paper": paper}

    return kwargs


def _asked(part: int) -> Kwargs:
    """A pack that somebody outside the table has asked to be published."""

    def kwargs(world: Any) -> Mapping[str, Any]:
        board = world.board
        if not board.rule_rows.filter(name="second_person").exists():
            day = make.date(2020, 1, 1)
            board.rule_rows.create(name="second_person", value=True, starts=day)
        made = built(world.released, part)
        met = Meeting.objects.get(pk=world.released.pk)  # as it stands with the new rule
        asked: Publication = publishing.ask(
            met, made, {"members": None}, by=make.user(), now=made.at
        )
        return {**_pack(part)(world), "key": asked.key}

    return kwargs


def _release(part: int) -> Kwargs:
    return lambda world: {
        **_pack(part)(world),
        "key": (world.public if part == 1 else world.private).key,
    }


def _looks(name: str, kwargs: Callable[[int], Kwargs]) -> tuple[Row, Row]:
    return Row(name, READS, kwargs(1)), Row(name, READS2, kwargs(2))


def _does(name: str, status: int, kwargs: Callable[[int], Kwargs], **data: str) -> tuple[Row, Row]:
    return (
        Row(name, _writes(status), kwargs(1), "post", data),
        Row(name, _writes2(status), kwargs(2), "post", data),
    )


def _open_build(world: Any) -> Mapping[str, Any]:
    return {"key": built(world.released).key}


def _private_build(world: Any) -> Mapping[str, Any]:
    return {"key": built(world.released, 2).key}


def _reader(part: int) -> Kwargs:
    """A build, seen as a member who may read Part 2 would get it."""
    return lambda world: {
        **_build(part)(world),
        "person": world.readers["member_part2"].person.key,
    }


def _reader_paper(part: int) -> Kwargs:
    def kwargs(world: Any) -> Mapping[str, Any]:
        made = built(world.released, part)
        paper = next(made.root.of_kind("paper")).thing
        return {**_reader(part)(world), "key": made.key, "paper": paper}

    return kwargs


def _on_paper(part: int, **more: Any) -> Kwargs:
    """A release, and a member who needs it in print."""

    def kwargs(world: Any) -> Mapping[str, Any]:
        member = world.readers["member_part2"].person
        world.board.seats.filter(person=member).update(in_print=True)
        return {**_release(part)(world), "person": member.key, **more}

    return kwargs


def _on_release(part: int) -> Kwargs:
    """The same, without the member's name in the address."""

    def kwargs(world: Any) -> Mapping[str, Any]:
        _on_paper(part)(world)
        return _release(part)(world)

    return kwargs


def _told(part: int) -> Kwargs:
    """A release of which a member was told."""

    def kwargs(world: Any) -> Mapping[str, Any]:
        member, release = world.readers["member_part2"], _release(part)(world)
        once = f"told {release['key']}"
        known = {"kind": publishing.PACK_RELEASED, "to": member.email, "user": member}
        times = {"queued_at": make.NOW, "send_after": make.NOW, "sent_at": make.NOW}
        fields = {**known, **times, "thing": release["key"], "state": "sent"}
        Message.objects.update_or_create(once=once, defaults=fields)
        return {**release, "person": member.person.key}

    return kwargs


def _own(world: Any) -> Mapping[str, Any]:
    """The pack of a build for the member from whom its paper is withheld."""
    made = built(world.released, 2)
    return {**_pack(2)(world), "key": made.key, "absent": made.personal.get().absent}


ROWS: tuple[Row, ...] = (
    Row("build-personal", only(*SECRETARIES), _open_build),
    Row(
        "build-personal",
        only(*SECRETARIES, status=INVALID),
        _open_build,
        method="post",
        data={"digest": "x", "reason": ""},
    ),
    Row("build-personal", only(), _private_build),
    *_looks("pack", _pack),
    *_looks("pack-panel", _pack),
    *_does("pack-build", MOVED, _pack),
    *_does("pack-cancel", MOVED, _pack),
    *_looks("pack-pdf", _build),
    Row("pack-own", READS2, _own),
    *_looks("pack-file", _file),
    *_looks("pack-preview", lambda part: _build(part, audience="members")),
    Row("pack-preview", READS, _build(1, audience="public")),
    Row("pack-preview", only(), _build(2, audience="public")),
    *_looks("pack-preview-paper", lambda part: _paper(part, "members")),
    Row("pack-preview-paper", READS, _paper(1, "public")),
    Row("pack-publish", _writes(200), _build(1)),
    Row("pack-publish", _writes2(200), _build(2)),
    *_does("pack-publish", INVALID, _build),
    *_looks("pack-confirm", _asked),
    Row("pack-confirm", only("chair", status=MOVED), _asked(1), "post", {"answer": "no"}),
    *_looks("pack-preview-whom", _build),
    *_looks("pack-preview-person", _reader),
    *_looks("pack-preview-person-paper", _reader_paper),
    Row("pack-going-out", _writes(200), _release(1)),
    Row("pack-going-out", _writes2(200), _release(2)),
    *_does("pack-send", MOVED, _release, person="untold"),
    *_does("pack-returned", INVALID, _release),
    Row("pack-came-back", _writes(200), _told(1)),
    Row("pack-came-back", _writes2(200), _told(2)),
    *_does("pack-came-back", INVALID, _told),
    Row("pack-print", _writes(200), _on_release(1)),
    Row("pack-print", _writes2(200), _on_release(2)),
    Row("pack-print-addresses", _writes(200), _on_release(1)),
    Row("pack-print-addresses", _writes2(200), _on_release(2)),
    Row("pack-print-labels", _writes(200), _on_release(1)),
    Row("pack-print-labels", _writes2(200), _on_release(2)),
    Row("pack-print-papers", _writes(200), _on_paper(1, ending="pdf")),
    Row("pack-print-papers", _writes2(200), _on_paper(2, ending="zip")),
    Row("pack-withdraw", _writes(200), _release(1)),
    Row("pack-withdraw", _writes2(200), _release(2)),
    *_does("pack-withdraw", INVALID, _release),
)
