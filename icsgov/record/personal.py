"""The look for personal data before the public gets a build, settled find by find.

Safety: a wrong file in a public pack is a scandal. What is settled once stays so while the same
words stand in the same paper, however often it is built.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from icsgov.press.personal import find
from icsgov.record.kinds import kind_of
from icsgov.record.models import Build, Settled
from icsgov.record.tree import Node


@dataclass(frozen=True, slots=True)
class Doubt:
    """Words that look personal: what they look like, and where they stand."""

    digest: str
    kind: str
    words: str
    around: str
    paper: str
    page: str


@dataclass(frozen=True)
class Look:
    """Everything found in a build, and what was said of it."""

    doubts: tuple[Doubt, ...]
    settled: Mapping[str, Settled]

    @property
    def open(self) -> list[Doubt]:
        """What nobody has answered for yet."""
        return [doubt for doubt in self.doubts if doubt.digest not in self.settled]

    @property
    def answered(self) -> list[tuple[Doubt, Settled]]:
        """What somebody said may be public."""
        return [(each, self.settled[each.digest]) for each in self.doubts if each not in self.open]


def look(build: Build) -> Look:
    """What a build holds that looks personal (1 query)."""
    found = {doubt.digest: doubt for doubt in _doubts(build.root, "", "", None)}
    rows = Settled.objects.filter(subject=build.subject, digest__in=found).select_related("by")
    return Look(tuple(found.values()), {row.digest: row for row in rows})


def settle(build: Build, digest: str, reason: str, by: Any, now: datetime) -> None:
    """Say why these words may be public. Raises LookupError where the build has no such find."""
    if digest not in {doubt.digest for doubt in look(build).doubts}:
        raise LookupError(digest)
    Settled.objects.get_or_create(
        subject=build.subject, digest=digest, defaults={"reason": reason, "by": by, "at": now}
    )


def _doubts(node: Node, paper: str, page: str, thing: UUID | None) -> Iterator[Doubt]:
    """The finds of a node and of all beneath it, each with the paper and page it stands on."""
    if node.kind == "paper":
        paper, thing = kind_of(node.kind).called(node), node.thing
    page = node.pack_page or page
    for text in _texts(node):
        for each in find(text):
            named = f"{each.kind.name}|{each.words.casefold()}|{thing}"
            digest = hashlib.sha256(named.encode()).hexdigest()
            yield Doubt(digest, each.kind, each.words, each.around, paper, page)
    for child in node.children:
        yield from _doubts(child, paper, page, thing)


def _texts(node: Node) -> Iterator[str]:
    """All that a node says: its title, its text, its alternative texts and other data."""
    yield node.title
    yield node.text
    yield from _strings(node.data)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _strings(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _strings(each)
