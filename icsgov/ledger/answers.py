"""What a page was made from, as questions to the database; asked again, they tell if it holds.

A page is a function of who reads it, of the hour, and of what the database answers. Each question
follows from the answers before it. So while all questions of a page are answered as they were,
the page is what would be made now: nothing has to say that something changed.
"""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection

READS = ("SELECT", "WITH")


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
        self.asked.append((sql, tuple(params or ())))
        return execute(sql, params, many, context)

    def same_as(self, other: "Questions") -> bool:
        """Whether the other asked the same, each at its own hour."""
        return [*self._at(other.now)] == other.asked and not (self.wrote or other.wrote)

    def answered(self, now: datetime) -> str:
        """A digest of what the database answers now (one query for each)."""
        found = hashlib.blake2b(digest_size=20)
        with connection.cursor() as cursor:
            for sql, values in self._at(now):
                cursor.execute(sql, values)
                found.update(repr(cursor.fetchall()).encode("utf-8", "surrogatepass"))
        return found.hexdigest()

    def _at(self, now: datetime) -> Iterator[tuple[str, tuple[Any, ...]]]:
        """The same questions at another hour."""
        adapt = connection.ops.adapt_datetimefield_value
        then, at = adapt(self.now), adapt(now)
        for sql, values in self.asked:
            yield sql, _instead(values, then, at)


def _instead(values: Sequence[Any], then: Any, now: Any) -> tuple[Any, ...]:
    return tuple(now if type(value) is type(then) and value == then else value for value in values)
