"""The format of plan files (docs/plan-format.md): from text to rows, with every fault named."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import yaml
from django.core.exceptions import ValidationError
from django.db import models

from strategy import measures
from strategy.catalogue import ABOUT_PLACES, SORTS
from strategy.fitting import misfits
from strategy.models import (
    Assessment,
    Fact,
    Part,
    Plan,
    Progress,
    Reading,
    Schedule,
    Target,
    Tick,
)
from strategy.sorts import GATHERED, PLAN

FORMAT: Final = 1
FACTS: Final[Mapping[str, type[Fact]]] = {
    "targets": Target,
    "readings": Reading,
    "assessments": Assessment,
    "schedules": Schedule,
    "ticks": Tick,
    "progress": Progress,
}
HEAD: Final = "address kind status title about period starts ends review review_on source".split()
PART: Final = (
    "key",
    "number",
    "text",
    "names",
    "on",
    "across",
    "places",
    "fields",
    "parts",
    *GATHERED,
)
SHARED: Final = ("source", "rests_on")  # what every fact may say


@dataclass(frozen=True)
class Fault:
    """What is wrong, with its path in the file: parts[2].fields.better."""

    path: str
    words: str

    def __str__(self) -> str:
        return f"{self.path or 'the file'}: {self.words}"


class Faults(Exception):
    """Everything that is wrong with a file; nothing of it was applied."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


@dataclass
class PartRow:
    """A part as the file has it, with its facts as values of their models' fields."""

    path: str
    sort: str
    key: UUID | None
    values: dict[str, Any]
    across: str = ""
    places: list[str] = field(default_factory=list)  # keys or names
    facts: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    parts: list["PartRow"] = field(default_factory=list)

    @property
    def title(self) -> str:
        return str(self.values.get("name") or self.values.get("text") or "")

    def walk(self) -> Iterator["PartRow"]:
        """This row and all beneath it."""
        yield self
        for part in self.parts:
            yield from part.walk()


@dataclass
class PlanFile:
    """A whole file: the plan's own values, the address of its board, and its parts."""

    board: str
    values: dict[str, Any]
    parts: list[PartRow]

    def walk(self) -> Iterator[PartRow]:
        """Every part, parents before children."""
        for part in self.parts:
            yield from part.walk()


