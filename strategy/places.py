"""The places of the system, such as boroughs: which there are, and what is about them.

Places are parts of plans. Two plans may both list Bexley: for readers that is one place, by name.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.text import slugify

from icsgov.record.models import Entry, Release
from strategy.catalogue import PLACE
from strategy.kinds import PLAN
from strategy.models import Part


def places(user: Any, now: datetime, *, named: Collection[UUID] = ()) -> list[tuple[str, str]]:
    """What a reader may say that a thing is about: key and name, by name (2 queries).

    Places of the plans whose draft the reader sees, and of those on the public record; where
    several plans have one of that name, the one that is `named` already stands for all.
    """
    own = Part.objects.standing().filter(sort=PLACE).exclude(plan__status="superseded")
    drafted = own.visible_to(user, now).values_list("key", "name")
    found = _once([*drafted, *_on_record(now)], named)
    known = {key for key, _ in found}
    kept = [(key, f"A place in a plan ({key})") for key in named if key not in known]
    return [(str(key), name) for key, name in (*found, *kept)]


def released_places(now: datetime, *, named: Collection[UUID] = ()) -> list[tuple[UUID, str]]:
    """The places of the plans on the public record, by name (1 query)."""
    return _once(_on_record(now), named)


def _on_record(now: datetime) -> list[tuple[UUID, str]]:
    live = Release.objects.for_public(now).live(now).filter(kind=PLAN)
    rows = Entry.objects.filter(release__in=live, kind=PLACE, thing__isnull=False)
    return [(entry.thing, entry.title) for entry in rows.order_by("pk") if entry.thing]


def _once(places: Iterable[tuple[UUID, str]], named: Collection[UUID]) -> list[tuple[UUID, str]]:
    """Each name once, by name: the first that has it, unless another of that name is `named`."""
    found: dict[str, tuple[UUID, str]] = {}
    for key, name in places:
        if name and (slugify(name) not in found or key in named):
            found[slugify(name)] = (key, name)
    return sorted(found.values(), key=lambda place: place[1])
