"""The registry of node kinds. The apps fill it when Django starts."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from icsgov.record.tree import Node

# Kinds of release, which say what a release is about.
PROFILE: Final = "board"
NOTICE: Final = "notice"
AGENDA: Final = "agenda"
MINUTES: Final = "minutes"
DOCUMENT: Final = "document"
DECISION: Final = "decision"
QUESTION: Final = "question"
INTERESTS: Final = "interests"

BY: Final = "by"  # of links: from what came of a paragraph, or of an item, to it

# Kinds of release whose address somebody chose, so that words of the title may stand in it; the
# apps add theirs.
NAMED: Final = {DOCUMENT}

PLACE: Final = "place"  # of nodes: a borough or the like, in a plan

GONE: Final = "taken-down"  # stands in a tree where a paper stood
WITHHELD: Final = "withheld"  # the same, in the tree of somebody from whom it is withheld


def always(node: Node) -> bool:
    """Every node of the kind is printed."""
    return True


def called(node: Node) -> str:
    """A node in an outline or a message: its label and its title."""
    return " ".join(filter(None, (node.label, node.title)))


@dataclass(frozen=True)
class Kind:
    """How nodes of one kind are drawn.

    `web` and `print` name templates that get `node`; a kind with `print` makes a piece of the
    PDF of its own, of those nodes that `prints` picks; one with `file` brings its blob as a piece.
    `called` is a node's line in the outline of a PDF; `own` that of its own pages where files
    stand beneath it as well. One with a `page` stands at an address of its own; `group` is the
    heading under which search lists what is `searchable`.
    """

    name: str
    web: str = ""
    print: str = ""
    prints: Callable[[Node], bool] = always
    called: Callable[[Node], str] = called
    own: str = "Text"
    file: bool = False
    searchable: bool = True
    page: bool = False
    group: str = ""


_KINDS: dict[str, Kind] = {}


def register(*kinds: Kind) -> None:
    """Make kinds known; a name stands for one kind only."""
    for kind in kinds:
        if _KINDS.setdefault(kind.name, kind) != kind:
            raise ValueError(f"The node kind {kind.name} is registered twice.")


def kind_of(name: str) -> Kind:
    """The kind of that name; unknown ones are drawn as plain title and text."""
    return _KINDS.get(name, Kind(name))


def paged() -> list[str]:
    """Names of the kinds that have a page of their own."""
    return [name for name, kind in _KINDS.items() if kind.page]


def group_of(name: str) -> str:
    """The heading under which search lists entries of a kind: its own, or its name."""
    return kind_of(name).group or name.replace("-", " ").capitalize()


def groups() -> list[str]:
    """The headings of the search, by name."""
    return sorted({group_of(name) for name, kind in _KINDS.items() if kind.searchable})