class _Loader(yaml.SafeLoader):
    """YAML in which only true and false are truth values: a bare `on` is the name of a day."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, rule) for tag, rule in rules if tag != "tag:yaml.org,2002:bool"]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))


def load(path: Path) -> Any:
    """The plain content of a .yaml, .yml or .json file. Raises Faults that say where it breaks."""
    try:
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".json":
            return json.loads(text)
        return yaml.load(text, _Loader)  # noqa: S506 -- a SafeLoader
    except (UnicodeDecodeError, json.JSONDecodeError, yaml.YAMLError) as error:
        raise Faults([Fault("", " ".join(str(error).split()))]) from error


def read(plain: Any) -> PlanFile:
    """A plan from plain content. Raises Faults, which holds every fault with its path."""
    reader = _Reader()
    file = reader.plan(plain)
    if reader.faults:
        raise Faults(reader.faults)
    return file


class _Reader:
    """Goes through the content once and notes every fault."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self._keys: dict[UUID, str] = {}

    def fault(self, path: str, words: str) -> None:
        self.faults.append(Fault(path, words))

    def plan(self, plain: Any) -> PlanFile:
        content = self._mapping(plain, "", {"format", "board", "parts", *HEAD})
        if content.get("format") != FORMAT:
            self.fault("format", f"Write {FORMAT}, the only format there is")
        values = {name: content[name] for name in HEAD if name in content}
        for name in ("address", "kind", "title"):
            if not values.get(name):
                self.fault(name, "Say what it is")
        parts = self._parts(content.get("parts"), "parts", PLAN)
        board = self._text(content.get("board"), "board")
        if not board:
            self.fault("board", "Name the short name of the board, such as icp")
        fitted = self._fit(Plan, values, "")
        if fitted.get("starts") and fitted.get("ends") and fitted["ends"] < fitted["starts"]:
            self.fault("ends", "It ends before it starts")
        file = PlanFile(board, fitted, parts)
        self._cross(file)
        return file

    def _mapping(self, plain: Any, path: str, known: set[str]) -> Mapping[str, Any]:
        if not isinstance(plain, dict):
            self.fault(path, "Write names with values here")
            return {}
        for name in plain:
            if name not in known:
                self.fault(_join(path, str(name)), "There is no such name here")
        return plain

    def _list(self, plain: Any, path: str) -> Iterator[tuple[str, Any]]:
        if plain is None:
            return
        if not isinstance(plain, list):
            self.fault(path, "Write a list here")
            return
        yield from ((f"{path}[{at}]", each) for at, each in enumerate(plain))

    def _text(self, plain: Any, path: str) -> str:
        if plain is None or isinstance(plain, str):
            return plain or ""
        self.fault(path, "Write text; put figures in quotation marks")
        return ""

    def _parts(self, plain: Any, path: str, parent: str) -> list[PartRow]:
        rows = (self._part(each, where, parent) for where, each in self._list(plain, path))
        return [row for row in rows if row is not None]

    def _part(self, plain: Any, path: str, parent: str) -> PartRow | None:
        sorts = [name for name in plain if name in SORTS] if isinstance(plain, dict) else []
        if len(sorts) != 1:
            self.fault(
                path, "Begin with one kind of part and its name, such as priority: Early years"
            )
            return None
        sort = sorts[0]
        content = self._mapping(plain, path, {sort, *PART})
        fields = content.get("fields") or {}
        if not isinstance(fields, dict):
            self.fault(f"{path}.fields", "Write names with values here")
            fields = {}
        for misfit in misfits(sort, parent, fields):
            where = "" if misfit.where == "kind" else f".fields.{misfit.where}"
            self.fault(f"{path}{where}", misfit.words)
        return PartRow(
            path=path,
            sort=sort,
            key=self._key(content.get("key"), f"{path}.key"),
            values=self._fit(Part, self._own(sort, content, path, fields), path),
            across=self._text(content.get("across"), f"{path}.across"),
            places=self._places(sort, content, path),
            facts=self._facts(sort, content, path),
            parts=self._parts(content.get("parts"), f"{path}.parts", sort),
        )

    def _places(self, sort: str, content: Mapping[str, Any], path: str) -> list[str]:
        rows = list(self._list(content.get("places"), f"{path}.places"))
        if rows and sort not in ABOUT_PLACES:
            self.fault(f"{path}.places", f"A {SORTS[sort].one} is not about places")
        return [self._text(each, where) for where, each in rows]

    def _own(self, sort: str, content: Mapping[str, Any], path: str, fields: Any) -> dict[str, Any]:
        title = self._text(content[sort], f"{path}.{sort}")
        text = self._text(content.get("text"), f"{path}.text")
        named = bool(SORTS[sort].name)
        if not named and text:
            self.fault(f"{path}.text", f"A {SORTS[sort].one} has one text: write it after {sort}:")
        if not title and not text:
            self.fault(f"{path}.{sort}", "Say what it is")
        names = content.get("names") or {}
        if not isinstance(names, dict) or not all(
            isinstance(each, str) for pair in names.items() for each in pair
        ):
            self.fault(
                f"{path}.names", "Write where each form of the name is printed, and the form"
            )
            names = {}
        return {
            "number": self._text(content.get("number"), f"{path}.number"),
            "name": title if named else "",
            "text": text if named else title,
            "names": names,
            "on": content.get("on"),
            "data": dict(fields),
        }

    def _key(self, plain: Any, path: str) -> UUID | None:
        if plain is None:
            return None
        try:
            key = UUID(str(plain))
        except ValueError:
            self.fault(path, "This is no key; leave it out for a new part")
            return None
        if key in self._keys:
            self.fault(path, f"{self._keys[key]} has the same key")
        self._keys[key] = path
        return key

    def _facts(
        self, sort: str, content: Mapping[str, Any], path: str
    ) -> dict[str, list[dict[str, Any]]]:
        facts: dict[str, list[dict[str, Any]]] = {}
        for kind, model in FACTS.items():
            rows = list(self._list(content.get(kind), f"{path}.{kind}"))
            if rows and kind not in SORTS[sort].gathers:
                self.fault(f"{path}.{kind}", f"A {SORTS[sort].one} has no {kind}")
                continue
            facts[kind] = [self._fact(model, each, where) for where, each in rows]
        return facts

    def _fact(self, model: type[Fact], plain: Any, path: str) -> dict[str, Any]:
        content = dict(self._mapping(plain, path, {*model.SAYS, *SHARED}))
        if model is Reading and "value" not in content and isinstance(content.get("printed"), str):
            content["value"] = measures.figure(content["printed"])
        known = {name: content[name] for name in (*model.SAYS, *SHARED) if name in content}
        fitted = self._fit(model, known, path)
        for name in model.SAYS:
            if name not in content and _is_needed(model._meta.get_field(name)):
                self.fault(f"{path}.{name}", "Say what it is")
        if words := _broken_rule(model, fitted):
            self.fault(path, words)
        return fitted

    def _fit(self, model: type[models.Model], values: dict[str, Any], path: str) -> dict[str, Any]:
        """The values as the model's fields take them; what it refuses is a fault."""
        fitted: dict[str, Any] = {}
        for name, value in values.items():
            at = model._meta.get_field(name)
            assert isinstance(at, models.Field)
            try:
                fitted[name] = _clean(at, value)
            except (ValidationError, ValueError, InvalidOperation) as error:
                words = " ".join(getattr(error, "messages", ["This is no value for it"]))
                self.fault(_join(path, name), words)
        return fitted

    def _cross(self, file: PlanFile) -> None:
        """What cells are set against is there, is of the right sort, and is there once."""
        index = crossings(file)
        cells: dict[tuple[int, str], str] = {}
        for parent in file.walk():
            for row in parent.parts:
                self._crossing(row, index, cells, id(parent))
        for row in file.parts:
            self._crossing(row, index, cells, 0)

    def _crossing(
        self,
        row: PartRow,
        index: dict[str, PartRow],
        cells: dict[tuple[int, str], str],
        parent: int,
    ) -> None:
        wanted = SORTS[row.sort].across
        if not row.across:
            if wanted:
                self.fault(f"{row.path}.across", f"Say which {' or '.join(wanted)} it is for")
            return
        other = index.get(row.across)
        if other is None or other.sort not in wanted:
            self.fault(f"{row.path}.across", f"There is no such part: “{row.across}”")
            return
        earlier = cells.setdefault((parent, other.path), row.path)
        if earlier != row.path:
            self.fault(f"{row.path}.across", f"{earlier} is set against the same part")


