"""Naming parts of plans from above: what supports what, and what a picker offers.

The rooms above store nothing: they name their rows by key, and put `links_of` into their proofs.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.db import transaction

from icsgov.record.tree import Link
from strategy.models import Part, Supports

SUPPORTS = "supports"


def links_of(things: Iterable[UUID]) -> dict[UUID, tuple[Link, ...]]:
    """What each of these things supports, as links of nodes (2 queries for any number)."""
    rows = list(Supports.objects.filter(thing__in=set(things)))
    names = {part.key: part.called for part in parts_named(row.to for row in rows)}
    found: dict[UUID, tuple[Link, ...]] = {}
    for row in rows:
        link = Link(SUPPORTS, row.to, row.words or names.get(row.to, ""))
        found[row.thing] = (*found.get(row.thing, ()), link)
    return found


def parts_named(keys: Iterable[UUID]) -> list[Part]:
    """The parts with these keys (1 query)."""
    return list(Part.objects.filter(key__in=set(keys)).select_related("plan"))


@transaction.atomic
def set_links(thing: UUID, to: Collection[UUID], by: Any, now: datetime) -> None:
    """Make these the parts that a thing supports; what was named before and is not, is ended."""
    known = set(Supports.objects.filter(thing=thing).values_list("to", flat=True))
    Supports.objects.filter(thing=thing).exclude(to__in=to).delete()
    Supports.objects.bulk_create(
        Supports(thing=thing, to=key, by=by, at=now) for key in to if key not in known
    )


class SupportsForm(forms.Form):
    """A picker of what a thing supports: the linkable parts of plans that are not superseded."""

    supports = forms.MultipleChoiceField(
        label="Which priorities does this support?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, thing: UUID | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["supports"]
        field.choices = choices()
        if thing is not None:
            named = Supports.objects.filter(thing=thing).values_list("to", flat=True)
            self.initial.setdefault("supports", [str(key) for key in named])

    @property
    def keys(self) -> list[UUID]:
        """What was picked."""
        return [UUID(each) for each in self.cleaned_data["supports"]]


def choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """The linkable parts by plan, ambitions and metrics left to more careful pickers (1 query)."""
    rows = Part.objects.linkable().exclude(plan__status="superseded")
    rows = rows.exclude(sort__in=("ambition", "metric", "milestone")).select_related("plan")
    groups: dict[str, list[tuple[str, str]]] = {}
    for part in rows.order_by("plan__title", "position"):
        groups.setdefault(part.plan.title, []).append((str(part.key), part.called))
    return list(groups.items())
