"""Where the lines of a chart and the bars of a plan of dates are drawn, in the units of an SVG.

A series has its own mark and its own line, so that none is told by colour alone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from math import ceil, floor, log10
from typing import Final

WIDTH: Final = 640
HEIGHT: Final = 260
LEFT: Final = 56
RIGHT: Final = 16
TOP: Final = 20
BOTTOM: Final = 40
MARKS: Final = ("circle", "square", "diamond", "triangle")
DASHES: Final = ("", "7 4", "2 4", "10 3 2 3")


@dataclass(frozen=True)
class Point:
    """A value on a day."""

    on: date
    value: Decimal


@dataclass(frozen=True)
class Dot:
    """A point in the picture, and the path of its mark."""

    x: float
    y: float
    path: str


@dataclass(frozen=True)
class Line:
    """A series in the picture."""

    name: str
    mark: str
    dashes: str
    points: str
    dots: tuple[Dot, ...]
    legend: str


@dataclass(frozen=True)
class Notch:
    """A mark on an axis: where, and what it says."""

    at: float
    words: str


@dataclass(frozen=True)
class Chart:
    """A whole picture: lines, axes, and the height at which the target lies."""

    lines: tuple[Line, ...]
    across: tuple[Notch, ...]
    up: tuple[Notch, ...]
    target: Notch | None
    label_left: bool = False
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    top: int = TOP
    bottom: int = HEIGHT - BOTTOM


def chart(
    series: Sequence[tuple[str, Sequence[Point]]], target: Decimal | None, target_words: str = ""
) -> Chart | None:
    """The picture of one or more series, the first being our own; None where there is no point."""
    points = [point for _, each in series for point in each]
    if not points:
        return None
    days = [point.on for point in points]
    first, last = min(days), max(days)
    values = [float(point.value) for point in points] + ([float(target)] if target else [])
    steps = _steps(min(values), max(values))
    low, high = steps[0], steps[-1]

    def across(on: date) -> float:
        span = (last - first).days
        part = (on - first).days / span if span else 0.5
        return round(LEFT + 12 + part * (WIDTH - LEFT - RIGHT - 24), 1)

    def up(value: float) -> float:
        return round(HEIGHT - BOTTOM - (value - low) / (high - low) * (HEIGHT - TOP - BOTTOM), 1)

    lines = tuple(
        _line(at, name, [(across(p.on), up(float(p.value))) for p in each])
        for at, (name, each) in enumerate(series)
    )
    return Chart(
        lines=lines,
        across=tuple(Notch(across(on), f"{on:%b %Y}") for on in _spread(sorted(set(days)), 8)),
        up=tuple(Notch(up(step), f"{step:g}") for step in steps),
        target=Notch(up(float(target)), target_words) if target is not None else None,
        label_left=target is not None and _further_left(series[0][1], target),
    )


def _further_left(points: Sequence[Point], target: Decimal) -> bool:
    """Whether our readings are further from the target at first: there its words have room."""
    return abs(points[0].value - target) > abs(points[-1].value - target)


def _line(at: int, name: str, places: Sequence[tuple[float, float]]) -> Line:
    mark = MARKS[at % len(MARKS)]
    return Line(
        name=name,
        mark=mark,
        dashes=DASHES[at % len(DASHES)],
        points=" ".join(f"{x:g},{y:g}" for x, y in places),
        dots=tuple(Dot(x, y, shape(mark, x, y)) for x, y in places),
        legend=shape(mark, 8, 8),
    )


def shape(mark: str, x: float, y: float) -> str:
    """The path of a mark around a point, 8 units wide."""
    if mark == "square":
        return f"M{x - 4:g} {y - 4:g}h8v8h-8z"
    if mark == "diamond":
        return f"M{x:g} {y - 5:g}l5 5-5 5-5-5z"
    if mark == "triangle":
        return f"M{x:g} {y - 5:g}l5 9h-10z"
    return f"M{x - 4:g} {y:g}a4 4 0 1 0 8 0a4 4 0 1 0-8 0z"


def _steps(low: float, high: float) -> list[float]:
    """Four to seven round values that hold both ends; one value alone gets room around it."""
    span = high - low or abs(high) or 1.0
    raw = span / 4
    scale = 10 ** floor(log10(raw))
    step = next(factor * scale for factor in (1, 2, 2.5, 5, 10) if factor * scale >= raw)
    first = floor(low / step)
    last = max(ceil(high / step), first + 1)
    return [round(number * step, 10) for number in range(first, last + 1)]


def _spread(days: Sequence[date], most: int) -> list[date]:
    """The first, the last and some between, evenly."""
    if len(days) <= most:
        return list(days)
    step = (len(days) - 1) / (most - 1)
    return [days[round(at * step)] for at in range(most)]


@dataclass(frozen=True)
class Promise:
    """Something with dates: those that hold, those promised before, and whether it is done."""

    name: str
    starts: date | None
    due: date | None
    earlier: tuple[date, ...] = ()
    done: bool = False


@dataclass(frozen=True)
class Bar:
    """A promise in the picture; `was` are the places where its end was promised before."""

    name: str
    y: float
    x: float
    width: float
    is_point: bool
    done: bool
    was: tuple[float, ...]
    mark: str


@dataclass(frozen=True)
class Month:
    """A month along the top; quarters begin with a stronger line and have their name."""

    x: float
    width: float
    words: str
    quarter: str


@dataclass(frozen=True)
class Gantt:
    """A plan of dates as a picture."""

    months: tuple[Month, ...]
    bars: tuple[Bar, ...]
    today: float | None
    width: int
    height: int
    left: int = 0


ROW: Final = 26
HEAD: Final = 44
NAMES: Final = 236
MOST_MONTHS: Final = 60


def gantt(promises: Iterable[Promise], today: date) -> Gantt | None:
    """The picture of dated promises, one a row; None where none has a date."""
    dated = [each for each in promises if each.due or each.starts]
    days = [
        day for each in dated for day in (each.starts, each.due, *each.earlier) if day is not None
    ]
    if not days:
        return None
    first = min(days).replace(day=1)
    months = _months(first, max(days))
    wide = max(24, min(60, 400 // len(months)))
    end = months[-1] + timedelta(days=31)
    total = (end.replace(day=1) - first).days

    def across(on: date) -> float:
        return round(NAMES + (on - first).days / total * wide * len(months), 1)

    return Gantt(
        months=tuple(_month(month, at, wide, len(months)) for at, month in enumerate(months)),
        bars=tuple(
            _bar(
                each,
                at,
                across(each.starts or each.due or first),
                [across(day) for day in (*each.earlier, each.due or each.starts or first)],
            )
            for at, each in enumerate(dated)
        ),
        today=across(today) if first <= today < end.replace(day=1) else None,
        width=NAMES + wide * len(months) + 12,
        height=HEAD + ROW * len(dated) + 8,
        left=NAMES,
    )


def _months(first: date, last: date) -> list[date]:
    """The first days of the months from one day to another, at most five years of them."""
    months = [first]
    while (months[-1].year, months[-1].month) < (last.year, last.month):
        following = months[-1] + timedelta(days=31)
        months.append(following.replace(day=1))
        if len(months) == MOST_MONTHS:
            break
    return months


def _month(month: date, at: int, wide: int, among: int) -> Month:
    """NHS years begin in April: its first quarter is April to June."""
    opens = month.month % 3 == 1
    number = (month.month - 4) % 12 // 3 + 1
    year = month.year if month.month > 3 else month.year - 1
    # A label takes two months: none at the end of a quarter that another follows.
    room = opens or (at == 0 and (month.month % 3 == 2 or among == 1))
    name = f"Q{number} {year}/{(year + 1) % 100:02}" if room else ""
    return Month(NAMES + at * wide, wide, f"{month:%b}"[:3], name)


def _bar(each: Promise, at: int, start: float, ends: Sequence[float]) -> Bar:
    y = HEAD + ROW * at
    is_point = each.starts is None or each.due is None
    end = ends[-1]
    return Bar(
        name=each.name if len(each.name) <= 38 else f"{each.name[:37]}…",
        y=y,
        x=start,
        width=max(end - start, 4),
        is_point=is_point,
        done=each.done,
        was=tuple(ends[:-1]),
        mark=shape("diamond", end, y + ROW / 2),
    )
