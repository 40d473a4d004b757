"""Naming parts of plans from above: what supports what and concerns which place; the pickers.

The rooms above store nothing: they name their rows by key, and put `links_of` into their proofs.
The words of a link are those of the plan on the public record, so that no release says what a
draft plan says; a part that was never released is named by its key alone.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.db import transaction

from icsgov.ledger.models import Versioned
from icsgov.nhsuk.forms import GroupedCheckboxes
from icsgov.record.models import Entry, Release
from icsgov.record.tree import Link
from strategy.catalogue import NAMED, SORTS
from strategy.kinds import PLAN
from strategy.models import Part, Supports
from strategy.places import places

SUPPORTS, CONCERNS = Supports.Rel.SUPPORTS.value, Supports.Rel.CONCERNS.value
LONGEST = 90
Choices = list[tuple[str, list[tuple[str, str]]]]


def links_of(things: Iterable[UUID], now: datetime) -> dict[UUID, tuple[Link, ...]]:
    """What each of these things supports and concerns, as links (2 queries for any number)."""
    rows = list(Supports.objects.filter(thing__in=set(things)))
    names = released_names((row.to for row in rows), now)
    found: dict[UUID, tuple[Link, ...]] = {}
    for row in rows:
        link = Link(row.rel, row.to, names.get(row.to, ""))
        found[row.thing] = (*found.get(row.thing, ()), link)
    return found


def named_by(thing: UUID, rel: str = SUPPORTS) -> list[UUID]:
    """The parts that a thing names, in the order in which they were named (1 query)."""
    return list(Supports.objects.filter(thing=thing, rel=rel).values_list("to", flat=True))


def named_by_each(things: Collection[UUID], rel: str = SUPPORTS) -> dict[UUID, list[UUID]]:
    """The same for many things, by their keys (1 query)."""
    found: dict[UUID, list[UUID]] = {}
    for thing, to in Supports.objects.filter(thing__in=things, rel=rel).values_list("thing", "to"):
        found.setdefault(thing, []).append(to)
    return found


def released_names(keys: Iterable[UUID], now: datetime) -> dict[UUID, str]:
    """Number and name of parts as the public reads them now (1 query, none for no keys)."""
    wanted = set(keys)
    if not wanted:
        return {}
    rows = _released(now).filter(thing__in=wanted)
    return {entry.thing: called(entry) for entry in rows if entry.thing}


def called(entry: Entry) -> str:
    """Number and name of a released part, or the beginning of what it says."""
    words = entry.title or entry.text
    short = words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
    return f"{entry.label} {short}".strip()


def _released(now: datetime) -> Any:
    live = Release.objects.for_public(now).live(now).filter(kind=PLAN)
    return Entry.objects.filter(release__in=live)


@transaction.atomic
def set_links(
    thing: UUID, to: Collection[UUID], by: Any, now: datetime, *, rel: str = SUPPORTS
) -> None:
    """Make these the parts that a thing names; what was named before and is not, is ended."""
    known = set(named_by(thing, rel))
    Supports.objects.filter(thing=thing, rel=rel).exclude(to__in=to).delete()
    Supports.objects.bulk_create(
        Supports(thing=thing, rel=rel, to=key, by=by, at=now) for key in to if key not in known
    )


class PartsField(forms.MultipleChoiceField):
    """Parts of plans, picked from folded groups."""

    widget = GroupedCheckboxes

    @property
    def names(self) -> dict[str, str]:
        """Every part that is offered, by its key."""
        groups: Any = self.choices
        return {key: words for _, rows in groups for key, words in rows}


class PlacesField(forms.MultipleChoiceField):
    """Places of the system, picked from one list."""

    widget = forms.CheckboxSelectMultiple

    @property
    def names(self) -> dict[str, str]:
        """Every place that is offered, by its key."""
        rows: Any = self.choices
        return dict(rows)


class ConcernsForm(forms.Form):
    """A picker of the places that a row is about; without a field where no plan has any."""

    RELS: ClassVar[tuple[str, ...]] = (CONCERNS,)

    concerns = PlacesField(
        label="Which places is this about?",
        help_text="Leave all empty where it is about the whole area. People can follow a place.",
        required=False,
    )

    def __init__(
        self, *args: Any, thing: Versioned, user: Any, now: datetime, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.thing = thing
        self.named = {rel: named_by(thing.key, rel) if thing.pk else [] for rel in self.RELS}
        self._offer(user, now)
        for rel, keys in self.named.items():
            self.initial.setdefault(rel, [str(key) for key in keys])

    def _offer(self, user: Any, now: datetime) -> None:
        fields: Any = self.fields
        fields[CONCERNS].choices = places(user, now, named=self.named[CONCERNS])
        if not fields[CONCERNS].choices:
            del fields[CONCERNS]

    def _words(self, rel: str, keys: Iterable[UUID]) -> list[str]:
        names = self.fields[rel].names if rel in self.fields else {}  # type: ignore[attr-defined]
        return [names[str(key)] for key in keys if str(key) in names]

    @property
    def concerned_words(self) -> list[str]:
        """The places that the row is about now, in words."""
        return self._words(CONCERNS, self.named[CONCERNS])

    @transaction.atomic
    def save(self, by: Any, now: datetime) -> bool:
        """Name what was picked, and keep in the row's history who did; False for no difference."""
        picked = {rel: [UUID(each) for each in self.cleaned_data.get(rel, ())] for rel in self.RELS}
        changed = [rel for rel in self.RELS if set(picked[rel]) != set(self.named[rel])]
        if not changed:
            return False
        for rel in changed:
            set_links(self.thing.key, picked[rel], by, now, rel=rel)
        self.thing.record_change(
            "edited",
            by,
            now,
            before={rel: self._words(rel, self.named[rel]) for rel in changed},
            after={rel: self._words(rel, picked[rel]) for rel in changed},
        )
        return True