def crossings(file: PlanFile) -> dict[str, PartRow]:
    """The parts by what `across` may call them: key, “priority 3”, “place Bexley”."""
    index: dict[str, PartRow] = {}
    for row in file.walk():
        called = (str(row.key), f"{row.sort} {row.values.get('number')}", f"{row.sort} {row.title}")
        for name in called:
            index.setdefault(name, row)
    return index


def _clean(at: models.Field[Any, Any], value: Any) -> Any:
    """A value as its field takes it: dates also as text, nothing for “not stated”."""
    if isinstance(at, models.JSONField):
        return value
    if value is None or value == "":
        if at.null:
            return None
        if not at.blank:
            raise ValidationError("Say what it is")
        return ""
    if isinstance(at, models.CharField | models.TextField) and not isinstance(value, str):
        raise ValidationError("Write text; put figures in quotation marks")
    if isinstance(at, models.DecimalField):
        return at.clean(Decimal(str(value)), None)
    if isinstance(at, models.DateField) and not isinstance(value, date):
        return date.fromisoformat(value)
    return at.clean(value, None)


def _is_needed(at: Any) -> bool:
    return not (at.null or at.blank or at.has_default())


def _broken_rule(model: type[Fact], fitted: Mapping[str, Any]) -> str:
    """What the database demands of a fact as a whole (strategy/models/facts.py)."""
    said = {name for name, value in fitted.items() if value}
    if model is Assessment and not said & {"source", "rests_on", "person"}:
        return "Say what it rests on: source, rests_on or person"
    if model is not Schedule:
        return ""
    if not said & {"starts", "due", "words"}:
        return "Say when: starts, due or words"
    if {"starts", "due"} <= said and fitted["due"] < fitted["starts"]:
        return "It is due before it starts"
    return ""


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
