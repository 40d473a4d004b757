"""What the pages of a plan show: pure functions from its tree to contexts of templates.

The same functions serve the web, print and a preview.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from icsgov.record.tree import Node, walk
from strategy import measures
from strategy.catalogue import ROLES, SORTS
from strategy.charts import Chart, Gantt, Point, Promise, chart, gantt
from strategy.ratings import RATINGS, Quiet, Rating, quiet, stale
from strategy.sorts import Sort

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
class Condition:
    """A condition with its ratings, the newest first."""

    node: Node
    history: tuple[tuple[Plain, Rating], ...]
    stale: str

    @property
    def current(self) -> tuple[Plain, Rating] | None:
        return self.history[0] if self.history else None


def condition(node: Node, today: date | None) -> Condition:
    """A condition's node as its page shows it; without a day, as in print, nothing is stale."""
    said: list[Plain] = list(node.data.get("assessments", ()))
    newest = sorted(enumerate(said), key=lambda pair: (pair[1]["on"], pair[0]), reverse=True)
    history = tuple((each, RATINGS[each["rating"]]) for _, each in newest)
    last = day(history[0][0]["on"]) if history else None
    return Condition(node, history, stale(last, today) if today else "")


def quiet_note(root: Node, today: date) -> Quiet | None:
    """Whether all conditions of a plan have been green for a year."""
    histories = [
        [
            (date.fromisoformat(each["on"]), each["rating"])
            for each in node.data.get("assessments", ())
        ]
        for node in root.of_kind("condition")
    ]
    return quiet(histories, today)


@dataclass(frozen=True)
class Milestone:
    """A milestone with the dates that hold and those that were promised before."""

    node: Node
    schedules: tuple[Plain, ...]
    group: str = ""

    @property
    def current(self) -> Plain | None:
        return self.schedules[-1] if self.schedules else None

    @property
    def slipped_from(self) -> tuple[Plain, ...]:
        """Earlier promises of another date, the first one first."""
        now = self.current
        return tuple(
            each
            for each in self.schedules[:-1]
            if now and (each.get("due"), each.get("words")) != (now.get("due"), now.get("words"))
        )

    @property
    def done(self) -> Plain | None:
        ticks = self.node.data.get("ticks", ())
        return ticks[-1] if ticks and ticks[-1].get("done", True) else None

    @property
    def promise(self) -> Promise:
        """The same for the picture."""
        now = self.current or {}
        earlier = (day(each.get("due")) for each in self.slipped_from)
        return Promise(
            name=self.node.title,
            starts=day(now.get("starts")),
            due=day(now.get("due")),
            earlier=tuple(each for each in earlier if each),
            done=self.done is not None,
        )


def milestones(node: Node) -> list[Milestone]:
    """The milestones beneath a node in their order, each with its delivery area."""
    return list(_milestones(node, ""))


def _milestones(node: Node, group: str) -> Iterator[Milestone]:
    for child in node.children:
        if child.kind == "milestone":
            yield Milestone(child, tuple(child.data.get("schedules", ())), group)
        else:
            yield from _milestones(child, child.title if child.kind == "delivery" else group)


def timeline(rows: Sequence[Milestone], today: date) -> Gantt | None:
    """The picture of milestones with dates."""
    return gantt((row.promise for row in rows), today)


@dataclass(frozen=True)
class Phase:
    """A step of the process: how it stands, and how many of its things are ticked off."""

    node: Node
    words: str
    shape: str
    done: int
    tickable: int


def phases(chapter: Node, today: date | None) -> list[Phase]:
    """The steps of a process in their order."""
    return [_phase(child, today) for child in chapter.children]


def _phase(node: Node, today: date | None) -> Phase:
    ticks = [child.state == "done" for child in node.children if child.state]
    done = sum(ticks)
    if node.state == "done" or (ticks and all(ticks)):
        return Phase(node, "Done", "done", done, len(ticks))
    starts, due = _dates(node)
    if due and today and due < today:
        return Phase(node, "Date has passed", "attention", done, len(ticks))
    if done or (starts and today and starts <= today):
        return Phase(node, "Under way", "doing", done, len(ticks))
    words = "To come" if starts else "Nothing recorded"
    return Phase(node, words, "waiting", done, len(ticks))


def _dates(node: Node) -> tuple[date | None, date | None]:
    """The first and the last day that were promised last."""
    last = (node.data.get("schedules") or [{}])[-1]
    return day(last.get("starts")), day(last.get("due"))


