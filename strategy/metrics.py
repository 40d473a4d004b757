"""What pages show of metrics: readings held against their target, contradictions, the chart.

Pure functions from nodes, like those of strategy.pages.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from icsgov.record.tree import Node
from strategy import measures
from strategy.charts import Chart, Point, chart

Plain = dict[str, Any]


def day(words: str | None) -> date | None:
    """The day that a tree holds as text."""
    return date.fromisoformat(words) if words else None


def _number(words: str | None) -> Decimal | None:
    return Decimal(words) if words else None


@dataclass(frozen=True)
class ReadingRow:
    """A reading as the table beside a chart shows it."""

    plain: Plain
    on: date | None
    value: Decimal | None
    verdict: measures.Verdict | None
    contradicted: bool


@dataclass(frozen=True)
class Metric:
    """A metric with its readings, its target and what the last reading makes of it."""

    node: Node
    rows: tuple[ReadingRow, ...]
    targets: tuple[Plain, ...]
    chart: Chart | None
    contradictions: tuple[tuple[Plain, ...], ...]

    @property
    def target(self) -> Plain | None:
        return self.targets[-1] if self.targets else None

    @property
    def due(self) -> date | None:
        """The day by which the target is to be met, stated or in its words."""
        target = self.target
        return (day(target.get("due")) or measures.due(target["words"])) if target else None

    @property
    def latest(self) -> ReadingRow | None:
        """The last of our own readings, the one that counts."""
        own = [row for row in self.rows if not row.plain.get("comparator")]
        return own[-1] if own else None

    @property
    def said(self) -> str:
        """What the plan says of it, in sentences, and at the end what it does not."""
        data = self.node.data
        asked = {
            "level": data.get("level", ""),
            "standing": data.get("standing", ""),
            "direction": f"better when {data['better']}" if data.get("better") else "",
            "baseline": f"baseline {data['baseline']}" if data.get("baseline") else "",
        }
        stated = "; ".join(filter(None, asked.values()))
        gaps = ", ".join(name for name, words in asked.items() if not words)
        sentences = (stated, f"not stated: {gaps}" if gaps else "")
        return " ".join(f"{each[:1].upper()}{each[1:]}." for each in sentences if each)

    @property
    def has_places(self) -> bool:
        """Whether some reading is of a place, or stands beside ours."""
        return any(row.plain.get("place") or row.plain.get("comparator") for row in self.rows)


def metric(node: Node) -> Metric:
    """A metric's node as its page shows it."""
    readings: list[Plain] = list(node.data.get("readings", ()))
    targets: list[Plain] = list(node.data.get("targets", ()))
    unit = str(node.data.get("unit", ""))
    aim = _aim(node, targets)
    baseline = measures.figure(str(node.data.get("baseline", "")))
    clashes = _clashes(readings)
    clashing = [each for clash in clashes for each in clash]
    rows = tuple(_row(each, aim, unit, baseline, each in clashing) for each in readings)
    level = aim.level(baseline) if aim else None
    words = targets[-1]["words"] if targets else ""
    series = _series(readings)
    many = sum(len(points) for _, points in series) > 1
    drawn = chart(series, level, f"Target: {words}") if many else None
    return Metric(node, rows, tuple(targets), drawn, clashes)


def _aim(node: Node, targets: Sequence[Plain]) -> measures.Aim | None:
    if not targets:
        return None
    return measures.aim(
        targets[-1]["words"], node.data.get("better", ""), _number(targets[-1].get("value"))
    )


def _row(
    plain: Plain,
    aim: measures.Aim | None,
    unit: str,
    baseline: Decimal | None,
    contradicted: bool,
) -> ReadingRow:
    value = _number(plain.get("value"))
    judged = aim and value is not None and not plain.get("comparator")
    verdict = (
        measures.judge(value, aim, unit, baseline) if judged and aim and value is not None else None
    )
    return ReadingRow(plain, day(plain.get("on")), value, verdict, contradicted)


def _clashes(readings: Sequence[Plain]) -> tuple[tuple[Plain, ...], ...]:
    """Readings of one period and place that differ; without a period none contradicts another."""
    rows = [
        ((each.get("period"), each.get("place"), each.get("comparator")), value, each)
        for each in readings
        if each.get("period") and (value := _number(each.get("value"))) is not None
    ]
    return tuple(map(tuple, measures.contradictions(rows)))


def _series(readings: Sequence[Plain]) -> list[tuple[str, list[Point]]]:
    """Dated readings by place, our own first."""
    series: dict[tuple[bool, str], list[Point]] = {}
    for each in readings:
        on, value = day(each.get("on")), _number(each.get("value"))
        if on is not None and value is not None:
            name = (bool(each.get("comparator")), each.get("place", ""))
            series.setdefault(name, []).append(Point(on, value))
    return [
        (
            place or ("Comparator" if comparator else "Our readings"),
            sorted(points, key=lambda p: p.on),
        )
        for (comparator, place), points in sorted(series.items())
    ]


@dataclass(frozen=True)
class Measures:
    """Metrics that say something, and those that are only named, by their level."""

    told: tuple[Metric, ...]
    named: tuple[tuple[str, tuple[Node, ...]], ...]


def measured(nodes: Sequence[Node]) -> Measures:
    """The metrics of a part: with readings or a target in full, the others as lists."""
    told = [metric(node) for node in nodes if node.data.get("readings") or node.data.get("targets")]
    shown = {each.node.anchor for each in told}
    bare: dict[str, list[Node]] = {}
    for node in nodes:
        if node.anchor not in shown:
            bare.setdefault(str(node.data.get("level", "")), []).append(node)
    return Measures(
        tuple(sorted(told, key=lambda each: not each.rows)),
        tuple((level, tuple(found)) for level, found in bare.items()),
    )


def figures(entry: Node) -> list[tuple[Plain, measures.Verdict | None]]:
    """The figures of a bulletin's entry, each held against its target."""
    return [(each, _held(each)) for each in entry.data.get("indicators", ())]


def _held(figure: Plain) -> measures.Verdict | None:
    value, words = _number(figure.get("value")), figure.get("target", "")
    aim = measures.aim(words, figure.get("better", "")) if words else None
    return measures.judge(value, aim, figure.get("unit", "")) if aim and value is not None else None
