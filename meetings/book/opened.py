"""A paper as it lies open before its reader: its text, its printed pages, where it stands."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any, NoReturn
from uuid import UUID

from django.conf import settings
from django.template import Context

from icsgov.press import words
from icsgov.press.cache import Cache
from icsgov.press.cage import CageError, JobError
from icsgov.record import access as record
from icsgov.record import takedowns
from icsgov.record.models import Entry, ReleaseFile
from icsgov.record.publish import tree_from
from icsgov.record.templatetags.record import draw
from icsgov.record.tree import Node
from meetings import reading
from meetings.book.editions import Edition, editions_of
from meetings.book.leaves import Leaf, Leaves, leaves_of
from meetings.book.parts import Part, parts_of
from meetings.book.twin import Twin
from meetings.models import Meeting

log = logging.getLogger(__name__)


def cache() -> Cache:
    """Where the press keeps what it made and read."""
    return Cache(Path(settings.DATA_DIR) / "press")


@dataclass(frozen=True)
class OpenPaper:
    """One paper of a released part."""

    meeting: Meeting
    parts: dict[int, Part]
    part: Part
    entry: Entry
    edition: Edition
    leaves: Leaves

    @property
    def pages_words(self) -> str:
        """ "pages 37 to 52": where it stands in the pack."""
        return self.leaves.words(self.thing)

    @property
    def thing(self) -> UUID:
        return self.edition.thing

    @property
    def where(self) -> dict[str, Any]:
        """What addresses of the paper are made of."""
        return {
            "board": self.meeting.board.slug,
            "address": self.meeting.address,
            "part": self.part.number,
            "key": self.thing,
        }

    @cached_property
    def whole(self) -> Node:
        """The paper with all that stands in it."""
        return tree_from(self.part.release.entries.within(self.entry))

    @cached_property
    def twin(self) -> Twin:
        """Its web text, to be marked."""
        return Twin(draw(Context({"shelf": self.part.shelf}), self.whole))

    @cached_property
    def pages(self) -> list[Leaf]:
        """Its printed pages."""
        return self.leaves.of(self.thing)

    @cached_property
    def own_pages(self) -> int:
        """How many of them its drafted text fills; the others come from files."""
        return sum(1 for node in self.whole.children if node.kind == "page")

    @cached_property
    def file(self) -> ReleaseFile | None:
        """Its PDF with the numbers of the pack."""
        files = self.part.release.files.filter(entry=self.entry, role="paper")
        return files.select_related("blob", "release").first()

    @cached_property
    def page_texts(self) -> Sequence[str]:
        """The words of each printed page; nothing where they cannot be read."""
        if self.file is None:
            return ()
        blob = self.file.blob
        try:
            return words.page_texts(blob.path, blob.sha256, cache())
        except (CageError, JobError, OSError) as error:
            log.warning("The pages of %s could not be read: %s", blob, error)
            return ()

    def label(self, page: int | None) -> str:
        """The number printed on a page of the paper's PDF."""
        return self.pages[page - 1].called if page and page <= len(self.pages) else ""

    def margin(self) -> list[tuple[str, str]]:
        """Number and words of the pages that the drafted text fills."""
        own = self.pages[: self.own_pages]
        return [(leaf.called, text) for leaf, text in zip(own, self.page_texts, strict=False)]


def open_paper(user: Any, meeting: Meeting, part: int, key: UUID, now: datetime) -> OpenPaper:
    """The paper with this key in a part that the reader may have; 404 where there is none.

    That somebody read a private one is kept.
    """
    found = find_paper(user, meeting, part, key, now)
    if found is None:
        _gone(user, meeting, part, key, now)
    reading.note(user, found.part.release, now, anchor=found.entry.anchor)
    return found


def _gone(user: Any, meeting: Meeting, part: int, key: UUID, now: datetime) -> NoReturn:
    """Say that it was taken down to those who may read the part; else 404."""
    packs = reading.packs_of_one(user, meeting, now)
    here = [packs[part]] if part in packs else []
    takedowns.look(here, role="address", take_down__thing=key)


def find_paper(
    user: Any, meeting: Meeting, part: int, key: UUID, now: datetime
) -> OpenPaper | None:
    """The paper as it is released to this reader now; None where it is not."""
    parts = parts_of(user, meeting, now)
    here = parts.get(part)
    entry = record.paper_with(here.release, key) if here else None
    if here is None or entry is None:
        return None
    editions = editions_of([here.release])[here.release.pk]
    edition = next(each for each in editions if each.thing == key)
    return OpenPaper(meeting, parts, here, entry, edition, leaves_of(here.release))


def papers_of(
    meeting: Meeting, parts: dict[int, Part], part: Part, leaves: Leaves
) -> list[OpenPaper]:
    """Every paper of a part, in print order (4 queries)."""
    entries = {row.thing: row for row in part.release.entries.filter(kind="paper")}
    return [
        OpenPaper(meeting, parts, part, entries[edition.thing], edition, leaves)
        for edition in editions_of([part.release])[part.release.pk]
    ]
