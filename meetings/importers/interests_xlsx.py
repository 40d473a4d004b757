"""A register of interests from a workbook: nothing is written while any cell is wrong.

A row with a key changes that interest; one without declares a new one. Rows in which nothing but
the person stands are left out. No row is ever removed: an interest lapses by its last day.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from icsgov.boards.models import Person
from icsgov.record import workbooks
from icsgov.record.workbooks import CellFault
from meetings.declaring import registering
from meetings.exporters.interests_xlsx import COLUMNS
from meetings.models import Interest

LETTERS = "ABCDEFGHIJK"
KINDS = {label.casefold(): value for value, label in Interest.Kind.choices}
FIELDS = ("kind", "organisation", "words", "action", "starts", "ends", "declared")


@dataclass(frozen=True)
class Row:
    """One interest as a row has it; without `known` a new one."""

    person: Person
    known: Interest | None
    fields: Mapping[str, Any]


@dataclass(frozen=True)
class Sheet:
    """What a workbook brought, and what is wrong with it."""

    rows: tuple[Row, ...]
    faults: tuple[CellFault, ...]


def read(content: bytes, known: Iterable[Interest], people: Iterable[Person], on: date) -> Sheet:
    """The rows of a workbook for people and interests that its sender may change.

    `on` is the day of declaring where the workbook gives none.
    """
    listed = workbooks.read(content, len(COLUMNS))
    if isinstance(listed, CellFault):
        return Sheet((), (listed,))
    reader = _Reader({row.key: row for row in known}, _by_name(people), on)
    rows = [reader.row(cells, at) for at, cells in enumerate(listed, 2) if _says(cells)]
    faults = tuple(reader.faults)
    return Sheet(() if faults else tuple(row for row in rows if row), faults)


def _by_name(people: Iterable[Person]) -> dict[str, list[Person]]:
    named: dict[str, list[Person]] = {}
    for person in people:
        for name in {person.full_name, f"{person.given_names} {person.family_name}"}:
            named.setdefault(name.casefold(), []).append(person)
    return named


def _says(cells: Sequence[Any]) -> bool:
    """Whether a row holds more than a person's name."""
    return any(cell not in (None, "") for at, cell in enumerate(cells) if at != 1)


class _Reader:
    """Rows of one workbook, and the faults found in it so far."""

    def __init__(
        self, known: Mapping[UUID, Interest], people: Mapping[str, list[Person]], on: date
    ) -> None:
        self.known, self.people, self.on = known, people, on
        self.faults: list[CellFault] = []

    def row(self, cells: Sequence[Any], at: int) -> Row | None:
        """A row, or None with faults."""
        before = len(self.faults)
        said = {
            name: self._take(cells, column, at, take)
            for name, column, take in (
                ("known", "A", self._known),
                ("person", "B", self._person),
                ("kind", "C", _kind),
                ("organisation", "D", workbooks.text(200)),
                ("words", "E", workbooks.text(4000, needed="Write what the interest is.")),
                ("action", "F", workbooks.text(4000)),
                ("starts", "G", workbooks.day),
                ("ends", "H", workbooks.day),
                ("declared", "I", workbooks.day),
                ("published", "J", _public),
                ("exempt_reason", "K", workbooks.text(4000)),
            )
        }
        if len(self.faults) > before:
            return None
        self._check(said, at)
        return self._made(said) if len(self.faults) == before else None

    def _take(self, cells: Sequence[Any], column: str, at: int, take: Callable[[Any], Any]) -> Any:
        cell = cells[LETTERS.index(column)]
        return workbooks.take(take, cell, f"{column}{at}", self.faults)

    def _known(self, cell: Any) -> Interest | None:
        if cell in (None, ""):
            return None
        try:
            return self.known[UUID(str(cell).strip())]
        except (ValueError, KeyError):
            raise ValueError("This is the key of no interest on this register.") from None

    def _person(self, cell: Any) -> Person:
        name = str(cell or "").strip().removeprefix("'")
        found = self.people.get(name.casefold(), [])
        if len(found) != 1:
            words = "More than one person is" if found else "Nobody on this board is"
            raise ValueError(f"{words} called “{name[:60]}”.")
        return found[0]

    def _check(self, said: Mapping[str, Any], at: int) -> None:
        """What cells say together."""
        if said["known"] and said["known"].person_id != said["person"].pk:
            self.faults.append(
                CellFault(f"B{at}", "The interest with this key is somebody else’s.")
            )
        if said["starts"] and said["ends"] and said["ends"] < said["starts"]:
            self.faults.append(CellFault(f"H{at}", "It cannot end before it began."))
        if not said["published"] and not said["exempt_reason"]:
            self.faults.append(CellFault(f"K{at}", "Write why it is kept private."))

    def _made(self, said: Mapping[str, Any]) -> Row:
        fields = {name: said[name] for name in FIELDS}
        fields["declared"] = said["declared"] or (
            said["known"].declared if said["known"] else self.on
        )
        fields["published"] = said["published"]
        fields["exempt_reason"] = "" if said["published"] else said["exempt_reason"]
        return Row(said["person"], said["known"], fields)


def _kind(cell: Any) -> str:
    words = str(cell or "").strip().casefold()
    if words not in KINDS and words not in KINDS.values():
        raise ValueError(f"Write one of {', '.join(label for _, label in Interest.Kind.choices)}.")
    return KINDS.get(words, words)


def _public(cell: Any) -> bool:
    """Public unless the cell says no."""
    return True if cell in (None, "") else workbooks.yes(cell)


@transaction.atomic
def apply(sheet: Sheet, by: Any, now: datetime) -> tuple[int, int]:
    """Write all rows; how many are new, and how many changed."""
    new, changed = 0, 0
    for row in sheet.rows:
        if row.known is None:
            Interest(person=row.person, **row.fields).create_by(by, now, words="From a workbook")
            new += 1
        elif row.known.save_at(row.known.version, by, now, **row.fields):
            changed += 1
    for person in {row.person.pk: row.person for row in sheet.rows}.values():
        registering.renew(person, by, now)
    return new, changed
