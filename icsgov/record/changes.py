"""What differs between two trees, in words that a reader can follow."""

from collections.abc import Iterator
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


def _named(root: Node) -> dict[str, Node]:
    """Nodes by thing, where there is one; by anchor otherwise."""
    return {
        str(node.thing or f"#{node.anchor}"): node
        for _, node in walk(root)
        if node.kind not in SILENT
    }


def _own(node: Node) -> tuple[object, ...]:
    """What a node says itself, page numbers left out."""
    return (node.title, node.text, dict(node.data), node.on, node.state, node.blob)


def between(old: Node, new: Node) -> list[Change]:
    """Every difference from `old` to `new`: what came, what changed, then what went."""
    before, after = _named(old), _named(new)
    return [*_came_or_changed(before, after), *_went(before, after)]


def _came_or_changed(before: dict[str, Node], after: dict[str, Node]) -> Iterator[Change]:
    for name, node in after.items():
        earlier = before.get(name)
        if earlier is None:
            yield _change("added", node, f"{_called(node)} added")
        elif _own(earlier) != _own(node):
            yield _change("changed", node, f"{_called(node)} changed")
        elif earlier.label != node.label:
            words = f"{_called(node)}: was {earlier.label or 'without a number'}"
            yield _change("moved", node, words)


def _went(before: dict[str, Node], after: dict[str, Node]) -> Iterator[Change]:
    for name, node in before.items():
        if name not in after:
            yield _change("removed", node, f"{_called(node)} removed")


def _change(what: str, node: Node, words: str) -> Change:
    return {"what": what, "kind": node.kind, "anchor": node.anchor, "words": words}
