"""The skeleton of the minutes: what agenda, attendance and the room already say.

It may be laid again at any time: it adds what has come since, renews what it wrote itself and
nobody touched, and never overwrites a text.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from html import escape
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.html import linebreaks

from icsgov.ledger.models import Change
from meetings import drafts, ranks
from meetings.attending import order
from meetings.minuting.accepting import accepted_by
from meetings.minuting.paragraphs import add_paragraph
from meetings.minuting.printing import listed
from meetings.models import (
    AgendaItem,
    Attendance,
    ItemInterest,
    Meeting,
    Minutes,
    MinuteSection,
    Paragraph,
    Question,
)
from meetings.questions.enclosing import item_for

Line = tuple[str, str, str]  # kind, text, what it is made from
RENEWED = "made anew"
DONE = {
    "noted": "This was noted.",
    "no vote": "{name} stayed and did not vote.",
    "left": "{name} left the room for this item.",
    "withheld": "{name} had not received the paper.",
}
NO_APOLOGIES = "There were no apologies."


@transaction.atomic
def lay(meeting: Meeting, part: int, by: Any, now: datetime) -> Minutes:
    """The minutes of a part with a section for every item, made or brought up to date."""
    minutes, sections = lay_sections(meeting, part, by, now)
    moved = order.out_of_order(minutes)
    for section in sections:
        made = {row.made_from: row for row in section.paragraphs.exclude(made_from="")}
        lines = (*_taken(section, moved), *_lines(section, section == sections[0]))
        for kind, text, source in lines:
            if source not in made:
                add_paragraph(section, kind, text, by, now, made_from=source)
            else:
                _renew(made[source], text, by, now)
    return minutes


@transaction.atomic
def lay_sections(
    meeting: Meeting, part: int, by: Any, now: datetime
) -> tuple[Minutes, list[MinuteSection]]:
    """The minutes of a part with an empty section for every item: what the room starts from."""
    minutes = Minutes.objects.filter(meeting=meeting, part=part).first()
    if minutes is None:
        minutes = Minutes(meeting=meeting, part=part).create_by(by, now)
    return minutes, _sections(minutes, meeting, part, by, now)


def _taken(section: MinuteSection, moved: Mapping[int, str]) -> Iterator[Line]:
    """That an item was taken out of its order; the agenda and its numbers stay as they were."""
    if before := moved.get(section.pk):
        text = f"<p>{escape(f'This item was taken after {before}.', quote=False)}</p>"
        yield Paragraph.Kind.DISCUSSION, text, "order"


def _renew(row: Paragraph, text: str, by: Any, now: datetime) -> None:
    """Let a paragraph follow what it is made from, as long as nobody wrote in it or has read it."""
    touched = Change.objects.of(row).exclude(verb__in=("created", RENEWED))
    if row.text == text or row.label is not None or touched.exists():
        return
    rows = Paragraph.objects.filter(pk=row.pk, version=row.version)
    if rows.update(text=text, version=F("version") + 1):
        row.record_change(RENEWED, by, now)


def _sections(
    minutes: Minutes, meeting: Meeting, part: int, by: Any, now: datetime
) -> list[MinuteSection]:
    """The sections in order; items that came to the agenda since get theirs at their place."""
    known = {section.item_id: section for section in minutes.sections.all()}
    last: str | None = None
    made = []
    for row in drafts.read_part(meeting, part).rows:
        if row.depth or row.item.kind not in AgendaItem.NUMBERED:
            continue
        section = known.get(row.item.pk)
        if section is None:
            section = MinuteSection(
                minutes=minutes,
                item=row.item,
                rank=_rank_behind(minutes, last),
                label=row.label.rstrip("."),
                title=row.item.title,
            ).create_by(by, now)
        made.append(section)
        last = section.rank
    return made


def _rank_behind(minutes: Minutes, last: str | None) -> str:
    """A rank behind the section of the item before, ahead of whatever follows it."""
    taken = sorted(minutes.sections.values_list("rank", flat=True))
    following = next((rank for rank in taken if last is None or rank > last), None)
    return ranks.between(last, following)


def raise_matter(
    minutes: Minutes, title: str, by: Any, now: datetime, *, after: MinuteSection | None = None
) -> MinuteSection:
    """A section for what no agenda had; the released agenda stays as it is."""
    ranked = list(minutes.sections.order_by("rank"))
    last = after.rank if after else (ranked[-1].rank if ranked else None)
    return MinuteSection(
        minutes=minutes,
        kind=MinuteSection.Kind.RAISED,
        rank=_rank_behind(minutes, last),
        label=_free_label(ranked),
        title=title,
    ).create_by(by, now)


def _free_label(sections: Sequence[MinuteSection]) -> str:
    """The number after the highest."""
    numbers = [int(each.label) for each in sections if each.label.isdigit()]
    return str(max(numbers, default=0) + 1)


def _lines(section: MinuteSection, first: bool) -> Iterator[Line]:
    """What a section starts with."""
    if first:
        yield from _opening(section.minutes.meeting, section.minutes.part)
        yield from accepted_by(section.minutes.meeting, section.minutes.part)
    if section.item is not None:
        for row in section.item.interests.select_related("person"):
            yield interest_line(row)
        if section.minutes.part == 1:
            yield from question_lines(section.minutes.meeting, section.item)


def _opening(meeting: Meeting, part: int) -> Iterator[Line]:
    """Who opened the meeting, who sent apologies, who came instead of whom."""
    found = Attendance.objects.filter(meeting=meeting).in_order()
    known = found.select_related("from_item", "to_item")
    rows = [row for row in known if order.there_in(row, part)]
    if not rows:
        return
    chairs = [row.name for row in rows if row.chair]
    if chairs:
        text = f"{listed(chairs)} welcomed everybody to the meeting."
        yield Paragraph.Kind.DISCUSSION, f"<p>{escape(text)}</p>", "welcome"
    absent = [row for row in rows if row.kind == Attendance.Kind.APOLOGIES]
    names = [row.name for row in absent]
    said = f"Apologies were received from {listed(names)}." if names else "There were no apologies."
    yield Paragraph.Kind.DISCUSSION, f"<p>{escape(said)}</p>", "apologies"
    for row in absent:
        if row.deputy_name:
            text = f"{row.deputy_name} came in place of {row.name}."
            yield Paragraph.Kind.DISCUSSION, f"<p>{escape(text)}</p>", f"dep:{row.key.hex}"


def interest_line(row: ItemInterest) -> Line:
    """The paragraph that a declared interest writes: what was declared, and what was done."""
    name = str(row.person)
    done = DONE[row.done].format(name=name)
    words = row.words.rstrip(".") if row.published else "an interest"
    text = (
        f"{name} declared: {words}. {done}" if row.published else f"{name} declared {words}. {done}"
    )
    return Paragraph.Kind.DECLARATION, f"<p>{escape(text)}</p>", f"in:{row.key.hex}"


def question_lines(meeting: Meeting, item: AgendaItem) -> Iterator[Line]:
    """What the public asked, under the item that takes questions, and answers given there.

    A question with an item of its own stands there where the agenda has none for questions.
    """
    under = item_for(meeting)
    for question in Question.objects.printed().filter(meeting=meeting).select_related("item"):
        if (under or question.item) != item:
            continue
        words = f"{question.asked_by} asked ({question.ref}): {question.printed}"
        yield Paragraph.Kind.QUESTION, linebreaks(words, autoescape=True), f"qu:{question.key.hex}"
        if question.answer and question.how != Question.How.WRITING:
            reply = linebreaks(question.answer, autoescape=True)
            yield Paragraph.Kind.REPLY, reply, f"re:{question.key.hex}"
