"""What of a tree is printed: the pieces of a pack in order, with their places in its outline."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from icsgov.record.kinds import kind_of
from icsgov.record.tree import Node


@dataclass(frozen=True)
class Print:
    """One piece of a pack: a node with pages of its own, drafted or brought as a file.

    `key` is how links and page numbers name it: the anchor of the paper that it opens, else its
    own. `paper` is the anchor of the paper it belongs to, empty for what stands before all papers.
    `among` is the name of that paper where this is one of several pieces of it.
    """

    node: Node
    key: str
    title: str
    under: tuple[str, ...] = ()
    paper: str = ""
    among: str = ""

    @property
    def is_file(self) -> bool:
        return kind_of(self.node.kind).file

    @property
    def called(self) -> str:
        """As a message names it: Enclosure B: Primary care, Slides."""
        return ", ".join(filter(None, (self.among, self.title)))


def prints(root: Node) -> list[Print]:
    """Every piece in print order; the root's own pages come first."""
    beneath = [each for child in root.children for each in _beneath(child, ())]
    return [*_own(root), *beneath]


def _own(node: Node) -> list[Print]:
    kind = kind_of(node.kind)
    if not kind.file and not (kind.print and kind.prints(node)):
        return []
    return [Print(node, node.anchor, kind.called(node))]


def _beneath(node: Node, path: tuple[str, ...]) -> list[Print]:
    """The pieces of a node and of all beneath it. One that opens no pages is only a line above."""
    kind = kind_of(node.kind)
    own = [replace(each, under=path) for each in _own(node)]
    inner = (*path, kind.called(node))
    below = [each for child in node.children for each in _beneath(child, inner)]
    if not kind.print:
        return own + below
    return list(_of_paper(node, own, below, path))


def _of_paper(
    node: Node, own: list[Print], below: list[Print], path: tuple[str, ...]
) -> Iterator[Print]:
    """A paper's pieces: alone it stands under its own name, else each under the paper's."""
    kind = kind_of(node.kind)
    pieces = [replace(each, title=kind.own) for each in own] + below
    for at, each in enumerate(pieces):
        piece = replace(each, paper=node.anchor, key=each.key if at else node.anchor)
        if len(pieces) == 1:
            yield replace(piece, title=kind.called(node), under=path)
        else:
            name = kind.called(node)
            yield replace(piece, under=(*path, name), among=name)
