"""Putting a plan file on the desk: all of it or nothing; the same file twice changes nothing."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.text import slugify

from icsgov.boards.models import Board
from strategy.catalogue import PLACE
from strategy.links import CONCERNS, named_by_each, set_links
from strategy.models import Part, Plan
from strategy.planfile import FACTS, Fault, Faults, PartRow, PlanFile, crossings

_MISSING = object()


@dataclass
class Applied:
    """What an import did, in numbers of parts and of facts."""

    plan: Plan
    added: int = 0
    changed: int = 0
    taken_out: int = 0
    facts: int = 0

    def __str__(self) -> str:
        return (
            f"{self.plan.address}: {self.added} parts added, {self.changed} changed, "
            f"{self.taken_out} taken out, {self.facts} facts added"
        )


@transaction.atomic
def apply(file: PlanFile, by: Any, now: datetime) -> Applied:
    """Make the plan on the desk what the file says; raises Faults and changes nothing then.

    A part is known by its key; without one by its number, else by its name, among its siblings.
    Parts that the file does not have are taken out. Facts are added, never removed.
    """
    plan, made = _plan(file, by, now)
    importer = _Importer(plan, Applied(plan), by, now)
    importer.check_keys(file.walk())
    importer.apply(file)
    if not made:
        importer.take_out_the_rest()
    return importer.applied


def _plan(file: PlanFile, by: Any, now: datetime) -> tuple[Plan, bool]:
    board = Board.objects.filter(slug=file.board.lower()).first()
    if board is None:
        raise Faults([Fault("board", f"There is no board “{file.board}”")])
    values = {**_defaults(), **file.values, "board": board}
    known = Plan.objects.filter(address=values["address"]).first()
    if known is None:
        return Plan(**values).create_by(by, now), True
    known.save_at(known.version, by, now, **values)
    return known, False


def _defaults() -> dict[str, Any]:
    """What a plan is that says nothing: so leaving a line out of the file takes it back."""
    names = ("status", "about", "period", "starts", "ends", "review", "review_on", "source")
    blank = Plan()
    return {name: getattr(blank, name) for name in names}


@dataclass
class _Importer:
    plan: Plan
    applied: Applied
    by: Any
    now: datetime
    rows: dict[str, Part] = field(default_factory=dict)  # by path in the file
    kept: set[int] = field(default_factory=set)

    def check_keys(self, rows: Iterable[PartRow]) -> None:
        """No part of another plan is taken over."""
        by_key = {row.key: row.path for row in rows if row.key}
        foreign = Part.objects.filter(key__in=by_key).exclude(plan=self.plan)
        faults = [
            Fault(f"{by_key[part.key]}.key", f"That part belongs to the plan {part.plan.address}")
            for part in foreign.select_related("plan")
        ]
        if faults:
            raise Faults(faults)

    def apply(self, file: PlanFile) -> None:
        known = list(self.plan.parts.with_facts())
        self.by_key: dict[UUID, Part] = {part.key: part for part in known}
        self.siblings: dict[int | None, list[Part]] = {}
        for part in known:
            self.siblings.setdefault(part.parent_id, []).append(part)
        self._level(file.parts, None)
        index = crossings(file)
        for row in file.walk():
            across = self.rows[index[row.across].path] if row.across else None
            self._set(self.rows[row.path], across=across)
        self._places(file)

    def _places(self, file: PlanFile) -> None:
        """Say which places parts are about; raises Faults for those that nobody knows."""
        rows = list(file.walk())
        known = _Places.read(self.plan)
        named = named_by_each([self.rows[row.path].key for row in rows], CONCERNS)
        faults = []
        for row in rows:
            part = self.rows[row.path]
            keys = [known.find(name) for name in row.places]
            faults += [
                Fault(f"{row.path}.places[{at}]", f"There is no such place: “{row.places[at]}”")
                for at, key in enumerate(keys)
                if key is None
            ]
            self._concern(part, [key for key in keys if key], named.get(part.key, []), known)
        if faults:
            raise Faults(faults)

    def _concern(self, part: Part, to: list[UUID], before: list[UUID], known: "_Places") -> None:
        if set(to) == set(before):
            return
        set_links(part.key, list(dict.fromkeys(to)), self.by, self.now, rel=CONCERNS)
        said = [{CONCERNS: [known.called(key) for key in keys]} for keys in (before, to)]
        part.record_change("edited", self.by, self.now, before=said[0], after=said[1])
        self.applied.changed += 1

    def _level(self, rows: list[PartRow], parent: Part | None) -> None:
        named = {row.key for row in rows if row.key}
        for position, row in enumerate(rows):
            part = self._find(row, parent, named)
            values = {**_blank(), **row.values, "position": position, "parent": parent}
            if part is None:
                part = self._add(row, values)
            else:
                self._set(part, **values, sort=row.sort, taken_out_at=None)
            self.rows[row.path] = part
            self.kept.add(part.pk)
            self._facts(part, row)
            self._level(row.parts, part)

    def _find(self, row: PartRow, parent: Part | None, named: set[UUID]) -> Part | None:
        if row.key:
            return self.by_key.get(row.key)
        same = [
            part
            for part in self.siblings.get(parent.pk if parent else None, ())
            if part.sort == row.sort and part.pk not in self.kept and part.key not in named
        ]
        number = row.values.get("number")
        if number:
            same = [part for part in same if part.number == number]
        else:
            same = [part for part in same if (part.name or part.text) == row.title]
        standing = [part for part in same if part.taken_out_at is None]
        return next(iter(standing or same), None)

    def _add(self, row: PartRow, values: dict[str, Any]) -> Part:
        part = Part(plan=self.plan, sort=row.sort, **values)
        if row.key:
            part.key = row.key
        self.applied.added += 1
        return part.create_by(self.by, self.now)

    def _set(self, part: Part, **values: Any) -> None:
        differing = {
            name: value for name, value in values.items() if getattr(part, name, _MISSING) != value
        }
        if differing and part.save_at(part.version, self.by, self.now, **differing):
            self.applied.changed += 1

    def _facts(self, part: Part, row: PartRow) -> None:
        """Add the facts that are not there yet; the same said twice counts twice."""
        for kind, rows in row.facts.items():
            model: Any = FACTS[kind]
            known = getattr(part, kind).all() if part.key in self.by_key else ()
            said = [_said(fact) for fact in known]
            for values in rows:
                made = model(part=part, by=self.by, at=self.now, **values)
                if _said(made) in said:
                    said.remove(_said(made))
                    continue
                made.save()
                self.applied.facts += 1

    def take_out_the_rest(self) -> None:
        for part in self.plan.parts.standing().exclude(pk__in=self.kept):
            part.save_at(part.version, self.by, self.now, taken_out_at=self.now)
            self.applied.taken_out += 1


@dataclass
class _Places:
    """The places that the plans of the desk list, as files call them: by key or by name."""

    names: dict[UUID, str]
    keys: dict[str, UUID]

    @classmethod
    def read(cls, plan: Plan) -> "_Places":
        """Every place; of two with one name that of the plan, then one that stands (1 query)."""
        rows = list(Part.objects.filter(sort=PLACE).select_related("plan"))
        rows.sort(key=lambda row: (row.plan_id != plan.pk, bool(row.taken_out_at), row.pk))
        keys: dict[str, UUID] = {}
        for row in rows:
            keys.setdefault(slugify(row.name), row.key)
        return cls({row.key: row.name for row in rows}, keys)

    def find(self, named: str) -> UUID | None:
        """The place that a file means; None where there is none."""
        try:
            key = UUID(named)
        except ValueError:
            return self.keys.get(slugify(named))
        return key if key in self.names else None

    def called(self, key: UUID) -> str:
        return self.names.get(key, "a place")


def _blank() -> dict[str, Any]:
    return {"number": "", "name": "", "text": "", "names": {}, "on": None, "data": {}}


def _said(fact: Any) -> tuple[Any, ...]:
    """What a fact says, to tell two apart."""
    return tuple(getattr(fact, name) for name in (*fact.SAYS, "source", "rests_on"))
