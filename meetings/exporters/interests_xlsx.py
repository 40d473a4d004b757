"""The register of a board as a workbook, which can be changed and sent back."""

from collections.abc import Iterable
from typing import Any, Final

from icsgov.boards.models import Board, Person
from icsgov.record import workbooks
from meetings.models import Interest

COLUMNS: Final = (
    ("Key (leave as it is)", 38),
    ("Person", 30),
    ("Kind", 28),
    ("Organisation", 36),
    ("What the interest is", 48),
    ("What is done about it", 36),
    ("From", 12),
    ("Until", 12),
    ("Declared on", 12),
    ("Public (yes or no)", 18),
    ("Why it is kept private", 36),
)


def write(board: Board, rows: Iterable[Interest], people: Iterable[Person]) -> bytes:
    """A row for every interest, and an empty one for everybody who has declared none."""
    listed = list(rows)
    silent = [person for person in people if person.pk not in {row.person_id for row in listed}]
    lines = [*map(_line, listed), *([None, person.full_name] for person in silent)]
    return workbooks.write(f"Interests {board.short_name}", COLUMNS, lines)


def _line(row: Interest) -> list[Any]:
    return [
        str(row.key),
        row.person.full_name,
        row.get_kind_display(),
        row.organisation,
        row.words,
        row.action,
        row.starts,
        row.ends,
        row.declared,
        "yes" if row.published else "no",
        row.exempt_reason,
    ]
