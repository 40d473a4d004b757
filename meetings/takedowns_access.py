"""Loading what was asked to be taken down, and the releases that it concerns."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404

from icsgov.boards.rights import may, standing
from icsgov.record.expunging import alone
from icsgov.record.models import Entry, Release, TakeDown
from meetings import access
from meetings.models import Paper
from meetings.preflight import Mend, Warning
from meetings.timeline import Need

SYSTEM = "The whole system"
WAITS = "Something is to be taken down for good. It waits for a second person."


@dataclass(frozen=True)
class Concerned:
    """What a take-down removes: the paper, while it still has a title, and the releases."""

    paper: Paper | None
    releases: Sequence[Release]


def get_take_down(user: Any, key: UUID, now: datetime) -> TakeDown:
    """A take-down of a board that the reader keeps or chairs."""
    rows = TakeDown.objects.visible_to(user, now).select_related(
        "board", "release", "asked_by__person", "second_by__person"
    )
    found: TakeDown = access.visible(rows, key=key)
    if not may(user, "confirm", found, now):
        raise PermissionDenied
    return found


def every(user: Any, now: datetime) -> list[TakeDown]:
    """Every take-down of the boards that the reader keeps or chairs, the last first (1 query).

    403 for those who do neither.
    """
    seats = standing(user, now)
    if not seats.secretary | seats.chair:
        raise PermissionDenied
    rows = TakeDown.objects.visible_to(user, now)
    people = ("board", "asked_by__person", "second_by__person")
    return list(rows.select_related(*people).order_by("-asked_at", "-pk"))


def get_release(user: Any, key: UUID, now: datetime) -> Release:
    """A release of a board that the reader keeps or chairs, to be taken down; 404 for others.

    What belongs to the whole system is for all who keep or chair a board.
    """
    rows = Release.objects.filter(whole=None).select_related("board")
    found: Release = access.visible(rows, key=key)
    seats = standing(user, now)
    desk = seats.secretary | seats.chair
    within = desk if found.part == 1 else desk & seats.part2
    if found.board_id not in within and not (found.board_id is None and desk):
        raise Http404
    return found


def siblings(release: Release) -> list[Release]:
    """Every release of the same thing that still says something, the newest first."""
    rows = Release.objects.of(release.kind, release.subject, release.part)
    return list(rows.filter(expunged_at=None))


def concerned(take_down: TakeDown) -> Concerned:
    """What goes, or went."""
    if take_down.release is not None:
        one = take_down.release
        every = Release.objects.of(one.kind, one.subject, one.part)
        return Concerned(None, list(every) if take_down.every else [one])
    assert take_down.thing is not None
    paper = Paper.objects.filter(key=take_down.thing).first()
    return Concerned(paper, releases_with(take_down.thing, take_down.key))


def copies_of(thing: UUID) -> list[Paper]:
    """Papers that were brought from this one to other boards: they are taken down there."""
    return list(Paper.objects.filter(brought_from__key=thing).select_related("board"))


def releases_with(*things: UUID) -> list[Release]:
    """Releases that hold a paper, or the notice of it, the newest first."""
    entries = Entry.objects.filter(thing__in=things)
    rows = Release.objects.filter(pk__in=entries.values("release"))
    return [*rows.order_by("-published_at", "-pk"), *(r for key in things for r in alone(key))]


def _mend(take_down: TakeDown) -> Mend:
    return Mend("take-down", "Read it", {"key": take_down.key})


def waiting(user: Any, now: datetime) -> list[Need]:
    """Take-downs that wait for the reader as the second person (1 query)."""
    rows = TakeDown.objects.visible_to(user, now).filter(state=TakeDown.State.ASKED)
    return [
        Need(
            each.board or SYSTEM,
            Warning("take-down", WAITS, Mend("take-down", "Read it", {"key": each.key})),
        )
        for each in rows.exclude(asked_by=user).select_related("board")
    ]