@dataclass(frozen=True)
class Matrix:
    """Themes against priorities: each row a theme with, for every priority, a cell or nothing."""

    priorities: tuple[Node, ...]
    rows: tuple[tuple[Node, tuple[tuple[Node, Node | None], ...]], ...]


def matrix(root: Node) -> Matrix | None:
    """The matrix of a plan that has cells; None for one that has none."""
    priorities = tuple(root.of_kind("priority"))
    themes = list(root.of_kind("theme"))
    if not any(child.kind == "cell" for theme in themes for child in theme.children):
        return None
    return Matrix(priorities, tuple((theme, _cells(theme, priorities)) for theme in themes))


def _cells(theme: Node, priorities: Sequence[Node]) -> tuple[tuple[Node, Node | None], ...]:
    cells = {child.data["across"]["key"]: child for child in theme.children if child.kind == "cell"}
    return tuple((priority, cells.get(str(priority.thing))) for priority in priorities)


@dataclass(frozen=True)
class Group:
    """Parts of one sort that stand under a part."""

    sort: Sort
    nodes: tuple[Node, ...]

    @property
    def heading(self) -> str:
        many = self.sort.many
        return many[:1].upper() + many[1:]


def groups(node: Node) -> list[Group]:
    """What stands under a part, by sort, in the order of the catalogue.

    Cells of a matrix and leads are shown in ways of their own.
    """
    own = ("cell", "lead")
    found = [child for child in node.children if child.kind in SORTS and child.kind not in own]
    return [
        Group(sort, nodes)
        for sort in SORTS.values()
        if (nodes := tuple(child for child in found if child.kind == sort.key))
    ]


@dataclass(frozen=True)
class Led:
    """Who leads a part in one role; nobody where the plan does not say."""

    role: str
    nodes: tuple[Node, ...]


def leads(node: Node) -> list[Led]:
    """Who leads a part. Of a priority each role is asked for, so that a gap is seen."""
    found = [child for child in node.children if child.kind == "lead"]
    roles = ROLES if node.kind == "priority" else ()
    named = dict.fromkeys([*roles, *(str(child.data.get("role", "")) for child in found)])
    return [
        Led(role, tuple(each for each in found if each.data.get("role", "") == role))
        for role in named
    ]


# What readers ask first of a priority; how the plan got there and why stand behind.
AHEAD = ("ambition", "metric", "milestone")
ASIDE = ("priority", "theme")


def ahead(node: Node) -> list[Group]:
    """What stands first on a part's page: all of it, but for priorities and themes."""
    found = groups(node)
    return [each for each in found if each.sort.key in AHEAD] if node.kind in ASIDE else found


def behind(node: Node) -> list[Group]:
    """What stands behind: approach, evidence and examples of priorities and themes."""
    found = groups(node) if node.kind in ASIDE else ()
    return [each for each in found if each.sort.key not in AHEAD]


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


@dataclass(frozen=True)
class Points:
    """The points of a work area: what is complete, and what is next."""

    complete: tuple[Node, ...]
    coming: tuple[Node, ...]


def points(area: Node) -> Points:
    """The points beneath a work area by their state."""
    found = [child for child in area.children if child.kind == "point"]
    return Points(
        tuple(each for each in found if each.state == "done"),
        tuple(each for each in found if each.state != "done"),
    )


def with_pages(root: Node) -> list[Node]:
    """The parts of a plan that have a page of their own."""
    return [node for _, node in walk(root) if node.kind in SORTS and SORTS[node.kind].page]


def path_to(root: Node, anchor: str) -> list[Node]:
    """The nodes from the plan down to a part; empty where it is not there."""
    for child in root.children:
        if child.anchor == anchor:
            return [root, child]
        beneath = path_to(child, anchor)
        if beneath:
            return [root, *beneath]
    return []


def figures(entry: Node) -> list[tuple[Plain, measures.Verdict | None]]:
    """The figures of a bulletin's entry, each held against its target."""
    return [(each, _held(each)) for each in entry.data.get("indicators", ())]


def _held(figure: Plain) -> measures.Verdict | None:
    value, words = _number(figure.get("value")), figure.get("target", "")
    aim = measures.aim(words, figure.get("better", "")) if words else None
    return measures.judge(value, aim, figure.get("unit", "")) if aim and value is not None else None
