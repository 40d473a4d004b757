"""A plan of the desk as a plan file: what importing it again makes the same."""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import yaml

from strategy.links import CONCERNS, named_by_each
from strategy.models import Fact, Part, Plan, Reading
from strategy.planfile import FACTS, FORMAT, HEAD, SHARED

Children = Mapping[int | None, list[Part]]


def plain_of(plan: Plan) -> dict[str, Any]:
    """The plan as plain content of a plan file (8 queries); parts taken out are left out."""
    parts = list(plan.parts.standing().select_related("across").with_facts())
    standing = {part.pk for part in parts}
    children: dict[int | None, list[Part]] = {}
    for part in parts:
        if part.parent_id is None or part.parent_id in standing:
            children.setdefault(part.parent_id, []).append(part)
    places = named_by_each([part.key for part in parts], CONCERNS)
    head = {name: _plain(getattr(plan, name)) for name in HEAD}
    return _filled(
        {
            "format": FORMAT,
            "board": plan.board.slug,
            **head,
            "parts": [_part(part, children, places) for part in children.get(None, ())],
        }
    )


def as_json(plan: Plan) -> str:
    """The plan file as JSON."""
    return json.dumps(plain_of(plan), indent=2, ensure_ascii=False) + "\n"


def as_yaml(plan: Plan) -> str:
    """The plan file as YAML."""
    return yaml.safe_dump(plain_of(plan), allow_unicode=True, sort_keys=False, width=98)


def _part(part: Part, children: Children, places: Mapping[UUID, list[UUID]]) -> dict[str, Any]:
    named = bool(part.kind.name)
    content = {
        part.sort: part.name if named else part.text,
        "key": str(part.key),
        "number": part.number,
        "text": part.text if named else "",
        "names": part.names,
        "on": _plain(part.on),
        "across": str(part.across.key) if part.across else "",
        "places": [str(key) for key in places.get(part.key, ())],
        "fields": part.data,
        **{kind: [plain_fact(fact) for fact in getattr(part, kind).all()] for kind in FACTS},
        "parts": [_part(child, children, places) for child in children.get(part.pk, ())],
    }
    title = {part.sort: content[part.sort]}
    return title | _filled(content)


def plain_fact(fact: Fact) -> dict[str, Any]:
    """A fact as plain JSON: what it says, and what it rests on."""
    content = {name: getattr(fact, name) for name in (*fact.SAYS, *SHARED)}
    said = _filled({name: _plain(value) for name, value in content.items()})
    if isinstance(fact, Reading) and fact.value is None:
        said["value"] = ""  # left out, it would be read from what is printed
    return said


def _plain(value: Any) -> Any:
    """A value as JSON and YAML have it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return str(value) if isinstance(value, UUID | str) else value


def _filled(content: dict[str, Any]) -> dict[str, Any]:
    """Without what says nothing."""
    return {name: value for name, value in content.items() if value not in (None, "", [], {})}
