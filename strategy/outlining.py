"""Writing the outline of a plan: new parts, order, what is taken out, and the texts they had."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from icsgov.ledger.models import Change
from icsgov.record.diff import Span, words
from strategy.models import Part, Plan


def blank(plan: Plan, parent: Part | None, sort: str) -> Part:
    """A new part at the end of its parent, not saved yet."""
    siblings = plan.parts.filter(parent=parent)
    last = siblings.order_by("-position").values_list("position", flat=True).first()
    return Part(plan=plan, parent=parent, sort=sort, position=(last or 0) + 1)


@transaction.atomic
def shift(part: Part, step: int, by: Any, now: datetime) -> None:
    """One place up (-1) or down (1) among parts of its sort under the same parent."""
    siblings = list(part.plan.parts.standing().filter(parent=part.parent, sort=part.sort))
    at = siblings.index(part)
    to = at + step
    if not 0 <= to < len(siblings):
        return
    siblings.insert(to, siblings.pop(at))
    positions = sorted(each.position for each in siblings)
    distinct = len(set(positions)) == len(positions)
    for place, each in enumerate(siblings):
        position = positions[place] if distinct else place
        each.save_at(each.version, by, now, position=position)


@dataclass(frozen=True)
class Step:
    """One thing that happened to a part, with the words that went and came."""

    change: Change
    spans: tuple[Span, ...]


def history(part: Part) -> list[Step]:
    """Everything that happened to a part, the newest first (1 query)."""
    return [Step(each, tuple(_spans(each))) for each in Change.objects.of(part)]


def _spans(change: Change) -> Iterator[Span]:
    for name in ("name", "text"):
        before, after = change.before.get(name), change.after.get(name)
        if before is not None and after is not None and before != after:
            yield from words(before, after)
