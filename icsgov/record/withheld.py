"""Trees without some of their papers, for people from whom these are withheld.

Nothing is cut out of a file: what is left of the tree is printed and bound anew
(personal_packs.py). Where a paper stood, a sheet says which pages are absent; the sheet itself
has no number, so that all others keep theirs.
"""

import hashlib
from collections.abc import Collection, Iterator, Sequence, Set
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from icsgov.record.kinds import WITHHELD, Kind, register
from icsgov.record.models.releases import LISTS
from icsgov.record.tree import Node

TITLE = "Withheld from you"
NOT_YET = "What was minuted under this item is withheld from you while it is not public."
BUSINESS: Final = "withheld-business"


def _called(node: Node) -> str:
    return f"Enclosure {node.label}: withheld from you"


register(
    Kind(
        WITHHELD,
        web="record/partials/gone.html",
        print="pdf/withheld.html",
        called=_called,
        searchable=False,
    ),
    Kind(BUSINESS, web="record/partials/withheld_business.html", searchable=False),
)


def absent_digest(things: Collection[UUID]) -> str:
    """What names a set of absent papers, in any order; "" for none."""
    named = " ".join(sorted(str(thing) for thing in things))
    return hashlib.sha256(named.encode()).hexdigest() if named else ""


def papers_in(root: Node) -> frozenset[UUID]:
    """The keys of the papers in a tree."""
    return frozenset(node.thing for node in root.of_kind("paper") if node.thing)


def keys_in(root: Node) -> frozenset[UUID]:
    """The keys of all that can be withheld in a tree: papers, and what stands or is listed there.

    Minutes enclosed in a pack hold sections of their own, an action log lists actions.
    """
    return frozenset(key for child in root.children for key in _keys(child))


def _keys(node: Node) -> Iterator[UUID]:
    if node.thing:
        yield node.thing
    yield from (link.to for link in node.links if link.rel == LISTS)
    for child in node.children:
        yield from _keys(child)


def without(root: Node, things: Collection[UUID]) -> Node:
    """The tree with a notice where each of these stood, or where a paper stood that holds one.

    Of the paper only the letter stays, which the agenda prints, and the numbers of its pages: its
    title, its address and its key go with it. Of a section of minutes its number stays; the
    minutes are printed on other pages then, so these are not told.
    """
    lacked = set(things)
    made = _kept(root, lacked)
    if not list(made.of_kind(BUSINESS)):
        return made
    return replace(made, children=tuple(each for each in made.children if each.kind != "page"))


def _kept(node: Node, lacked: Set[UUID]) -> Node:
    if node.kind == "paper" and not lacked.isdisjoint(_keys(node)):
        return _notice(node)
    if node.kind == "business" and node.thing in lacked:
        return Node(kind=BUSINESS, anchor=node.anchor, label=node.label, title=TITLE, text=NOT_YET)
    return replace(
        node,
        links=tuple(link for link in node.links if link.to not in lacked),
        children=tuple(_kept(child, lacked) for child in node.children),
    )


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
