"""What the pages of a plan show: pure functions from its tree to contexts of templates.

The same functions serve the web, print and a preview.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from icsgov.record.tree import Node, walk
from strategy.catalogue import ROLES, SORTS
from strategy.charts import Gantt, Promise, gantt
from strategy.metrics import Plain, day
from strategy.ratings import RATINGS, Quiet, Rating, quiet, stale
from strategy.sorts import Sort


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
