"""Taking down for good: one person asks, another confirms, and then it is gone.

Readers lose it with the confirmation. A job then destroys what lies on disk (scrubbing.py).
"""

from datetime import datetime
from typing import Any, NoReturn
from uuid import UUID

from django.db import IntegrityError, transaction
from django.http import Http404

from icsgov.boards.rights import Standing, rule
from icsgov.record.expunging import expunge
from icsgov.record.models import Release, TakeDown, Tombstone
from icsgov.record.models.takedowns import mark_of
from icsgov.record.scrubbing import ask_for_scrub

ASKED = "Somebody has asked for this already. It waits for a second person."


class Refused(Exception):
    """Why it cannot be asked for or confirmed, in a sentence."""


@rule(TakeDown, "confirm")
def _confirm(seats: Standing, take_down: TakeDown, now: datetime) -> bool:
    desk = seats.secretary | seats.chair
    return take_down.board_id in desk or (take_down.board_id is None and bool(desk))


def ask(take_down: TakeDown, by: Any, now: datetime) -> TakeDown:
    """Ask for it; raises Refused where somebody has asked already."""
    take_down.asked_by, take_down.asked_at = by, now
    try:
        with transaction.atomic():
            return take_down.create_by(by, now)
    except IntegrityError as error:
        raise Refused(ASKED) from error


def asked(thing: UUID) -> TakeDown | None:
    """The wish to take a paper down that nobody has answered, if there is one."""
    return TakeDown.objects.filter(thing=thing, state=TakeDown.State.ASKED).first()


def asked_of(release: Release) -> TakeDown | None:
    """The wish to take a release down that nobody has answered, if there is one."""
    return release.take_downs.filter(state=TakeDown.State.ASKED).first()


def confirm(take_down: TakeDown, by: Any, now: datetime) -> None:
    """The second person's yes: readers lose it in this transaction, disks in a moment.

    Raises Refused for the one who asked, MoveRefused where somebody answered before.
    """
    if by == take_down.asked_by:
        raise Refused("You asked for this yourself. Somebody else has to confirm it.")
    with transaction.atomic():
        take_down.settle("done", by, now)
        expunge(take_down, by, now)
        ask_for_scrub(take_down, by, now)


def refuse(take_down: TakeDown, by: Any, now: datetime) -> None:
    """The second person's no, or the first one's second thoughts."""
    take_down.settle("refused", by, now)


class TakenDown(Http404):
    """What was asked for is gone for good; holds the notice. To whom nobody tells it, a 404."""

    def __init__(self, stone: Tombstone) -> None:
        super().__init__()
        self.stone = stone


def look(releases: Any, **where: Any) -> NoReturn:
    """Raise TakenDown where something of these releases was taken down, else Http404."""
    rows = Tombstone.objects.filter(release__in=releases, **where)
    stone = rows.select_related("take_down__board", "release").order_by("-pk").first()
    raise TakenDown(stone) if stone else Http404


def look_at(releases: Any, slug: str) -> NoReturn:
    """The same for the address of a paper."""
    look(releases, role="address", sha256=mark_of(slug))
