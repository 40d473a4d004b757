"""What differs between two editions of a plan, word by word."""

from collections.abc import Iterator
from dataclasses import dataclass

from icsgov.record.changes import between
from icsgov.record.diff import Span, words
from icsgov.record.tree import Node


@dataclass(frozen=True)
class Difference:
    """One difference: what happened, to what, and the words that went and came."""

    what: str
    sentence: str
    spans: tuple[Span, ...] = ()


def differences(old: Node, new: Node) -> list[Difference]:
    """Everything that differs, in the order of the new edition; what went stands last."""
    return list(_differences(old, new))


def _differences(old: Node, new: Node) -> Iterator[Difference]:
    for change in between(old, new):
        after = new.find(change["anchor"])
        before = old.find(change["anchor"])
        spans: tuple[Span, ...] = ()
        if after and before and said(before) != said(after):
            spans = words(said(before), said(after))
        yield Difference(change["what"], change["words"], spans)


def said(node: Node) -> str:
    """The words of a part: its name, its text and what is asked of it besides."""
    asked = [each for each in node.data.values() if isinstance(each, str)]
    return "\n".join(filter(None, (node.title, node.text, *asked)))
