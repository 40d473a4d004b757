"""The look for personal data before the public gets something, settled find by find.

Safety: a wrong file in a public pack is a scandal. What is settled once stays so while the same
words stand in the same paper, however often it is built.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from icsgov.press.personal import find
from icsgov.record.kinds import kind_of
from icsgov.record.models import BlobPage, Settled
from icsgov.record.tree import Node

Spoken = Mapping[tuple[str, int], str]


class Held(Protocol):
    """What could be given to the public: a build, or a draft that needs none."""

    @property
    def root(self) -> Node: ...

    @property
    def subject(self) -> UUID: ...


@dataclass(frozen=True)
class Draft:
    """A tree that would be released as it is, and the thing that it is of."""

    root: Node
    subject: UUID


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
    """Everything found, and what was said of it."""

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

    @property
    def hindrance(self) -> str:
        """Why the public cannot get it yet, in a sentence; "" where nothing is open."""
        count = len(self.open)
        looks = "passage looks" if count == 1 else "passages look"
        wait = f"{count} {looks} like personal data. Look at each before the public gets it."
        return wait if count else ""


def look(held: Held) -> Look:
    """What it holds that looks personal (2 queries)."""
    root = held.root
    found = {doubt.digest: doubt for doubt in _doubts(root, _Place(), _spoken(root))}
    rows = Settled.objects.filter(subject=held.subject, digest__in=found).select_related("by")
    return Look(tuple(found.values()), {row.digest: row for row in rows})


def settle(held: Held, digest: str, reason: str, by: Any, now: datetime) -> None:
    """Say why these words may be public. Raises LookupError where there is no such find."""
    if digest not in {doubt.digest for doubt in look(held).doubts}:
        raise LookupError(digest)
    Settled.objects.get_or_create(
        subject=held.subject, digest=digest, defaults={"reason": reason, "by": by, "at": now}
    )


def _spoken(root: Node) -> Spoken:
    """What is heard and not seen on pages of files, by the file's hash and page (1 query)."""
    files = {node.blob for node in root.of_kind("file")}
    rows = BlobPage.objects.filter(blob__sha256__in=files).exclude(spoken="")
    return {
        (sha256, number): words
        for sha256, number, words in rows.values_list("blob__sha256", "number", "spoken")
    }


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a node stands: the paper and its key, the page of pack or file, the file."""

    paper: str = ""
    thing: UUID | None = None
    page: str = ""
    file: str = ""

    def of(self, node: Node) -> "_Place":
        """The place of a node beneath this one."""
        own = str(node.file_page or "") if node.kind == "page" else ""
        place = replace(self, page=node.pack_page or self.page or own)
        if node.kind == "paper":
            return replace(place, paper=kind_of(node.kind).called(node), thing=node.thing)
        if node.kind == "file":
            return replace(place, file=node.blob, paper=self.paper or node.title)
        return place


def _doubts(node: Node, above: _Place, spoken: Spoken) -> Iterator[Doubt]:
    """The finds of a node and of all beneath it, each with the paper and page it stands on."""
    place = above.of(node)
    heard = spoken.get((place.file, node.file_page or 0), "") if node.kind == "page" else ""
    for text in (*_texts(node), heard):
        for each in find(text):
            named = f"{each.kind.name}|{each.words.casefold()}|{place.thing}"
            digest = hashlib.sha256(named.encode()).hexdigest()
            yield Doubt(digest, each.kind, each.words, each.around, place.paper, place.page)
    for child in node.children:
        yield from _doubts(child, place, spoken)


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
