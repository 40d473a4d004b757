"""What differs between two trees, in words that a reader can follow."""

from collections.abc import Iterable, Iterator
from typing import TypedDict

from icsgov.record.tree import Node, walk

NAMES = {
    "item": "Agenda item",
    "heading": "Heading",
    "paper": "Paper",
    "section": "Text",
    "file": "File",
    "meeting": "Meeting",
}
SILENT = frozenset({"page", "image"})
AGENDA = frozenset({"meeting", "heading", "item", "break"})


class Change(TypedDict):
    """One difference: what happened (added, removed, changed, moved), to what, in words."""

    what: str
    kind: str
    anchor: str
    words: str


def _called(node: Node) -> str:
    name = NAMES.get(node.kind, node.kind.replace("-", " ").capitalize())
    label = f" {node.label}" if node.label else ""
    title = f" “{node.title}”" if node.title else ""
    return f"{name}{label}{title}"


def _name(node: Node) -> str:
    """A node's thing, where there is one; its anchor otherwise."""
    return str(node.thing or f"#{node.anchor}")


def _named(root: Node) -> dict[str, Node]:
    """Nodes by name."""
    return {_name(node): node for _, node in walk(root) if node.kind not in SILENT}


def _inner(nodes: Iterable[Node]) -> set[str]:
    """Names of all that stands beneath these nodes, but for the rows and papers of an agenda."""
    outer = (node for node in nodes if node.kind not in AGENDA)
    return {_name(inner) for node in outer for child in node.children for _, inner in walk(child)}


def _own(node: Node) -> tuple[object, ...]:
    """What a node says itself, page numbers left out."""
    return (node.title, node.text, dict(node.data), node.on, node.state, node.blob)


def between(old: Node, new: Node) -> list[Change]:
    """Every difference from `old` to `new`: what came, what changed, then what went.

    What came or went together with the paper it stands in is not named again.
    """
    before, after = _named(old), _named(new)
    return [*_came_or_changed(before, after), *_went(before, after)]


def _came_or_changed(before: dict[str, Node], after: dict[str, Node]) -> Iterator[Change]:
    came = {name: node for name, node in after.items() if name not in before}
    inner = _inner(came.values())
    for name, node in after.items():
        earlier = before.get(name)
        if earlier is None and name in inner:
            continue
        if earlier is None:
            yield _change("added", node, f"{_called(node)} added")
        elif _own(earlier) != _own(node):
            yield _change("changed", node, f"{_called(node)} changed")
        elif earlier.label != node.label:
            words = f"{_called(node)}: was {earlier.label or 'without a number'}"
            yield _change("moved", node, words)


def _went(before: dict[str, Node], after: dict[str, Node]) -> Iterator[Change]:
    went = {name: node for name, node in before.items() if name not in after}
    inner = _inner(went.values())
    for name, node in went.items():
        if name not in inner:
            yield _change("removed", node, f"{_called(node)} removed")


def _change(what: str, node: Node, words: str) -> Change:
    return {"what": what, "kind": node.kind, "anchor": node.anchor, "words": words}
