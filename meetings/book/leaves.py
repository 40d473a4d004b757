"""The pages of a released pack: which printed number, which paper, which slide each one is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from icsgov.record.models import Entry, Release


@dataclass(frozen=True)
class Leaf:
    """One page: `at` in the pack's PDF and `number` in its paper's PDF, both from 1.

    `label` is the number printed on it ("35A"), `slide` the one its author printed. The agenda's
    own pages belong to no paper.
    """

    at: int
    thing: UUID | None
    number: int
    label: str
    slide: str
    entry: int

    @property
    def called(self) -> str:
        return self.label or str(self.at)


@dataclass(frozen=True)
class Leaves:
    """All pages of a pack in print order, found by any of their numbers."""

    all: Sequence[Leaf]

    @cached_property
    def by_paper(self) -> dict[UUID | None, list[Leaf]]:
        found: dict[UUID | None, list[Leaf]] = {}
        for leaf in self.all:
            found.setdefault(leaf.thing, []).append(leaf)
        return found

    def of(self, thing: UUID | None) -> list[Leaf]:
        """The pages of one paper; of none, those of the agenda."""
        return self.by_paper.get(thing, [])

    def labelled(self, label: str) -> Leaf | None:
        """The page with this printed number, in any case of its letter."""
        wanted = label.strip().upper()
        return next((leaf for leaf in self.all if leaf.called.upper() == wanted), None)

    def slide(self, thing: UUID, slide: str) -> Leaf | None:
        """The page of a paper on which its author printed this number."""
        wanted = slide.strip()
        return next((leaf for leaf in self.of(thing) if leaf.slide == wanted), None)

    def words(self, thing: UUID | None) -> str:
        """ "page 37" or "pages 37 to 52": where a paper stands; empty where it has no pages."""
        pages = self.of(thing)
        if not pages:
            return ""
        first, last = pages[0].called, pages[-1].called
        return f"page {first}" if first == last else f"pages {first} to {last}"


def leaves_of(release: Release) -> Leaves:
    """The pages of a pack (1 query)."""
    rows = Entry.objects.filter(release=release, kind__in=("page", "paper")).order_by("seq")
    fields = ("pk", "kind", "seq", "end", "thing", "pack_page", "slide")
    return Leaves(list(_leaves(rows.values_list(*fields))))


def _leaves(rows: Iterable[tuple[int, str, int, int, UUID | None, str, str]]) -> Iterable[Leaf]:
    paper: UUID | None = None
    end, at, number = -1, 0, 0
    for entry, kind, seq, last, thing, label, slide in rows:
        if kind == "paper":
            paper, end, number = thing, last, 0
            continue
        if seq > end:
            paper = None
            number = number if end < 0 else 0
        at += 1
        number += 1
        yield Leaf(at, paper, number, label, slide, entry)
