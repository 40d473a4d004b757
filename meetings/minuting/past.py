"""Past minutes as a Word file: items and paragraphs with the numbers they print, right or wrong.

Nothing is put right: a number given twice stays twice, one that is missing stays missing, and the
checker asks about both. What cannot be placed stands before the first item.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from lxml import html as markup
from lxml.html import HtmlElement

from icsgov.press import wording
from meetings import bodies, ranks
from meetings.minuting.returning import NotTaken
from meetings.minuting.word_changes import from_word
from meetings.models import Attendance, Meeting, Minutes, MinuteSection, Paragraph

UNMARKED = "icsgov-none-"
NUMBER = re.compile(r"\s*(\d{1,2}(?:\.\d{1,3})+[a-z]{0,2})[.):]?(?:\s+|$)")
ITEM = re.compile(r"\s*(?:item\s+)?(\d{1,2})(?:\.0)?[.):]?\s+(\S.*)", re.IGNORECASE | re.DOTALL)
LONE = re.compile(r"\s*(\d{1,2}(?:\.\d{1,3})*[a-z]{0,2})[.):]?\s*")
# What the source itself calls a paragraph.
SAID = re.compile(r"\s*(decision|action|resolved|question|reply)\s*:\s*", re.IGNORECASE)
KINDS = {"resolved": "decision"}
THERE = {
    "present": Attendance.Kind.PRESENT,
    "members present": Attendance.Kind.PRESENT,
    "in attendance": Attendance.Kind.IN_ATTENDANCE,
    "apologies": Attendance.Kind.APOLOGIES,
    "apologies for absence": Attendance.Kind.APOLOGIES,
}
CHAIR = re.compile(r"\s*[\[(](?:in the )?chair(?:man|person)?[\])]\s*$", re.IGNORECASE)
LONGEST_TITLE = 120  # characters; a longer line after a lone number is a paragraph
BEFORE = "Before the first item"


@dataclass
class Entry:
    """A paragraph with the number it prints; "" for none."""

    label: str
    html: str
    kind: str = "discussion"


@dataclass
class Item:
    """An item with its paragraphs."""

    label: str
    title: str
    entries: list[Entry] = field(default_factory=list)


@dataclass
class Past:
    """What past minutes say."""

    items: list[Item] = field(default_factory=list)
    there: list[tuple[Attendance.Kind, str, str, bool]] = field(default_factory=list)

    @property
    def count(self) -> int:
        return sum(len(item.entries) for item in self.items)


def read(html: str) -> Past:
    """Items, paragraphs and who was there, from the text of a Word file."""
    reader = _Reader()
    root = markup.fragment_fromstring(from_word(html), create_parent="article")
    for block in root:
        reader.take(block)
    return reader.past


class _Reader:
    def __init__(self) -> None:
        self.past = Past()
        self.kind: Attendance.Kind | None = None

    def take(self, block: HtmlElement) -> None:
        words = " ".join(block.text_content().split())
        kind = THERE.get(words.rstrip(":").lower())
        if kind is not None and block.tag != "table":
            self.kind = kind
        elif block.tag == "table":
            self._table(block)
        elif block.tag in ("h2", "h3", "h4"):
            self._heading(words)
        elif self.kind is not None and not self.past.items and not _title(block, words):
            self._people(block)
        elif block.tag in ("ul", "ol"):
            self._list(block)
        else:
            self._line(block, words)

    def _heading(self, words: str) -> None:
        found = ITEM.fullmatch(words)
        self.kind = None
        if found:
            self.past.items.append(Item(found[1], found[2][:300]))
        elif self.past.items:
            self.past.items.append(Item("", words[:300]))

    def _line(self, block: HtmlElement, words: str) -> None:
        title = _title(block, words)
        if title is not None:
            self.kind = None
            self.past.items.append(title)
            return
        found = NUMBER.match(words)
        if found is None and (lone := ITEM.fullmatch(words)):
            self._add(lone[1], _without(block, lone[1]))
        else:
            self._add(found[1] if found else "", _without(block, found[1] if found else ""))

    def _list(self, block: HtmlElement) -> None:
        """Numbered points are paragraphs; others belong to the paragraph before them."""
        own = self.past.items[-1].entries if self.past.items else []
        numbered = any(NUMBER.match(each.text_content()) for each in block)
        if own and not numbered:
            own[-1].html += _outside(block)
            return
        for each in block:
            each.tag = "p"
            self._line(each, " ".join(each.text_content().split()))

    def _table(self, table: HtmlElement) -> None:
        rows = [list(row.iterchildren("td", "th")) for row in table.iter("tr")]
        if self.kind is not None and not self.past.items:
            for row in rows:
                self._person([" ".join(cell.text_content().split()) for cell in row])
        elif any(len(row) > 1 and LONE.fullmatch(row[0].text_content()) for row in rows):
            for row in rows:
                self._row(row)
        elif self.past.items and self.past.items[-1].entries:
            self.past.items[-1].entries[-1].html += _outside(table)
        else:
            self._add("", _outside(table))

    def _row(self, row: list[HtmlElement]) -> None:
        """A row of minutes that were set as a table: number, text, and perhaps who acts."""
        label = LONE.fullmatch(row[0].text_content())
        text = row[1] if len(row) > 1 else row[0]
        words = " ".join(text.text_content().split())
        if label and "." not in label[1] and len(words) <= LONGEST_TITLE and words[-1:] != ".":
            self.past.items.append(Item(label[1], words))
        elif words:
            self._add(label[1] if label else "", _as_blocks(text))
        for cell in row[2:]:
            if cell.text_content().strip():
                self._add("", _as_blocks(cell), "action")

    def _people(self, block: HtmlElement) -> None:
        for each in block if block.tag in ("ul", "ol") else [block]:
            for line in each.text_content().split("\n"):
                name, _, title = line.replace("\t", ", ").partition(", ")
                self._person([name.strip(), title.strip()])

    def _person(self, cells: list[str]) -> None:
        name = cells[0].strip()
        if self.kind is None or not name or name.lower() == "name":
            return
        title = ", ".join(filter(None, cells[1:]))
        is_chair = bool(CHAIR.search(name))
        self.past.there.append((self.kind, CHAIR.sub("", name)[:200], title[:300], is_chair))

    def _add(self, label: str, html: str, kind: str = "") -> None:
        if not self.past.items:
            self.past.items.append(Item("", BEFORE))
        found = SAID.match(bodies.plain(html))
        said = found[1].lower() if found else ""
        entry = Entry(label[:12], html, kind or KINDS.get(said, said) or "discussion")
        self.past.items[-1].entries.append(entry)


def _title(block: HtmlElement, words: str) -> Item | None:
    """An item’s title: a lone number and a short line, bold or without the end of a sentence."""
    found = ITEM.fullmatch(words)
    if block.tag != "p" or found is None or NUMBER.match(words) or len(words) > LONGEST_TITLE:
        return None
    bold = "".join(each.text_content() for each in block.iter("strong"))
    is_bold = len(bold.replace(" ", "")) >= len(found[2].replace(" ", ""))
    return Item(found[1], found[2]) if is_bold or words[-1] not in ".;:?" else None


def _without(block: HtmlElement, label: str) -> str:
    """The block without the number it begins with."""
    text = _outside(block)
    if not label:
        return text
    opening = r"((?:<[^>]+>|\s)*)"
    cut = re.sub(rf"^{opening}{re.escape(label)}[.):]?(?:&nbsp;|\s)*", r"\1", text, count=1)
    return bodies.clean(re.sub(r"<strong>\s*</strong>\s*", "", cut))


def _outside(block: HtmlElement) -> str:
    return markup.tostring(block, encoding="unicode", with_tail=False)


def _as_blocks(cell: HtmlElement) -> str:
    """The contents of a cell as paragraphs."""
    inner = (cell.text or "") + "".join(markup.tostring(each, encoding="unicode") for each in cell)
    return bodies.clean(inner)


def bring_in(
    meeting: Meeting, part: int, file: Path, filename: str, by: Any, now: datetime
) -> Minutes:
    """Begin the minutes of a meeting with what a Word file of them says. Raises NotTaken."""
    said = wording.read(file, UNMARKED)
    if said.refusals:
        raise NotTaken(" ".join(said.refusals))
    try:
        past = read("".join(passage.html for passage in said.passages))
    except bodies.TooMuch as error:
        raise NotTaken(str(error)) from error
    if not any(item.label or entry.label for item in past.items for entry in item.entries):
        raise NotTaken(
            "No numbered items or paragraphs were found. Items need a heading such as “2. Update”, "
            "paragraphs a number such as 2.01 in front."
        )
    return _keep(meeting, part, past, filename, by, now)


@transaction.atomic
def _keep(
    meeting: Meeting, part: int, past: Past, filename: str, by: Any, now: datetime
) -> Minutes:
    if Minutes.objects.filter(meeting=meeting, part=part).exists():
        raise NotTaken("The minutes of this meeting have been begun already.")
    minutes = Minutes(meeting=meeting, part=part).create_by(by, now)
    for rank, item in zip(_ranks(len(past.items)), past.items, strict=True):
        section = MinuteSection(
            minutes=minutes, rank=rank, label=item.label[:10], title=item.title
        ).create_by(by, now)
        for place, entry in zip(_ranks(len(item.entries)), item.entries, strict=True):
            row = Paragraph(section=section, rank=place, kind=entry.kind, text=entry.html)
            row.printed = entry.label
            row.create_by(by, now)
    if not meeting.attendance.exists():
        for position, (kind, name, title, chair) in enumerate(past.there):
            about = {"kind": kind, "name": name, "title": title, "chair": chair}
            Attendance(meeting=meeting, position=position, **about).create_by(by, now)
    minutes.record_change("brought", by, now, words=f"Past minutes from {filename[:200]}")
    return minutes


def _ranks(count: int) -> Iterator[str]:
    last = None
    for _ in range(count):
        last = ranks.after(last)
        yield last
