"""What differs between two versions: block by block, then word by word; and between files."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "removed", "added"]
TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
ALIKE = 0.4  # less in common than this reads better as one text gone and another come


@dataclass(frozen=True)
class Span:
    """Words that stay, went or came."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class Block:
    """A paragraph, heading, list item or table row, as spans."""

    spans: tuple[Span, ...]

    @property
    def is_same(self) -> bool:
        return all(span.kind == "same" for span in self.spans)


@dataclass(frozen=True)
class FileChange:
    """What happened to a file from one version to the next."""

    what: Literal["added", "removed", "replaced", "renamed", "moved"]
    name: str
    was: str = ""


def words(old: str, new: str) -> tuple[Span, ...]:
    """One text as the words that stay, went and came."""
    before, after = TOKEN.findall(old), TOKEN.findall(new)
    match = SequenceMatcher(None, before, after, autojunk=False)
    if match.ratio() < ALIKE:
        return _pair(old, new)
    return tuple(
        span
        for op, a, b, c, d in match.get_opcodes()
        for span in (
            (Span("same", "".join(before[a:b])),)
            if op == "equal"
            else _pair("".join(before[a:b]), "".join(after[c:d]))
        )
    )


def _pair(old: str, new: str) -> tuple[Span, ...]:
    made = (Span("removed", old), Span("added", new))
    return tuple(span for span in made if span.text)


def blocks(old: Sequence[str], new: Sequence[str]) -> list[Block]:
    """Two texts given as blocks: what is the same, what changed within, what went, what came."""
    match = SequenceMatcher(None, old, new, autojunk=False)
    return [
        block
        for op, a, b, c, d in match.get_opcodes()
        for block in (
            (Block((Span("same", text),)) for text in old[a:b])
            if op == "equal"
            else _changed(old[a:b], new[c:d])
        )
    ]


def _changed(old: Sequence[str], new: Sequence[str]) -> Iterator[Block]:
    """Blocks set against each other in order; what has no partner went or came whole."""
    for before, after in zip(old, new, strict=False):
        yield Block(words(before, after))
    yield from (Block((Span("removed", text),)) for text in old[len(new) :])
    yield from (Block((Span("added", text),)) for text in new[len(old) :])


def files(old: Sequence[tuple[str, str]], new: Sequence[tuple[str, str]]) -> list[FileChange]:
    """Two lists of (name, SHA-256) in print order: what came, went, changed or moved."""
    was, now = dict(old), dict(new)
    gone = {digest: name for name, digest in old if name not in now}
    found = []
    for name, digest in new:
        if name not in was and digest in gone:
            found.append(FileChange("renamed", name, gone.pop(digest)))
        elif name not in was:
            found.append(FileChange("added", name))
        elif was[name] != digest:
            found.append(FileChange("replaced", name))
    found += [FileChange("removed", name) for name in gone.values()]
    return found or _moved(list(was), list(now))


def _moved(old: list[str], new: list[str]) -> list[FileChange]:
    """Files that stand in another place, where nothing else happened to the list."""
    match = SequenceMatcher(None, old, new, autojunk=False)
    return [
        FileChange("moved", name)
        for op, _, _, c, d in match.get_opcodes()
        if op in ("insert", "replace")
        for name in new[c:d]
    ]
