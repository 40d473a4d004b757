"""Paragraphs of minutes: added, moved, split, merged and removed, under the minutes' lock.

The order is total and without ties. A label that was once released stays with its paragraph; a
removed one keeps its row, so that its label is never given again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

from django.db import transaction
from django.db.models import F

from icsgov.ledger.models import Conflict
from meetings import ranks
from meetings.models import Minutes, MinuteSection, Paragraph
from meetings.numbering import PARAGRAPH_STYLES, ParagraphStyle, paragraph_labels


class Frozen(Exception):
    """Released minutes are corrected, not rewritten."""


@dataclass(frozen=True)
class Labelled:
    """A section with its standing paragraphs, each beside the label it has or would get."""

    section: MinuteSection
    rows: tuple[tuple[Paragraph, str], ...]


def hold(minutes: Minutes) -> None:
    """Keep others from moving paragraphs until the transaction ends."""
    Minutes.objects.select_for_update().get(pk=minutes.pk)


def standing(section: MinuteSection) -> list[Paragraph]:
    """The section's paragraphs in order, removed ones left out."""
    return list(section.paragraphs.filter(removed_at=None))


def labelled(sections: Sequence[MinuteSection], style: ParagraphStyle) -> list[Labelled]:
    """The labels of the standing paragraphs of these sections, whose paragraphs were fetched."""
    rows = [list(section.paragraphs.all()) for section in sections]
    if style == ParagraphStyle.RUNNING:
        labels = iter(_labels([row for own in rows for row in own], "", style))
    else:
        pairs = zip(sections, rows, strict=True)
        labels = chain.from_iterable(_labels(own, each.label, style) for each, own in pairs)
    return [
        Labelled(section, tuple((row, next(labels)) for row in own if row.removed_at is None))
        for section, own in zip(sections, rows, strict=True)
    ]


def _labels(rows: Sequence[Paragraph], item: str, style: ParagraphStyle) -> list[str]:
    """Of the standing among `rows`; what a removed one had is never given again."""
    known = [row.known_label for row in rows if row.removed_at is None]
    used = {row.label for row in rows if row.label and row.removed_at is not None}
    return paragraph_labels(known, item, style, used)


def style_of(minutes: Minutes) -> ParagraphStyle:
    """How the numbers are written: as was chosen for these minutes, else by the board's rule."""
    if minutes.style:
        return ParagraphStyle(minutes.style)
    return PARAGRAPH_STYLES[minutes.meeting.rules.paragraphs]


def are_numbered(minutes: Minutes) -> bool:
    """Whether any paragraph has its number for good."""
    return Paragraph.objects.filter(section__minutes=minutes, label__isnull=False).exists()


def number(minutes: Minutes) -> list[Labelled]:
    """All sections with their labelled paragraphs, in order (3 queries)."""
    sections = minutes.sections.select_related("item").prefetch_related("paragraphs__speakers")
    return labelled(list(sections), style_of(minutes))


@transaction.atomic
def add_paragraph(
    section: MinuteSection,
    kind: str,
    text: str,
    by: Any,
    now: datetime,
    *,
    after: Paragraph | None = None,
    made_from: str = "",
) -> Paragraph:
    """A new paragraph behind another one, or at the end of the section."""
    hold(section.minutes)
    rows = list(section.paragraphs.all())
    row = Paragraph(
        section=section, kind=kind, text=text, rank=_rank_after(rows, after), made_from=made_from
    )
    return row.create_by(by, now)


def _rank_after(rows: Sequence[Paragraph], after: Paragraph | None) -> str:
    """A rank behind `after` (None: at the end), also among removed rows."""
    if after is None:
        return ranks.after(rows[-1].rank if rows else None)
    at = next(place for place, row in enumerate(rows) if row.pk == after.pk)
    following = rows[at + 1].rank if at + 1 < len(rows) else None
    return ranks.between(rows[at].rank, following)


