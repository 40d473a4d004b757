"""What a careful reader would ask about the minutes, each with the place it stands at."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from meetings import bodies
from meetings.minuting.book import Book, Chapter, Line
from meetings.models import MinuteSection, Paragraph

Weight = Literal["blocker", "warning"]
OUTCOMES = (Paragraph.Kind.DECISION, Paragraph.Kind.ACTION)
# "The Partnership agreed …": what reads like a resolution.
RESOLVED = re.compile(
    r"^(the )?(\w+ )?(partnership|board|committee|members|meeting)\b.{0,40}?"
    r"\b(agreed|approved|resolved|supported|endorsed|noted|deferred|referred)\b",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True)
class Finding:
    """One thing to look at. A blocker keeps the minutes from being printed."""

    code: str
    sentence: str
    section: str
    paragraph: str = ""
    weight: Weight = "warning"


def check(book: Book) -> list[Finding]:
    """Everything that a careful reader would ask, in the order of the minutes."""
    counted = Counter(line.label for line in book.lines)
    heard = {voice.name for voice in book.heard}
    found: list[Finding] = []
    for chapter in book.chapters:
        found += _of_chapter(chapter)
        found += _quorum(chapter, book)
        for line in chapter.lines:
            found += _of_line(chapter, line, heard, counted)
    return found


def blockers(findings: list[Finding]) -> list[Finding]:
    """Those that keep the minutes from being printed."""
    return [each for each in findings if each.weight == "blocker"]


def _of_chapter(chapter: Chapter) -> Iterator[Finding]:
    section = chapter.section
    if section.kind == MinuteSection.Kind.CLOSE:
        return
    if not any(line.row.kind in OUTCOMES for line in chapter.lines):
        asked = section.item is not None and bool(section.item.asks.all())
        what = "The board was asked for something, and no" if asked else "No"
        sentence = f"Item {section}: {what[0].lower()}{what[1:]} decision or action is minuted."
        yield Finding("no-outcome", sentence, str(section.key))


def _quorum(chapter: Chapter, book: Book) -> Iterator[Finding]:
    """Without a quorum there is no decision: a warning where nothing else hangs on it."""
    section = chapter.section
    lacking = book.not_quorate.get(section.pk)
    if lacking is None:
        return
    decided = any(line.row.kind == Paragraph.Kind.DECISION for line in chapter.lines)
    what = "a decision is minuted without a quorum" if decided else "the meeting had no quorum"
    yield Finding("no-quorum", f"Item {section}: {what}. {lacking}", str(section.key))


def _of_line(
    chapter: Chapter, line: Line, heard: set[str], counted: Counter[str]
) -> Iterator[Finding]:
    place = (str(chapter.section.key), str(line.row.key))
    if line.is_blank:
        words = f"{line.label or 'A paragraph'} is empty. Write it or remove it."
        yield Finding("empty", words, *place, weight="blocker")
    yield from _labels(line, counted, place)
    for name in line.names:
        if name not in heard:
            words = f"{line.label}: {name} speaks, but is not listed as present or in attendance."
            yield Finding("not-there", words, *place)
    yield from _outcome(line, place)
    if any(remark.settled_at is None for remark in line.row.remarks.all()):
        yield Finding("remark", f"{line.label}: a remark of the chair is open.", *place)


def _labels(line: Line, counted: Counter[str], place: tuple[str, str]) -> Iterator[Finding]:
    if not line.label:
        yield Finding("no-label", f"“{_start(line)}” has no number.", *place)
    elif counted[line.label] > 1:
        words = f"The number {line.label} is given {counted[line.label]} times."
        yield Finding("same-label", words, *place)


def _outcome(line: Line, place: tuple[str, str]) -> Iterator[Finding]:
    """A decision or an action that is not one on the record, or not whole."""
    row = line.row
    if row.kind == Paragraph.Kind.DECISION and getattr(row, "decision", None) is None:
        words = f"{line.label} is marked as a decision. Say what was decided, for the register."
        yield Finding("undecided", words, *place)
    elif row.kind == Paragraph.Kind.ACTION:
        yield from _action(line, place)
    elif row.kind == Paragraph.Kind.DISCUSSION and RESOLVED.match(bodies.plain(row.text)):
        words = f"{line.label} reads like a decision and is not marked as one."
        yield Finding("unmarked", words, *place)


def _action(line: Line, place: tuple[str, str]) -> Iterator[Finding]:
    action = getattr(line.row, "action", None)
    if action is None:
        words = f"{line.label} is marked as an action. Say who does it, for the action log."
        yield Finding("no-action", words, *place)
        return
    if not action.owners.all():
        words = f"{line.label}: the action has no owner. It prints “not stated”."
        yield Finding("no-owner", words, *place)
    if action.due is None and not action.due_words:
        words = f"{line.label}: the action has no date. It prints “not stated”."
        yield Finding("no-date", words, *place)


def _start(line: Line) -> str:
    """The first words of a paragraph."""
    return " ".join(bodies.plain(line.row.text).split()[:6])
