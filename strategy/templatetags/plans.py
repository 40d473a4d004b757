"""Filters that turn nodes of plans into what their partials show."""

from collections.abc import Iterable
from datetime import date

from django import template

from icsgov.record.tree import Link, Node
from strategy import metrics, pages
from strategy.catalogue import SORTS
from strategy.charts import Gantt
from strategy.links import CONCERNS, SUPPORTS
from strategy.proofs import flow
from strategy.ratings import RATINGS, Rating

register = template.Library()

register.filter("metric", metrics.metric)
register.filter("groups", pages.groups)
register.filter("opens", flow.opens)
register.filter("run", flow.run)
register.filter("leads", pages.leads)
register.filter("ahead", pages.ahead)
register.filter("behind", pages.behind)
register.filter("measured", metrics.measured)
register.filter("points", pages.points)
register.filter("milestones", pages.milestones)
register.filter("matrix", pages.matrix)
register.filter("figures", metrics.figures)
register.filter("has_page", lambda node: node.kind in SORTS and SORTS[node.kind].page)
register.simple_tag(pages.condition, name="condition")
register.simple_tag(pages.phases, name="phases")


@register.simple_tag
def timeline(
    rows: list[pages.Milestone], today: date | None, on: date | None = None
) -> Gantt | None:
    """The picture of milestones, with the line of a day: today, in print that of the edition."""
    return pages.timeline(rows, today or on or date.min)


@register.filter
def rating(letter: str) -> Rating | None:
    """Letter, words and shape of a rating."""
    return RATINGS.get(letter)


@register.filter
def supported(links: Iterable[Link]) -> list[Link]:
    """Those links of a node that name a part of a plan in public words."""
    return [link for link in links or () if link.rel == SUPPORTS and link.words]


@register.filter
def concerned(links: Iterable[Link]) -> list[Link]:
    """Those links of a node that name a place in public words."""
    return [link for link in links or () if link.rel == CONCERNS and link.words]


@register.filter
def called(node: Node) -> str:
    """Number and name of a part, or the beginning of what it says."""
    words = node.title or (node.text if len(node.text) <= 90 else f"{node.text[:89]}…")
    return f"{node.label} {words}".strip()


@register.filter
def kind_words(kind: str) -> str:
    """A kind of part or record in words: work area, agenda item."""
    if kind in SORTS:
        return SORTS[kind].one
    return {"item": "agenda item", "file": "paper"}.get(kind, kind.replace("-", " "))
