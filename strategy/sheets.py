"""Readings of metrics in a spreadsheet: a template to fill in, and what came back.

Nothing is applied while any row has an error; errors name their cells.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from icsgov.record import workbooks
from icsgov.record.workbooks import CellFault
from strategy import measures
from strategy.models import Part, Plan, Reading

TITLE: Final = "Readings"
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
    return workbooks.write(TITLE, COLUMNS, _rows(plan, with_readings=with_readings))


def _rows(plan: Plan, *, with_readings: bool) -> Iterator[list[Any]]:
    for metric in metrics_of(plan):
        about = [str(metric.key), metric.name, metric.data.get("unit", "")]
        for reading in metric.readings.all() if with_readings else [None]:
            yield [*about, *(_cells(reading) if reading else ())]


def _cells(reading: Reading) -> list[Any]:
    return [
        float(reading.value) if reading.value is not None else None,
        reading.printed,
        reading.period,
        reading.on,
        reading.place,
        "yes" if reading.comparator else None,
        reading.source,
    ]


def read(plan: Plan, content: bytes) -> Sheet:
    """The readings of a filled-in workbook; rows without value and print are left out."""
    listed = workbooks.read(content, len(COLUMNS))
    if isinstance(listed, CellFault):
        return Sheet((), (listed,))
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
    if row[3] in (None, "") and row[4] in (None, ""):
        return None
    formulas = [CellFault(f"{c}{at}", "Put a value in place of the formula.") for c in _run(row)]
    if formulas:
        faults += formulas
        return None
    values: dict[str, Any] = {}
    for column, name, take in (
        ("A", "part", lambda cell: _metric(cell, metrics)),
        ("D", "value", _value),
        ("E", "printed", _text),
        ("F", "period", _text),
        ("G", "on", workbooks.day),
        ("H", "place", _text),
        ("I", "comparator", workbooks.yes),
        ("J", "source", _text),
    ):
        _take(values, name, take, row["ABCDEFGHIJ".index(column)], f"{column}{at}", faults)
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
