"""The minutes as they are written, checked and printed, read in a fixed number of queries."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Prefetch, QuerySet

from meetings import bodies
from meetings.attending import counting
from meetings.minuting import paragraphs, speakers
from meetings.minuting.speakers import Voice
from meetings.models import Minutes, MinuteSection, Paragraph


@dataclass(frozen=True)
class Line:
    """A standing paragraph beside the label that it has or would get."""

    row: Paragraph
    label: str

    @property
    def is_frozen(self) -> bool:
        """Whether readers have it: from then on it is corrected, not rewritten."""
        return self.row.label is not None and not self.row.section.minutes.is_being_taken

    @property
    def is_blank(self) -> bool:
        return bodies.is_blank(self.row.text)

    @cached_property
    def names(self) -> list[str]:
        return [each.name for each in self.row.speakers.all()]


@dataclass(frozen=True)
class Chapter:
    """The minutes of one item."""

    section: MinuteSection
    lines: tuple[Line, ...]
    removed: tuple[Paragraph, ...]

    @property
    def written(self) -> int:
        """How many paragraphs say something."""
        return sum(not line.is_blank for line in self.lines)


@dataclass(frozen=True)
class Book:
    """The minutes of one part of a meeting, with who was heard there."""

    minutes: Minutes
    chapters: Sequence[Chapter]
    heard: Sequence[Voice]
    not_quorate: Mapping[int, str] = field(default_factory=dict)  # by section, in words

    @property
    def is_numbered(self) -> bool:
        """Whether numbers are given for good: readers have the minutes, or had them once."""
        return any(line.row.label is not None for line in self.lines)

    @property
    def lines(self) -> Iterator[Line]:
        return (line for chapter in self.chapters for line in chapter.lines)

    def chapter(self, key: str) -> Chapter | None:
        """The chapter with this key; else the first, if there is any."""
        named = (each for each in self.chapters if str(each.section.key) == key)
        return next(named, self.chapters[0] if self.chapters else None)

    def before(self, chapter: Chapter) -> Chapter | None:
        at = self.chapters.index(chapter)
        return self.chapters[at - 1] if at else None

    def after(self, chapter: Chapter) -> Chapter | None:
        at = self.chapters.index(chapter)
        return self.chapters[at + 1] if at + 1 < len(self.chapters) else None


def read(minutes: Minutes) -> Book:
    """All of the minutes, and who was there (16 queries at most, however long they are)."""
    sections = minutes.sections.select_related("item").prefetch_related(
        "item__asks", Prefetch("paragraphs", _whole(Paragraph.objects.all()))
    )
    labelled = paragraphs.labelled(list(sections), paragraphs.style_of(minutes))
    chapters = [
        Chapter(
            each.section,
            tuple(Line(row, label) for row, label in each.rows),
            tuple(_removed(each.section)),
        )
        for each in labelled
    ]
    keys = {chapter.section.pk for chapter in chapters}
    lacking = counting.not_quorate(counting.judge(minutes.meeting), keys)
    return Book(minutes, chapters, speakers.voices(minutes.meeting), lacking)


def _removed(section: MinuteSection) -> Iterator[Paragraph]:
    """What was taken out and said something."""
    rows = section.paragraphs.all()
    return (row for row in rows if row.removed_at and not bodies.is_blank(row.text))


def _whole(rows: QuerySet[Paragraph]) -> QuerySet[Paragraph]:
    """Paragraphs with all that is shown or checked of them."""
    return rows.select_related("decision", "action").prefetch_related(
        "speakers", "action__owners", "promises", "corrections", "remarks__by__person"
    )
