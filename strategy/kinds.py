"""Kinds of releases and nodes of plans and bulletins."""

from typing import Final

from icsgov.record.kinds import Kind, register
from icsgov.record.tree import Node
from strategy.catalogue import SORTS

PLAN: Final = "plan"
PROGRESS: Final = "plan-progress"
BULLETIN: Final = "bulletin"
CHAPTER: Final = "plan-chapter"


def titled(node: Node) -> str:
    """In an outline a chapter stands by its title."""
    return node.title


register(
    Kind(PLAN, print="pdf/strategy/plan.html", called=lambda node: "Overview"),
    Kind(CHAPTER, print="pdf/strategy/chapter.html", called=titled),
    Kind(PROGRESS, print="pdf/strategy/progress.html", called=titled),
    Kind(BULLETIN, print="pdf/strategy/bulletin.html", called=titled),
    Kind("progress-update"),
    Kind("bulletin-entry"),
    *(Kind(key) for key in SORTS),
)
