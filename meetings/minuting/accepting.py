"""What the next meeting does with the minutes: accept them as they stand, or as corrected."""

from collections.abc import Iterator
from datetime import datetime
from html import escape
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from meetings.minuting.paragraphs import add_paragraph
from meetings.models import Correction, Meeting, Minutes, Paragraph


def next_meetings(minutes: Minutes) -> QuerySet[Meeting]:
    """The meetings of the board that came or come after, the first one first."""
    meeting = minutes.meeting
    rows = Meeting.objects.filter(board=meeting.board, date__gt=meeting.date)
    return rows.exclude(state="cancelled").order_by("date", "starts", "pk")


def amended(minutes: Minutes) -> str:
    """Subject to which amendments, from the corrections that were accepted; "" for none."""
    rows = Correction.objects.filter(paragraph__section__minutes=minutes, state="accepted")
    said = [f"{row.paragraph.label}: {row.text}" for row in rows.select_related("paragraph")]
    if not said:
        return ""
    amendment = "amendment" if len(said) == 1 else "amendments"
    return f"subject to the following {amendment}: {'; '.join(said)}"


@transaction.atomic
def accept(minutes: Minutes, at: Meeting, words: str, by: Any, now: datetime) -> None:
    """Note that a meeting accepted them; its own minutes say so where they are being taken.

    Raises MoveRefused where they are not out as a draft.
    """
    minutes.accept(at, words, by, now)
    later = Minutes.objects.filter(meeting=at, part=minutes.part, state=Minutes.State.TAKEN)
    for book in later:
        section = book.sections.first()
        if section is not None:
            kind, text, source = line(minutes)
            add_paragraph(section, kind, text, by, now, made_from=source)


def accepted_by(meeting: Meeting, part: int) -> Iterator[tuple[str, str, str]]:
    """The paragraphs that the minutes of a meeting owe to what it accepted."""
    rows = Minutes.objects.filter(accepted_at_meeting=meeting, part=part)
    return (line(row) for row in rows.select_related("meeting"))


def line(minutes: Minutes) -> tuple[str, str, str]:
    """Kind, text and source of the paragraph by which the next meeting's minutes say so."""
    day = minutes.meeting.date
    words = f"The minutes of the meeting on {day.day} {day:%B %Y} were approved as a record"
    words += f", {minutes.accepted_words}" if minutes.accepted_words else ""
    text = f"<p>{escape(words.rstrip('.'), quote=False)}.</p>"
    return Paragraph.Kind.DECISION, text, f"acc:{minutes.key.hex}"
