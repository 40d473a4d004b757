"""Writing while the minutes are open, and what follows a save: the next paragraph, a place up …

Minutes are open while they are taken. Once readers have them as a draft, paragraphs may still be
put in; those that were released are corrected instead. Where a draft was withdrawn from all readers
its words may be changed again; numbers that readers knew stay with their paragraphs.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from lxml import html as markup

from meetings import bodies
from meetings.minuting import paragraphs
from meetings.minuting.speakers import Voice
from meetings.models import Decision, Minutes, MinuteSection, Paragraph, Speaker

OPEN = (Minutes.State.TAKEN, Minutes.State.RELEASED)
SPLIT_MARK = "---"


class Refused(Exception):
    """Something that cannot be done to a paragraph; the message says what to do instead."""


def is_open(minutes: Minutes) -> bool:
    """Whether paragraphs may be written."""
    return minutes.state in OPEN


def check(minutes: Minutes, row: Paragraph | None = None) -> None:
    """Raise Refused where the minutes are not open, or readers have the paragraph already."""
    if not is_open(minutes):
        raise Refused(
            f"The minutes are {minutes.get_state_display().lower()}. Take them back to change them."
        )
    if row is not None and row.label is not None and not minutes.is_being_taken:
        raise Refused(f"Paragraph {row.label} was released. Add a correction instead.")


def _check_number(minutes: Minutes, row: Paragraph) -> None:
    """Raise Refused also where a paragraph keeps its number for good."""
    check(minutes, row)
    if row.label is not None:
        raise Refused(f"Paragraph {row.label} keeps its number and place. Change its words.")


@transaction.atomic
def write(
    row: Paragraph,
    version: int,
    by: Any,
    now: datetime,
    *,
    heard: list[Voice],
    kind: str,
    text: str,
    **also: Any,
) -> bool:
    """Save a paragraph; False when nothing differs. Raises Conflict and Refused.

    One that somebody took out meanwhile comes back: what was typed is not lost.
    """
    minutes = _held(row.section)
    row.refresh_from_db()
    check(minutes, row)
    if row.removed_at is not None:
        paragraphs.restore(row, by, now)
        version += 1
    said = [Speaker(person_id=each.person, name=each.name) for each in heard]
    return row.revise(version, by, now, heard=said, kind=kind, text=text, **also)


@transaction.atomic
def retype(row: Paragraph, version: int, text: str, by: Any, now: datetime) -> None:
    """Give a paragraph another text; kind and speakers stay. Raises Conflict and Refused."""
    said = [Voice(each.name, person=each.person_id) for each in row.speakers.all()]
    write(row, version, by, now, heard=said, kind=row.kind, text=text)


@transaction.atomic
def begin(
    section: MinuteSection, by: Any, now: datetime, *, after: Paragraph | None = None
) -> Paragraph:
    """An empty paragraph to write in, behind another one or at the end. Raises Refused."""
    check(_held(section))
    kind = Paragraph.Kind.DISCUSSION
    return paragraphs.add_paragraph(section, kind, "", by, now, after=after)


@transaction.atomic
def split(row: Paragraph, by: Any, now: datetime) -> Paragraph:
    """Cut a paragraph in two at the line ---, or behind its first block. Raises Refused."""
    check(_held(row.section), row)
    before, rest = halves(row.text)
    if not rest:
        raise Refused(f"Put a line with {SPLIT_MARK} where the second paragraph is to begin.")
    return paragraphs.split(row, row.version, before, rest, by, now)


def halves(html: str) -> tuple[str, str]:
    """A text cut at a line that says --- or behind its first block; ("…", "") for one block."""
    root = markup.fragment_fromstring(html, create_parent="article")
    blocks = [markup.tostring(each, encoding="unicode") for each in root]
    marks = [at for at, each in enumerate(root) if each.text_content().strip() == SPLIT_MARK]
    if marks:
        at = marks[0]
        return "".join(blocks[:at]), "".join(blocks[at + 1 :])
    return "".join(blocks[:1]), "".join(blocks[1:])


@transaction.atomic
def merge(row: Paragraph, by: Any, now: datetime) -> Paragraph:
    """Join a paragraph to the one before it. Raises Refused where there is none to join to."""
    minutes = _held(row.section)
    _check_number(minutes, row)
    rows = paragraphs.standing(row.section)
    at = [each.pk for each in rows].index(row.pk)
    if at == 0:
        raise Refused("This is the first paragraph of the item: there is none before it.")
    check(minutes, rows[at - 1])
    return paragraphs.merge(row, row.version, by, now)


@transaction.atomic
def move(row: Paragraph, places: int, by: Any, now: datetime) -> None:
    """Move a paragraph up (-1) or down (1) among those not released. Raises Refused."""
    _check_number(_held(row.section), row)
    if not paragraphs.move(row, places, by, now):
        end = "first" if places < 0 else "last"
        raise Refused(f"This is the {end} paragraph of the item.")


@transaction.atomic
def place(
    row: Paragraph, section: MinuteSection, after: Paragraph | None, by: Any, now: datetime
) -> None:
    """Put a paragraph behind another one, or first in an item; what came of it goes along.

    Raises Refused.
    """
    _check_number(_held(section), row)
    elsewhere = row.section_id != section.pk
    paragraphs.place(row, section, after, by, now)
    if not elsewhere:
        return
    held: list[Any] = [*row.promises.all(), *Decision.objects.filter(paragraph=row)]
    for thing in held:
        thing.save_at(thing.version, by, now, item=section.item)


@transaction.atomic
def remove(row: Paragraph, by: Any, now: datetime) -> None:
    """Take a paragraph out; it can be put back. Raises Refused."""
    _check_number(_held(row.section), row)
    paragraphs.remove(row, row.version, by, now)


@transaction.atomic
def restore(row: Paragraph, by: Any, now: datetime) -> None:
    """Put a removed paragraph back where it was. Raises Refused."""
    check(_held(row.section))
    if row.removed_at is not None:
        paragraphs.restore(row, by, now)


@transaction.atomic
def tidy(row: Paragraph, by: Any, now: datetime) -> bool:
    """Take out a paragraph that was left empty; whether it was."""
    row.refresh_from_db()
    if row.label is not None or row.removed_at is not None or not bodies.is_blank(row.text):
        return False
    paragraphs.remove(row, row.version, by, now)
    return True


def _held(section: MinuteSection) -> Minutes:
    """The minutes as they are, held until the transaction ends."""
    paragraphs.hold(section.minutes)
    return Minutes.objects.get(pk=section.minutes_id)
