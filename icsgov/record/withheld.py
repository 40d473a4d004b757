"""Trees without some of their papers, for people from whom these are withheld.

Nothing is cut out of a file: what is left of the tree is printed and bound anew
(personal_packs.py). Where a paper stood, a sheet says which pages are absent; the sheet itself
has no number, so that all others keep theirs.
"""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from icsgov.record.kinds import WITHHELD, Kind, register
from icsgov.record.tree import Node, rebuild

TITLE = "Withheld from you"


def _called(node: Node) -> str:
    return f"Enclosure {node.label}: withheld from you"


register(
    Kind(
        WITHHELD,
        web="record/partials/gone.html",
        print="pdf/withheld.html",
        called=_called,
        searchable=False,
    )
)


def absent_digest(things: Collection[UUID]) -> str:
    """What names a set of absent papers, in any order; "" for none."""
    named = " ".join(sorted(str(thing) for thing in things))
    return hashlib.sha256(named.encode()).hexdigest() if named else ""


def papers_in(root: Node) -> frozenset[UUID]:
    """The keys of the papers in a tree."""
    return frozenset(node.thing for node in root.of_kind("paper") if node.thing)


def without(root: Node, things: Collection[UUID]) -> Node:
    """The tree with a notice where each of these papers stood.

    Of the paper only the letter stays, which the agenda prints, and the numbers of its pages: its
    title, its address and its key go with it.
    """
    lacked = set(things)

    def change(node: Node) -> Node:
        if node.kind == "paper" and node.thing in lacked:
            return _notice(node)
        links = tuple(link for link in node.links if link.to not in lacked)
        return replace(node, links=links) if len(links) < len(node.links) else node

    return rebuild(root, change)


def _notice(paper: Node) -> Node:
    """What stands where the paper stood: a sheet of its own in the pack."""
    labels = [page.pack_page for page in paper.of_kind("page") if page.pack_page]
    anchor = f"withheld-{labels[0] if labels else paper.label}".lower()
    data: dict[str, Any] = {"labels": labels}
    sheet = Node(kind="page", anchor=f"{anchor}.page-1", label=_sheet(labels), file_page=1)
    return Node(
        kind=WITHHELD,
        anchor=anchor,
        label=paper.label,
        title=TITLE,
        text=absent_words(labels),
        data=data,
        children=(sheet,),
    )


def first_absent(root: Node) -> dict[str, str]:
    """The first number that each notice stands for, by its anchor: the agenda names it."""
    return {node.anchor: node.data["labels"][0] for node in notices(root) if node.data["labels"]}


def absent_words(labels: Sequence[str]) -> str:
    """Pages 41 to 52 are not in your pack."""
    if not labels:
        return "It is not in your pack."
    one = labels[0] == labels[-1]
    return f"P{pages_words(labels)[1:]} {'is' if one else 'are'} not in your pack."


def pages_words(labels: Sequence[str]) -> str:
    """ "page 41", or "pages 41 to 52"."""
    first, last = labels[0], labels[-1]
    return f"page {first}" if first == last else f"pages {first} to {last}"


def _sheet(labels: Sequence[str]) -> str:
    """What the sheet is called among the pages: it stands for 41 to 52."""
    return "–".join(dict.fromkeys((labels[0], labels[-1]))) if labels else ""


def notices(root: Node) -> list[Node]:
    """What a tree says of papers that it lacks, in print order."""
    return list(root.of_kind(WITHHELD))
