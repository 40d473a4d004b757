"""Answers of the pre-flight check: what is wrong, in a sentence, and the page that mends it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar
from uuid import UUID

from django.urls import reverse

from meetings.drafts import Draft
from meetings.models import Paper
from meetings.outline import Row


@dataclass(frozen=True)
class Mend:
    """The page on which it is mended: the name of its URL with what fills it, and its link."""

    name: str
    words: str
    kwargs: Mapping[str, object] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return reverse(self.name, kwargs=dict(self.kwargs))


@dataclass(frozen=True)
class Finding:
    """One thing found; `where` is the key of the item or paper that it is about, if of one."""

    code: str
    sentence: str
    mend: Mend
    where: UUID | None = None
    weight: ClassVar[str] = ""


@dataclass(frozen=True)
class Blocker(Finding):
    """The pack must not, or cannot, be made with it."""

    weight: ClassVar[str] = "blocker"


@dataclass(frozen=True)
class Warning(Finding):
    """Worth a look; the pack can be made."""

    weight: ClassVar[str] = "warning"


def mend_meeting(draft: Draft) -> Mend:
    """The details of the meeting."""
    return Mend("meeting-edit", "Change the details", _place(draft))


def mend_agenda(draft: Draft, words: str = "Open the agenda") -> Mend:
    """The agenda itself."""
    return Mend("meeting", words, _place(draft))


def mend_item(row: Row) -> Mend:
    """One row of the agenda."""
    return Mend("item", "Change the item", {"key": row.item.key})


def mend_enclosures(row: Row) -> Mend:
    """What hangs on one row."""
    return Mend("item-open", "Add a paper", {"key": row.item.key})


def mend_paper(paper: Paper) -> Mend:
    """One paper."""
    return Mend("paper", "Open the paper", {"key": paper.key})


def _place(draft: Draft) -> dict[str, object]:
    return {"board": draft.meeting.board.slug, "address": draft.meeting.address}


def called(row: Row) -> str:
    """A row as people speak of it: Item 3, “Our strategy”."""
    number = row.label.rstrip(".").removesuffix(".0")
    return f"Item {number}, “{row.item.title}”" if number else f"“{row.item.title}”"