@transaction.atomic
def move(paragraph: Paragraph, places: int, by: Any, now: datetime) -> bool:
    """Move a paragraph up (-1) or down (1) in its section; False where it is at the end."""
    hold(paragraph.section.minutes)
    rows = standing(paragraph.section)
    at = next(place for place, row in enumerate(rows) if row.pk == paragraph.pk)
    to = at + places
    if not 0 <= to < len(rows):
        return False
    everything = list(paragraph.section.paragraphs.exclude(pk=paragraph.pk))
    neighbour = rows[to]
    place = next(n for n, row in enumerate(everything) if row.pk == neighbour.pk)
    low, high = (place, place + 1) if places > 0 else (place - 1, place)
    rank = ranks.between(
        everything[low].rank if low >= 0 else None,
        everything[high].rank if high < len(everything) else None,
    )
    Paragraph.objects.filter(pk=paragraph.pk).update(rank=rank, version=F("version") + 1)
    paragraph.refresh_from_db()
    paragraph.record_change("moved", by, now)
    return True


@transaction.atomic
def place(
    paragraph: Paragraph, section: MinuteSection, after: Paragraph | None, by: Any, now: datetime
) -> None:
    """Put a paragraph behind another one of a section, or first in it (None)."""
    hold(section.minutes)
    rows = list(section.paragraphs.exclude(pk=paragraph.pk))
    if after == paragraph:
        return
    if after is not None:
        rank = _rank_after(rows, after)
    else:
        rank = ranks.between(None, rows[0].rank if rows else None)
    moved = Paragraph.objects.filter(pk=paragraph.pk)
    moved.update(section=section, rank=rank, version=F("version") + 1)
    paragraph.refresh_from_db()
    paragraph.record_change("moved", by, now)


@transaction.atomic
def split(
    paragraph: Paragraph, version: int, before: str, rest: str, by: Any, now: datetime
) -> Paragraph:
    """Keep `before` in the paragraph and put `rest` into a new one behind it.

    Raises Conflict, with nothing changed, when somebody saved in between.
    """
    hold(paragraph.section.minutes)
    paragraph.save_at(version, by, now, text=before)
    new = add_paragraph(
        paragraph.section, Paragraph.Kind.DISCUSSION, rest, by, now, after=paragraph
    )
    for speaker in paragraph.speakers.all():
        new.speakers.create(person=speaker.person, name=speaker.name, position=speaker.position)
    return new


@transaction.atomic
def merge(paragraph: Paragraph, version: int, by: Any, now: datetime) -> Paragraph:
    """Join a paragraph to the one before it; that one keeps its label, kind and speakers.

    Raises Conflict when somebody saved in between, LookupError for the first of a section.
    """
    hold(paragraph.section.minutes)
    rows = standing(paragraph.section)
    at = next(place for place, row in enumerate(rows) if row.pk == paragraph.pk)
    if at == 0:
        raise LookupError("The first paragraph of an item has none before it.")
    kept = rows[at - 1]
    stored = Paragraph.objects.get(pk=paragraph.pk)
    if stored.version != version:
        raise Conflict(stored, {"text": paragraph.text})
    kept.save_at(kept.version, by, now, text=f"{kept.text}{stored.text}")
    remove(stored, version, by, now)
    return kept


@transaction.atomic
def remove(paragraph: Paragraph, version: int, by: Any, now: datetime) -> None:
    """Take a paragraph out. One that was never released goes; its row stays for the history.

    Raises Frozen for a released one, Conflict when somebody saved in between.
    """
    if paragraph.label is not None:
        raise Frozen
    paragraph.save_at(version, by, now, removed_at=now)


@transaction.atomic
def restore(paragraph: Paragraph, by: Any, now: datetime) -> None:
    """Put a removed paragraph back where it was."""
    paragraph.save_at(paragraph.version, by, now, removed_at=None)


@transaction.atomic
def freeze(minutes: Minutes, by: Any, now: datetime) -> None:
    """Give every standing paragraph its label for good, at the first release and each later.

    The style is kept too, so that a board that changes its rule changes no released minutes.
    """
    hold(minutes)
    Minutes.objects.filter(pk=minutes.pk, style="").update(style=style_of(minutes))
    for group in number(minutes):
        for row, label in group.rows:
            if row.label is None:
                Paragraph.objects.filter(pk=row.pk).update(label=label)
    minutes.record_change("numbered", by, now)
