"""What a page was made from, as questions to the database; asked again, they tell if it holds.

A page is a function of who reads it, of the hour, and of what the database answers. Each question
follows from the answers before it. So while all questions of a page are answered as they were,
the page is what would be made now: nothing has to say that something changed.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

READS = ("SELECT", "WITH")


@dataclass(frozen=True)
class Json:
    """A value that PostgreSQL is given as JSON."""

    words: str

    def __str__(self) -> str:
        return self.words


@dataclass
class Questions:
    """The questions that somebody asked at `now`, in their order."""

    now: datetime
    asked: list[tuple[str, tuple[Any, ...]]] = field(default_factory=list)
    wrote: bool = False

    @contextmanager
    def heard(self) -> Iterator[None]:
        """Hear what is asked within; whatever is not a question is noted as well."""
        with connection.execute_wrapper(self._hear):
            yield

    def _hear(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if many or not sql.lstrip(" (").upper().startswith(READS):
            self.wrote = True
        self.asked.append((sql, tuple(map(_comparable, params or ()))))
        return execute(sql, params, many, context)

    def same_as(self, other: "Questions") -> bool:
        """Whether the other asked the same, each at its own hour."""
        return [*self._at(other.now)] == other.asked and not (self.wrote or other.wrote)

    def answered(self, now: datetime) -> str:
        """A digest of what the database answers now (one query for each)."""
        found = hashlib.blake2b(digest_size=20)
        with connection.cursor() as cursor:
            for sql, values in self._at(now):
                cursor.execute(sql, tuple(map(_asked_with, values)))
                found.update(repr(cursor.fetchall()).encode("utf-8", "surrogatepass"))
        return found.hexdigest()

    def to_json(self) -> list[Any]:
        """The questions as they are kept; raises TypeError for a value that cannot be."""
        return [[sql, [_to_json(value) for value in values]] for sql, values in self.asked]

    @classmethod
    def from_json(cls, now: datetime, kept: Sequence[Any]) -> "Questions":
        """The same questions again; `now` is the hour at which they were asked."""
        asked = [(sql, tuple(_from_json(value) for value in values)) for sql, values in kept]
        return cls(now, asked)

    def _at(self, now: datetime) -> Iterator[tuple[str, tuple[Any, ...]]]:
        """The same questions at another hour."""
        adapt = connection.ops.adapt_datetimefield_value
        then, at = adapt(self.now), adapt(now)
        for sql, values in self.asked:
            yield sql, _instead(values, then, at)


def _instead(values: Sequence[Any], then: Any, now: Any) -> tuple[Any, ...]:
    return tuple(now if type(value) is type(then) and value == then else value for value in values)


# Values of questions that JSON does not know, by the name under which they are kept.
KEPT: Mapping[str, tuple[type, Callable[[str], Any]]] = {
    "datetime": (datetime, datetime.fromisoformat),
    "date": (date, date.fromisoformat),
    "uuid": (UUID, UUID),
    "json": (Json, Json),
}


def _comparable(value: Any) -> Any:
    """A value that equals another of the same words: psycopg's wrapper of JSON never does."""
    return Json(json.dumps(value.obj, sort_keys=True)) if hasattr(value, "obj") else value


def _asked_with(value: Any) -> Any:
    if not isinstance(value, Json):
        return value
    return connection.ops.adapt_json_value(json.loads(value.words), None)


def _to_json(value: Any) -> Any:
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, list | tuple):
        return [_to_json(each) for each in value]
    for name, (kind, _) in KEPT.items():
        if isinstance(value, kind):
            return {name: str(value)}
    raise TypeError(f"A question holds {type(value)}.")


def _from_json(value: Any) -> Any:
    if isinstance(value, list):
        return [_from_json(each) for each in value]
    if not isinstance(value, dict):
        return value
    ((name, words),) = value.items()
    return KEPT[name][1](words)
