"""Loading plans and bulletins from the record. What may not be read is not there: 404."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from icsgov.record.models import Entry, Release
from strategy.kinds import BULLETIN, PLAN
from strategy.threads import Record, records


def plans(now: datetime) -> list[Entry]:
    """The live plans, those in force first (1 query)."""
    order = {"current": 0, "interim": 1, "superseded": 2}
    return sorted(_roots(PLAN, now), key=lambda each: (order.get(each.state, 9), each.title))


def bulletins(now: datetime) -> list[Entry]:
    """The live bulletins, the newest first (1 query)."""
    return sorted(_roots(BULLETIN, now), key=lambda each: (str(each.on), each.pk), reverse=True)


def _roots(kind: str, now: datetime) -> list[Entry]:
    live = Release.objects.for_public(now).live(now).filter(kind=kind)
    rows = Entry.objects.filter(release__in=live, seq=0)
    return list(rows.select_related("release__board"))


def plan_of(key: UUID, now: datetime) -> Release | None:
    """The live release of a plan, if the public has one (1 query)."""
    live = Release.objects.for_public(now).live(now)
    return live.filter(kind=PLAN, subject=key).first()


def part_of(key: UUID, now: datetime) -> tuple[str, str] | None:
    """The plan's address and the anchor of a part in a live plan, newest first (1 query).

    Every part can be read at its anchor, also one that no list links to.
    """
    live = Release.objects.for_public(now).live(now).filter(kind=PLAN)
    rows = Entry.objects.filter(thing=key, release__in=live).select_related("release")
    entry = rows.order_by("-release__effective_at", "-pk").first()
    return (entry.release.path.removeprefix("strategy/"), entry.anchor) if entry else None


def on_the_record(keys: Iterable[str], now: datetime) -> dict[str, Record]:
    """What stands on the public record of things, by key (2 queries, none for no keys)."""
    wanted = set(filter(None, keys))
    if not wanted:
        return {}
    live = Release.objects.for_public(now).live(now)
    rows = Entry.objects.filter(thing__in=wanted, release__in=live).select_related("release")
    return {str(each.entry.thing): each for each in records(rows)}
