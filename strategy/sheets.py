"""Readings of metrics in a spreadsheet: a template to fill in, and what came back.

Nothing is applied while any row has an error; errors name their cells.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any, Final
from uuid import UUID
from zipfile import BadZipFile

from django.db import transaction
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font
from openpyxl.utils.exceptions import InvalidFileException

from strategy import measures
from strategy.models import Part, Plan, Reading

TITLE: Final = "Readings"
MOST_ROWS: Final = 5_000
COLUMNS: Final = (
    ("Key (leave as it is)", 38),
    ("Metric", 48),
    ("Unit", 8),
    ("Value", 10),
    ("As printed", 14),
    ("Period", 12),
    ("Last day of the period", 22),
    ("Place", 18),
    ("Comparator (yes or empty)", 26),
    ("Source", 40),
)
FORMULAS: Final = ("=", "+", "-", "@")


@dataclass(frozen=True)
class CellFault:
    """What is wrong in a cell, such as D7."""

    cell: str
    words: str

    def __str__(self) -> str:
        return f"Cell {self.cell}: {self.words}" if self.cell else self.words


@dataclass(frozen=True)
class Sheet:
    """Readings that a spreadsheet brought, and what is wrong with it."""

    readings: tuple[Reading, ...]
    faults: tuple[CellFault, ...]


def metrics_of(plan: Plan) -> list[Part]:
    """The metrics of a plan in their order."""
    return list(plan.parts.standing().filter(sort="metric").prefetch_related("readings"))


def write(plan: Plan, *, with_readings: bool) -> bytes:
    """A workbook with a row for every reading, or the template with a row for every metric."""
    book = Workbook()
    sheet = book.active
    sheet.title = TITLE
    sheet.append([name for name, _ in COLUMNS])
    for at, (_, width) in enumerate(COLUMNS, 1):
        sheet.cell(1, at).font = Font(bold=True)
        sheet.column_dimensions[sheet.cell(1, at).column_letter].width = width
    sheet.freeze_panes = "A2"
    for metric in metrics_of(plan):
        about = [str(metric.key), harmless(metric.name), harmless(metric.data.get("unit", ""))]
        rows = list(metric.readings.all()) if with_readings else [None]
        for reading in rows:
            sheet.append([*about, *(_cells(reading) if reading else ())])
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def harmless(text: str) -> str:
    """Text that no spreadsheet runs as a formula: what looks like one gets a quotation mark."""
    return f"'{text}" if text.startswith((*FORMULAS, "\t", "\r")) else text


def _cells(reading: Reading) -> list[Any]:
    return [
        float(reading.value) if reading.value is not None else None,
        harmless(reading.printed),
        harmless(reading.period),
        reading.on,
        harmless(reading.place),
        "yes" if reading.comparator else None,
        harmless(reading.source),
    ]


def read(plan: Plan, content: bytes) -> Sheet:
    """The readings of a filled-in workbook; rows without value and print are left out."""
    try:
        book = load_workbook(BytesIO(content), read_only=True, data_only=False)
        rows = book.worksheets[0].iter_rows(min_row=2, max_col=len(COLUMNS), values_only=True)
        listed = [list(row) for _, row in zip(range(MOST_ROWS + 1), rows, strict=False)]
    except (InvalidFileException, BadZipFile, KeyError, ValueError, IndexError, OSError):
        return Sheet((), (CellFault("", "This is no workbook of Excel (.xlsx)."),))
    if len(listed) > MOST_ROWS:
        return Sheet((), (CellFault("", f"Send at most {MOST_ROWS:,} rows at a time."),))
    metrics = {metric.key: metric for metric in metrics_of(plan)}
    faults: list[CellFault] = []
    readings = [
        reading
        for at, row in enumerate(listed, 2)
        if (reading := _row(row, at, metrics, faults)) is not None
    ]
    return Sheet(tuple(readings) if not faults else (), tuple(faults))


def _row(
    row: Sequence[Any], at: int, metrics: dict[UUID, Part], faults: list[CellFault]
) -> Reading | None:
    padded = [*row, *[None] * (len(COLUMNS) - len(row))]
    if padded[3] in (None, "") and padded[4] in (None, ""):
        return None
    formulas = [CellFault(f"{c}{at}", "Put a value in place of the formula.") for c in _run(padded)]
    if formulas:
        faults += formulas
        return None
    values: dict[str, Any] = {}
    for column, name, take in (
        ("A", "part", lambda cell: _metric(cell, metrics)),
        ("D", "value", _value),
        ("E", "printed", _text),
        ("F", "period", _text),
        ("G", "on", _day),
        ("H", "place", _text),
        ("I", "comparator", _yes),
        ("J", "source", _text),
    ):
        _take(values, name, take, padded["ABCDEFGHIJ".index(column)], f"{column}{at}", faults)
    return _reading(values) if len(values) == 8 else None


def _run(row: Sequence[Any]) -> Iterator[str]:
    """The columns of the cells that hold formulas."""
    for column, cell in zip("ABCDEFGHIJ", row, strict=True):
        if isinstance(cell, str) and cell.startswith("="):
            yield column


def _take(
    values: dict[str, Any],
    name: str,
    take: Callable[[Any], Any],
    cell: Any,
    where: str,
    faults: list[CellFault],
) -> None:
    try:
        taken = take(cell)
        if isinstance(taken, str):
            longest = getattr(Reading._meta.get_field(name), "max_length", None)
            if longest and len(taken) > longest:
                raise ValueError(f"Use at most {longest} characters.")
        values[name] = taken
    except ValueError as error:
        faults.append(CellFault(where, str(error)))


def _reading(values: dict[str, Any]) -> Reading:
    metric, value = values["part"], values["value"]
    printed = values["printed"] or f"{value:f}{'%' if metric.data.get('unit') == '%' else ''}"
    if value is None:
        value = measures.figure(printed)
    return Reading(**{**values, "printed": printed, "value": value})


def _metric(cell: Any, metrics: dict[UUID, Part]) -> Part:
    try:
        return metrics[UUID(str(cell))]
    except (ValueError, KeyError):
        raise ValueError("This is the key of no metric of the plan.") from None


def _value(cell: Any) -> Decimal | None:
    if cell in (None, ""):
        return None
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        raise ValueError("Write a number, without a unit.")
    value = Decimal(str(cell))
    if not value.is_finite() or abs(value) >= Decimal(10) ** 12 or value != round(value, 6):
        raise ValueError("Write a number below a million million, with at most 6 decimals.")
    return value


def _text(cell: Any) -> str:
    if isinstance(cell, datetime | date):
        raise ValueError("This is a date. Write it as text.")
    return "" if cell is None else str(cell).strip().removeprefix("'")


def _day(cell: Any) -> date | None:
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


def _yes(cell: Any) -> bool:
    words = str(cell or "").strip().lower()
    if words not in ("", "yes", "no"):
        raise ValueError("Write yes, or leave it empty.")
    return words == "yes"


@transaction.atomic
def apply(sheet: Sheet, by: Any, now: datetime) -> int:
    """Add the readings that are not there yet; gives their number."""
    added = 0
    for reading in sheet.readings:
        same = {name: getattr(reading, name) for name in (*Reading.SAYS, "source")}
        if not Reading.objects.filter(part=reading.part, **same).exists():
            reading.by, reading.at = by, now
            reading.save()
            added += 1
    return added
