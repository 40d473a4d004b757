"""The pages of a released pack: which printed number, which paper, which slide each one is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from icsgov.record.kinds import WITHHELD
from icsgov.record.models import Entry, Release

FIELDS = ("kind", "seq", "end", "thing", "label", "pack_page", "slide", "data")


@dataclass(frozen=True)
class Leaf:
    """One page: `at` in the pack's PDF and `number` in its paper's PDF, both from 1.

    `label` is the number printed on it ("35A"), `slide` the one its author printed. The agenda's
    own pages belong to no paper. A sheet where a withheld paper stood `stands_for` its numbers.
    """

    at: int
    thing: UUID | None
    number: int
    label: str
    slide: str
    entry: int
    stands_for: tuple[str, ...] = ()

    @property
    def called(self) -> str:
        return self.label or str(self.at)

    def bears(self, label: str) -> bool:
        """Whether this is the page of that number, or the sheet that stands for it."""
        return label in (self.called.upper(), *self.stands_for)


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
        return next((leaf for leaf in self.all if leaf.bears(wanted)), None)

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
    kinds = ("page", "paper", WITHHELD)
    rows = Entry.objects.filter(release=release, kind__in=kinds).order_by("seq")
    return Leaves(list(_leaves(rows.only(*FIELDS))))


def _leaves(rows: Iterable[Entry]) -> Iterable[Leaf]:
    paper: UUID | None = None
    end, at, number = -1, 0, 0
    absent: tuple[str, ...] = ()
    for row in rows:
        entry, seq, label = row.pk, row.seq, row.pack_page or row.label
        if row.kind != "page":
            paper, end, number = row.thing, row.end, 0
            absent = tuple(row.data["labels"]) if row.kind == WITHHELD else ()
            continue
        if seq > end:
            paper, absent = None, ()
            number = number if end < 0 else 0
        at += 1
        number += 1
        yield Leaf(at, paper, number, label, row.slide, entry, absent)
