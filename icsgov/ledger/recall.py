"""Parts of a page that are made again only where the database answers otherwise.

A page that is drawn anew because one thing in it changed asks most of its questions for nothing:
it has just heard, before it is drawn, that they are answered as they were (Questions.told). A
part is a value that follows from its questions and from whose page it is; while each of them is
answered as it was when the part was made, the part is what would be made now. It is read by
several pages, so nobody may change it.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, QuerySet
from django.db.models.base import ModelState

from icsgov.ledger.answers import Questions, Told


@dataclass(frozen=True)
class Part:
    """A value with the questions it was made from, and what each was answered."""

    asked: Questions
    answers: tuple[bytes, ...]
    value: Any


Parts = Mapping[Hashable, Part]


@dataclass
class Making:
    """A page being made: what was answered before, the parts it had, those it has now."""

    asked: Questions
    told: Told
    before: Parts
    used: dict[Hashable, Part] = field(default_factory=dict)
    fresh: dict[Hashable, tuple[Questions, Any]] = field(default_factory=dict)

    def parts(self) -> Parts:
        """The parts to keep, if the answers are now what they were before the page was made."""
        made = {
            name: Part(asked, answers, value)
            for name, (asked, value) in self.fresh.items()
            if (answers := asked.among(self.told, asked.now)) is not None
        }
        return {**self.used, **made}


_making: ContextVar[Making | None] = ContextVar("making", default=None)


@contextmanager
def making(asked: Questions, told: Told, before: Parts) -> Iterator[Making]:
    """A page is made within, at the hour of `asked`, which hears its questions."""
    page = Making(asked, told, before)
    token = _making.set(page)
    try:
        with asked.heard():
            yield page
    finally:
        _making.reset(token)


def recalled(name: Hashable, make: Callable[[], Any]) -> Any:
    """A part of the page that is being made, under a name of its own; elsewhere it is just made.

    It must follow from its name, its questions and whose page it is: the name says what else
    the questions are about, such as a day.
    """
    page = _making.get()
    if page is None:
        return make()
    known = page.before.get(name)
    if known and known.asked.among(page.told, page.asked.now) == known.answers:
        page.used[name] = known
        page.asked.repeat(known.asked)
        return known.value
    asked = Questions(page.asked.now)
    value = _alone(asked, make)
    if not asked.wrote:
        page.fresh[name] = (asked, value)
    return value


def _alone(asked: Questions, make: Callable[[], Any]) -> Any:
    """Made without recalling parts of its own, so that all its questions are heard."""
    token = _making.set(None)
    try:
        with asked.heard():
            return make()
    finally:
        _making.reset(token)


def recalled_rows(name: Hashable, rows: QuerySet[Any]) -> list[Any]:
    """Rows as a part, with what was selected along with them: twins, which may be written on."""
    if _making.get() is None:
        return list(rows)
    made: dict[int, Model] = {}
    return [_twin(row, made) for row in recalled(name, lambda: list(rows))]


def _twin(row: Model, made: dict[int, Model]) -> Model:
    """A row with the same values; `made` are the twins by the id of whose they are."""
    known = made.get(id(row))
    if known is not None:
        return known
    twin = made[id(row)] = type(row).__new__(type(row))
    twin.__dict__.update(row.__dict__)
    twin._state = state = ModelState()
    state.db, state.adding = row._state.db, row._state.adding
    for name, other in row._state.fields_cache.items():
        state.fields_cache[name] = _twin(other, made) if isinstance(other, Model) else other
    return twin
