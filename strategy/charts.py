"""Where the lines of a chart and the bars of a plan of dates are drawn, in the units of an SVG.

A series has its own mark and its own line, so that none is told by colour alone.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from math import ceil, floor, log10
from typing import Final

# As wide as a phone, so that its words are read there as they are.
WIDTH: Final = 400
HEIGHT: Final = 240
LEFT: Final = 44
RIGHT: Final = 12
TOP: Final = 20
BOTTOM: Final = 32
ROOM: Final = 64  # for the words of a date below
LONGEST_TARGET: Final = 50
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
        return round(LEFT + 24 + part * (WIDTH - LEFT - RIGHT - 48), 1)

    def up(value: float) -> float:
        return round(HEIGHT - BOTTOM - (value - low) / (high - low) * (HEIGHT - TOP - BOTTOM), 1)

    lines = tuple(
        _line(at, name, [(across(p.on), up(float(p.value))) for p in each])
        for at, (name, each) in enumerate(series)
    )
    return Chart(
        lines=lines,
        across=tuple(_spread([Notch(across(on), f"{on:%b %Y}") for on in sorted(set(days))])),
        up=tuple(Notch(up(step), f"{step:g}") for step in steps),
        target=None
        if target is None
        else Notch(up(float(target)), _short(target_words, LONGEST_TARGET)),
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


def _spread(notches: Sequence[Notch]) -> Iterator[Notch]:
    """The first, the last, and those between whose words have room."""
    first, last = notches[0], notches[-1]
    yield first
    at = first.at
    for notch in notches[1:-1]:
        if notch.at - at >= ROOM and last.at - notch.at >= ROOM:
            yield notch
            at = notch.at
    if last.at - first.at >= ROOM:
        yield last


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
    """A promise in the picture, its places in hundredths of the width.

    `end` is where it is due, `was` where that was promised before.
    """

    name: str
    y: float
    x: float
    width: float
    end: float
    is_point: bool
    done: bool
    was: tuple[float, ...]


@dataclass(frozen=True)
class Month:
    """A month along the top; quarters begin with a stronger line and have their name."""

    x: float
    words: str
    quarter: str


@dataclass(frozen=True)
class Gantt:
    """A plan of dates as a picture of any width: across in hundredths, down in units."""

    months: tuple[Month, ...]
    bars: tuple[Bar, ...]
    today: float | None
    height: int

    @property
    def size(self) -> str:
        """How much room the names of its quarters need: "", "long", "longest"."""
        quarters = len(self.months) // 3
        return "" if quarters <= SHORT else "long" if quarters <= LONG else "longest"


ROW: Final = 44
HEAD: Final = 44
LONGEST_NAME: Final = 52
MOST_QUARTERS: Final = 20
SHORT, LONG = 5, 12  # quarters whose names a phone and a page have room for


def gantt(promises: Iterable[Promise], today: date) -> Gantt | None:
    """The picture of dated promises, one a row, in whole quarters; None where none has a date."""
    dated = [each for each in promises if each.due or each.starts]
    days = [
        day for each in dated for day in (each.starts, each.due, *each.earlier) if day is not None
    ]
    if not days:
        return None
    months = _months(_quarter(min(days)), max(days))
    first, end = months[0], _following(months[-1])

    def across(on: date) -> float:
        part = (on - first).days / (end - first).days
        return round(100 * min(part, 1), 2)

    return Gantt(
        months=tuple(_month(month, across(month)) for month in months),
        bars=tuple(
            _bar(
                each,
                at,
                across(each.starts or each.due or first),
                [across(day) for day in (*each.earlier, each.due or each.starts or first)],
            )
            for at, each in enumerate(dated)
        ),
        today=across(today) if first <= today < end else None,
        height=HEAD + ROW * len(dated) + 8,
    )


def _quarter(on: date) -> date:
    """The first day of its quarter."""
    return on.replace(month=(on.month - 1) // 3 * 3 + 1, day=1)


def _following(month: date) -> date:
    """The first day of the month after."""
    return (month + timedelta(days=31)).replace(day=1)


def _months(first: date, last: date) -> list[date]:
    """The months of whole quarters from one day to another, at most five years of them."""
    months: list[date] = []
    while len(months) < 3 * MOST_QUARTERS and (not months or first <= last):
        for _ in range(3):
            months.append(first)
            first = _following(first)
    return months


def _month(month: date, x: float) -> Month:
    """NHS years begin in April: its first quarter is April to June."""
    number = (month.month - 4) % 12 // 3 + 1
    year = month.year if month.month > 3 else month.year - 1
    opens = month.month % 3 == 1
    return Month(x, f"{month:%b}", f"Q{number} {year}/{(year + 1) % 100:02}" if opens else "")


def _bar(each: Promise, at: int, start: float, ends: Sequence[float]) -> Bar:
    end = ends[-1]
    return Bar(
        name=_short(each.name, LONGEST_NAME),
        y=HEAD + ROW * at,
        x=start,
        width=max(round(end - start, 2), 0.5),
        end=end,
        is_point=each.starts is None or each.due is None,
        done=each.done,
        was=tuple(ends[:-1]),
    )


def _short(words: str, most: int) -> str:
    return words if len(words) <= most else f"{words[: most - 1]}…"