class SupportsForm(ConcernsForm):
    """A picker of what a row supports, of the plans that are not superseded, and its places."""

    RELS = (SUPPORTS, CONCERNS)

    supports = PartsField(
        label="Which priorities does this support?",
        help_text="Their public pages will list this once it is published.",
        required=False,
    )
    field_order = [SUPPORTS, CONCERNS]

    def _offer(self, user: Any, now: datetime) -> None:
        super()._offer(user, now)
        field: Any = self.fields[SUPPORTS]
        field.choices = choices(user, now, named=self.named[SUPPORTS])

    @property
    def named_words(self) -> list[str]:
        """What the row supports now, in words."""
        return self._words(SUPPORTS, self.named[SUPPORTS])


def choices(user: Any, now: datetime, *, named: Collection[UUID] = ()) -> Choices:
    """What this reader may name, by plan and sort (3 queries).

    Parts of the plans whose draft the reader sees, and of those on the public record; and what is
    `named` already, which somebody with a wider view may have picked.
    """
    offered = Part.objects.linkable().filter(sort__in=NAMED).exclude(plan__status="superseded")
    own = offered.visible_to(user, now).select_related("plan").order_by("position", "pk")
    rows = [(part.plan.title, part.sort, part.key, part.called) for part in own]
    known = {key for _, _, key, _ in rows}
    rows += [row for row in _on_record(now) if row[2] not in known]
    known |= {key for _, _, key, _ in rows}
    kept = [("Named before", "", key, f"A part of a plan ({key})") for key in named]
    return _grouped([*rows, *(row for row in kept if row[2] not in known)])


def released_choices(now: datetime) -> Choices:
    """The same for words that are printed: what is on the public record alone (2 queries)."""
    return _grouped(_on_record(now))


def _on_record(now: datetime) -> list[tuple[str, str, UUID, str]]:
    entries = _released(now).filter(kind__in=NAMED, thing__isnull=False).select_related("release")
    plans = _released(now).filter(seq=0).exclude(state="superseded")
    titles = dict(plans.values_list("release", "title"))
    return [
        (titles[entry.release_id], entry.kind, entry.thing, called(entry))
        for entry in entries.order_by("release", "seq")
        if entry.release_id in titles
    ]


def _grouped(rows: Iterable[tuple[str, str, UUID, str]]) -> Choices:
    groups: dict[tuple[str, int, str], list[tuple[str, str]]] = {}
    order = list(SORTS)
    for title, sort, key, words in rows:
        at = order.index(sort) if sort else len(order)
        heading = f"{title}: {SORTS[sort].many}" if sort else title
        groups.setdefault((title, at, heading), []).append((str(key), words))
    return [(heading, found) for (_, _, heading), found in sorted(groups.items())]
