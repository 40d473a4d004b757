"""The cover sheet: plain JSON by the board's own fields, what it lacks, how it reads and changed.

What stands under the key of a field, by the field's kind (icsgov/boards/rules.py):

    line, text     "words"
    rich           "<p>HTML as meetings/bodies.py cleans it</p>"
    date           "2023-07-24"
    tick           true
    purpose        {"ticks": ["discussion"], "text": "words"}
    asks           [{"verb": "note", "text": "the report"}, ...], numbered by their order
    supports       [{"key": "<UUID of a part of a plan>", "words": "3 Early years"}, ...]
    places         [{"key": "<UUID of a place in a plan>", "words": "Bexley"}, ...]
    people         [{"name": "Dr Sam Sample", "title": "Director"}, ...] under "authors"
    leads          the same under "leads"

What is empty is absent. `title` is a column of the paper; a sheet is a cover with its title in.
People stand under the two fixed keys whatever the board calls its fields: they are the paper's
roles as printed when the version was cut.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from icsgov.boards.rules import CoverField, Rules
from meetings import bodies

Cover = Mapping[str, Any]
AUTHORS, LEADS, TITLE = "authors", "leads", "title"
PICKED = ("supports", "places")  # kinds of fields that hold parts of plans

# What a board is asked to do, and whether it resolves something by doing it.
VERBS = {
    "note": False,
    "receive": False,
    "discuss": False,
    "comment on": False,
    "consider": False,
    "approve": True,
    "agree": True,
    "endorse": True,
    "support": True,
    "ratify": True,
    "adopt": True,
    "delegate": True,
    "recommend": True,
}


@dataclass(frozen=True)
class Missing:
    """A field that the board requires and that is empty."""

    key: str
    label: str

    @property
    def words(self) -> str:
        return f"{self.label} is empty."


@dataclass(frozen=True)
class Change:
    """A field that reads differently in two covers."""

    key: str
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Line:
    """A field with something in it, as it is printed."""

    key: str
    label: str
    kind: str
    value: Any


def place(field: CoverField) -> str:
    """The key in the JSON under which the value of a field stands."""
    return {"people": AUTHORS, "leads": LEADS}.get(field.kind, field.key)


def is_empty(value: Any) -> bool:
    """Whether a field says nothing: no words, no ticks, no rows, a paragraph without text."""
    if isinstance(value, str):
        return bodies.is_blank(value)
    if isinstance(value, Mapping):
        return all(is_empty(part) for part in value.values())
    if isinstance(value, Sequence):
        return all(is_empty(part) for part in value)
    return value in (None, False)


def tidy(cover: Cover) -> dict[str, Any]:
    """The cover without what is empty."""
    return {key: value for key, value in cover.items() if not is_empty(value)}


def defaults(
    rules: Rules,
    *,
    day: date | None,
    purposes: Iterable[str],
    asks: Iterable[tuple[str, str]],
    supports: Iterable[Mapping[str, str]] = (),
    places: Iterable[Mapping[str, str]] = (),
) -> dict[str, Any]:
    """A new cover from what the agenda already says: the day, the ticks, the asks, the plans."""
    values: dict[str, Any] = {
        "date": day.isoformat() if day else "",
        "purpose": {"ticks": [key for key in purposes if rules.purpose(key)]},
        "asks": [{"verb": verb, "text": text} for verb, text in asks],
        "supports": [dict(part) for part in supports],
        "places": [dict(part) for part in places],
    }
    return tidy(
        {field.key: values[field.kind] for field in rules.cover_fields if field.kind in values}
    )


def missing(sheet: Cover, rules: Rules) -> tuple[Missing, ...]:
    """The required fields that are empty, in the order of the cover sheet."""
    return tuple(
        Missing(field.key, field.label)
        for field in rules.cover_fields
        if field.required and is_empty(sheet.get(place(field)))
    )


def lines(sheet: Cover, rules: Rules) -> tuple[Line, ...]:
    """What there is to print, field by field, in the board's order."""
    return tuple(
        Line(field.key, field.label, field.kind, sheet[place(field)])
        for field in rules.cover_fields
        if not is_empty(sheet.get(place(field)))
    )


def words(kind: str, value: Any, rules: Rules) -> str:
    """The value of a field as plain text, a line for each row of it; "" where it is empty."""
    if is_empty(value):
        return ""
    if kind == "rich":
        return "\n".join(bodies.blocks(value))
    if kind == "date":
        day = date.fromisoformat(value)
        return f"{day.day} {day:%B %Y}"
    if kind == "tick":
        return "Yes"
    if kind == "purpose":
        return "\n".join(filter(None, (ticked(value, rules), value.get("text", ""))))
    if kind == "asks":
        return "\n".join(f"{at}. {ask_words(ask)}" for at, ask in enumerate(value, 1))
    if kind in ("people", "leads"):
        return "\n".join(person_words(person) for person in value)
    if kind in PICKED:
        return "\n".join(part["words"] for part in parts(value)) or str(value)
    return str(value)


def ticked(purpose: Mapping[str, Any], rules: Rules) -> str:
    """The labels of the ticked purposes, in the board's order."""
    keys = set(purpose.get("ticks", ()))
    return ", ".join(tick.label for tick in rules.purposes if tick.key in keys)


def ask_words(ask: Mapping[str, str]) -> str:
    """One ask as a sentence that ends the words "the board is asked to"."""
    return f"{ask.get('verb', '')} {ask.get('text', '')}".strip()


def person_words(person: Mapping[str, str]) -> str:
    """Name and title as printed."""
    return ", ".join(part for part in (person.get("name"), person.get("title")) if part)


def parts(value: Any) -> list[dict[str, str]]:
    """The parts of plans in a field; none in what was text before the board asked for plans."""
    return value if isinstance(value, list) else []


def picked(sheet: Cover, rules: Rules, kind: str) -> dict[UUID, str]:
    """The parts of plans that fields of a kind name, once each, with their words."""
    named = (line.value for line in lines(sheet, rules) if line.kind == kind)
    return {UUID(part["key"]): part["words"] for value in named for part in parts(value)}


def plain(sheet: Cover, rules: Rules) -> str:
    """The whole cover sheet as text, for search and for reading aloud."""
    return "\n\n".join(
        f"{line.label}\n{words(line.kind, line.value, rules)}" for line in lines(sheet, rules)
    )


def changes(old: Cover, new: Cover, rules: Rules) -> tuple[Change, ...]:
    """The fields that read differently, in the board's order."""
    pairs = (
        (
            field,
            words(field.kind, old.get(place(field)), rules),
            words(field.kind, new.get(place(field)), rules),
        )
        for field in rules.cover_fields
    )
    return tuple(
        Change(field.key, field.label, before, after)
        for field, before, after in pairs
        if before != after
    )


def decides(asks: Iterable[Mapping[str, str]]) -> bool:
    """Whether one of the asks has the board resolve something."""
    return any(VERBS.get(ask.get("verb", "").strip().lower(), False) for ask in asks)
