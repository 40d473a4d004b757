"""Workbooks of Excel: rows read cell by cell with faults that name their cells, and written."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any, Final
from zipfile import BadZipFile

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from icsgov.record.csvs import harmless

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS: Final = 5_000
BROKEN = (InvalidFileException, BadZipFile, KeyError, ValueError, IndexError, OSError, TypeError)


@dataclass(frozen=True)
class CellFault:
    """What is wrong in a cell, such as D7."""

    cell: str
    words: str

    def __str__(self) -> str:
        return f"Cell {self.cell}: {self.words}" if self.cell else self.words


def read(content: bytes, columns: int) -> list[list[Any]] | CellFault:
    """The cells beneath the heads of the first sheet, or why it cannot be read."""
    try:
        book = load_workbook(BytesIO(content), read_only=True, data_only=False)
        rows = book.worksheets[0].iter_rows(min_row=2, max_col=columns, values_only=True)
        listed = [list(row) for _, row in zip(range(MOST_ROWS + 1), rows, strict=False)]
    except BROKEN:
        return CellFault("", "This is no workbook of Excel (.xlsx).")
    if len(listed) > MOST_ROWS:
        return CellFault("", f"Send at most {MOST_ROWS:,} rows at a time.")
    return [[*row, *[None] * (columns - len(row))] for row in listed]


def take(take_cell: Callable[[Any], Any], cell: Any, where: str, faults: list[CellFault]) -> Any:
    """What a cell says; None, with a fault that names the cell, where it says nothing of use."""
    if isinstance(cell, str) and cell.startswith("="):
        faults.append(CellFault(where, "Put a value in place of the formula."))
        return None
    try:
        return take_cell(cell)
    except ValueError as error:
        faults.append(CellFault(where, str(error)))
        return None


def text(most: int, *, needed: str = "") -> Callable[[Any], str]:
    """Takes words of at most so many characters; `needed` is said where there are none."""

    def taken(cell: Any) -> str:
        if isinstance(cell, datetime | date):
            raise ValueError("This is a date. Write it as text.")
        words = "" if cell is None else str(cell).strip().removeprefix("'")
        if len(words) > most:
            raise ValueError(f"Use at most {most} characters.")
        if needed and not words:
            raise ValueError(needed)
        return words

    return taken


def day(cell: Any) -> date | None:
    """A day, from a date cell or from words such as 2019-03-31."""
    if cell in (None, ""):
        return None
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    try:
        return date.fromisoformat(str(cell).strip())
    except ValueError:
        raise ValueError("Write a date, such as 2019-03-31.") from None


def yes(cell: Any) -> bool:
    """Yes, no, or nothing for no."""
    words = str(cell or "").strip().lower()
    if words not in ("", "yes", "no"):
        raise ValueError("Write yes, or leave it empty.")
    return words == "yes"


def write(title: str, columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[Any]]) -> bytes:
    """One sheet with heads of some width; no text in it runs as a formula."""
    book = Workbook()
    sheet = book.active
    sheet.title = title[:31]
    sheet.append([harmless(name) for name, _ in columns])
    for at, (_, width) in enumerate(columns, 1):
        sheet.cell(1, at).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(at)].width = width
    sheet.freeze_panes = "A2"
    for row in rows:
        sheet.append([harmless(cell) if isinstance(cell, str) else cell for cell in row])
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def answer(content: bytes, filename: str) -> HttpResponse:
    """A workbook to be saved under this name."""
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, filename) or "attachment"
    return response
