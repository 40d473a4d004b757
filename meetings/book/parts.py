"""The parts of a meeting as their reader has them: the released tree, and where its links lead."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.urls import reverse

from icsgov.record import pages
from icsgov.record.models import Release, ReleaseFile
from icsgov.record.pages import Shelf
from icsgov.record.publish import tree_of
from icsgov.record.tree import Node
from meetings import reading
from meetings.models import Meeting


@dataclass(frozen=True)
class Part:
    """One part of a meeting as its reader has it."""

    number: int
    release: Release
    root: Node
    shelf: Shelf

    @property
    def is_private(self) -> bool:
        return self.number > 1

    @cached_property
    def rows(self) -> list[pages.AgendaRow]:
        return pages.agenda_rows(self.root, self.shelf)

    @cached_property
    def papers(self) -> list[pages.PaperLink]:
        return [paper for row in self.rows for paper in row.papers]

    @property
    def asks(self) -> bool:
        """Whether the board is asked to do anything."""
        return any(row.asked for row in self.rows)

    @property
    def pack_href(self) -> str:
        return f"{self.shelf.base}pack.pdf"

    def row_of(self, thing: UUID) -> pages.AgendaRow:
        """The agenda item that a paper stands under; LookupError where the part has no such."""
        for row in self.rows:
            if any(paper.node.thing == thing for paper in row.papers):
                return row
        raise LookupError(thing)


def parts_of(user: Any, meeting: Meeting, now: datetime) -> dict[int, Part]:
    """The parts that the reader may have, by number."""
    packs = reading.packs_of_one(user, meeting, now)
    return {number: part_of(meeting, number, release) for number, release in packs.items()}


def part_of(meeting: Meeting, number: int, release: Release) -> Part:
    """A released part with its links (3 queries)."""
    where = {"board": meeting.board.slug, "address": meeting.address, "part": number}
    base = reverse("reading-pack", kwargs=where).removesuffix("pack.pdf")
    root = tree_of(release, without=pages.INSIDE)
    prefix = f"part-{number}-" if number > 1 else ""
    shelf = pages.shelf_of(release, base, address=file_address, by_key=True, prefix=prefix)
    return Part(number, release, root, shelf)


def file_address(file: ReleaseFile) -> str:
    """Where members fetch a file of a release."""
    return reverse("reading-file", kwargs={"key": file.key})


@dataclass(frozen=True)
class Neighbours:
    """The papers before and after one; Part 2 follows Part 1."""

    previous: pages.PaperLink | None
    following: pages.PaperLink | None


def neighbours(parts: Mapping[int, Part], part: int, anchor: str) -> Neighbours:
    """The papers before and after this one, in the order of the pack."""
    order: Sequence[tuple[int, pages.PaperLink]] = [
        (each.number, paper) for each in parts.values() for paper in each.papers
    ]
    at = [(number, paper.node.anchor) for number, paper in order].index((part, anchor))
    return Neighbours(
        order[at - 1][1] if at else None,
        order[at + 1][1] if at + 1 < len(order) else None,
    )
