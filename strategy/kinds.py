"""Kinds of releases and nodes of plans and bulletins."""

from typing import Final

from icsgov.record.kinds import NAMED, Kind, register
from icsgov.record.news import tells
from icsgov.record.tree import Node
from strategy.catalogue import SORTS

PLAN: Final = "plan"
PROGRESS: Final = "plan-progress"
BULLETIN: Final = "bulletin"
CHAPTER: Final = "plan-chapter"


NAMED.update((PLAN, BULLETIN))


def titled(node: Node) -> str:
    """In an outline a chapter stands by its title."""
    return node.title


def has_pages(node: Node) -> bool:
    """Whether a chapter begins on a page of its own; a short one may follow another."""
    return not node.data.get("flows")


register(
    Kind(PLAN, print="pdf/strategy/plan.html", called=lambda node: "Overview", group="Strategy"),
    Kind(
        CHAPTER,
        print="pdf/strategy/chapter.html",
        prints=has_pages,
        called=titled,
        searchable=False,
    ),
    Kind(PROGRESS, print="pdf/strategy/progress.html", called=titled, group="Strategy"),
    Kind(BULLETIN, print="pdf/strategy/bulletin.html", called=titled, group="Bulletins"),
    Kind("progress-update", group="Strategy"),
    Kind("bulletin-entry", group="Bulletins"),
    *(Kind(key, page=sort.page, group="Strategy") for key, sort in SORTS.items()),
)
tells(PLAN, "Plan", "Strategy")
tells(BULLETIN, "Bulletin", "Bulletins")
