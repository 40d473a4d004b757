"""The tree of a release: in memory while it is built, as Entry rows once it is released."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.text import slugify


@dataclass(frozen=True)
class Link:
    """What a node does to another thing: rel is supports, promises, discharges, decides …"""

    rel: str
    to: UUID
    words: str = ""


@dataclass(frozen=True)
class Node:
    """One thing of a release, with what stands under it.

    `data` holds plain JSON only. `thing` is the key of the desk row it came from.
    """

    kind: str
    anchor: str = ""
    thing: UUID | None = None
    label: str = ""
    title: str = ""
    text: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)
    on: date | None = None
    ref: str = ""
    state: str = ""
    blob: str = ""
    file_page: int | None = None
    pack_page: str = ""
    slide: str = ""
    links: tuple[Link, ...] = ()
    children: tuple["Node", ...] = ()

    def of_kind(self, *kinds: str) -> Iterator["Node"]:
        """This node and all beneath it that are of these kinds, in order."""
        return (node for _, node in walk(self) if node.kind in kinds)

    def find(self, anchor: str) -> "Node | None":
        """The node with an anchor, here or beneath."""
        return next((node for _, node in walk(self) if node.anchor == anchor), None)


PLAIN = tuple(
    f.name for f in fields(Node) if f.name not in {"thing", "on", "links", "children", "data"}
)


def walk(node: Node, depth: int = 0) -> Iterator[tuple[int, Node]]:
    """Every node with its depth, in reading order."""
    yield depth, node
    for child in node.children:
        yield from walk(child, depth + 1)


def rebuild(node: Node, change: Callable[[Node], Node]) -> Node:
    """The tree with `change` done to every node, parents before children."""
    changed = change(node)
    children = tuple(rebuild(child, change) for child in changed.children)
    return replace(changed, children=children)


def to_json(node: Node) -> dict[str, Any]:
    """The node as plain JSON; what is empty is left out."""
    plain: dict[str, Any] = {name: getattr(node, name) for name in PLAIN}
    plain["thing"] = str(node.thing) if node.thing else None
    plain["on"] = node.on.isoformat() if node.on else None
    plain["data"] = dict(node.data)
    plain["links"] = [{"rel": k.rel, "to": str(k.to), "words": k.words} for k in node.links]
    plain["children"] = [to_json(child) for child in node.children]
    return {name: value for name, value in plain.items() if value not in (None, "", [], {})}


def from_json(plain: Mapping[str, Any]) -> Node:
    """The node that `to_json` wrote."""
    return Node(
        **{name: plain[name] for name in PLAIN if name in plain},
        thing=UUID(plain["thing"]) if "thing" in plain else None,
        on=date.fromisoformat(plain["on"]) if "on" in plain else None,
        data=plain.get("data", {}),
        links=tuple(Link(k["rel"], UUID(k["to"]), k["words"]) for k in plain.get("links", ())),
        children=tuple(from_json(child) for child in plain.get("children", ())),
    )


def canonical(plain: Any) -> bytes:
    """JSON of which there is only one form, for hashing."""
    return json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def digest(node: Node) -> str:
    """SHA-256 of the whole tree."""
    return hashlib.sha256(canonical(to_json(node))).hexdigest()


def with_anchors(root: Node, frozen: Mapping[UUID, str]) -> Node:
    """The tree with a unique anchor on every node.

    A thing that was released before keeps its anchor; no other thing may take it. A new thing
    gets the anchor it proposes, else its label or kind; a repeat gets -2, -3 …
    """
    reserved = set(frozen.values())
    given: set[str] = set()

    def free(wish: str) -> str:
        anchor, count = wish, 1
        while anchor in reserved or anchor in given:
            count += 1
            anchor = f"{wish}-{count}"
        return anchor

    def name(node: Node) -> Node:
        earlier = frozen.get(node.thing) if node.thing else None
        if earlier is None or earlier in given:
            wish = node.anchor or slugify(node.label) or node.kind
            earlier = free(wish)
        given.add(earlier)
        return replace(node, anchor=earlier)

    return rebuild(root, name)
