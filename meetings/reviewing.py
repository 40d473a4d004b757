"""What has to be looked at again: private papers and parts, documents, consent to a story."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db.models import Count

from icsgov.boards.rights import standing
from icsgov.nhsuk.dates import date_words
from icsgov.record.models import TakeDown
from meetings.models import AgendaItem, BoardDocument, MeetingPart, Paper
from meetings.preflight.findings import Mend, Warning
from meetings.timeline import Need

AGREED_AGAIN = "Ask its teller again and set a new day"
RELEASED_THEN = "Can it be published now? Release it, set another day, or keep it private."


def reviews(user: Any, now: datetime) -> list[Need]:
    """For secretaries: what they said they would look at again by today (4 queries)."""
    seats = standing(user, now)
    if not seats.secretary:
        return []
    until = now.date()
    private = seats.secretary & seats.part2
    return [
        *_papers(user, private, until, now),
        *_parts(private, until),
        *_documents(user, until, now),
        *_stories(user, seats.secretary, until, now),
    ]


def _papers(user: Any, boards: frozenset[int], until: date, now: datetime) -> Iterator[Need]:
    rows = Paper.objects.visible_to(user, now).filter(board__in=boards, private=True)
    for paper in rows.filter(review__lte=until).exclude(state="withdrawn").select_related("board"):
        day = date_words(paper.review or until)
        words = f"“{paper.title}” was kept private until {day}. {RELEASED_THEN}"
        mend = Mend("paper-unseal", "Decide", {"key": paper.key})
        yield Need(paper.board, Warning("review", words, mend))


def _parts(boards: frozenset[int], until: date) -> Iterator[Need]:
    """What a whole Part 2 said: the notice of why it was private asks to be looked at again."""
    rows = MeetingPart.objects.filter(number=2, review__lte=until, meeting__board__in=boards)
    for part in rows.select_related("meeting__board"):
        meeting = part.meeting
        where = {"board": meeting.board.slug, "address": meeting.address}
        words = "Part 2 was to be looked at again. Release what can be, or set another day."
        yield Need(meeting, Warning("review", words, Mend("part2-review", "Decide", where)))


def _documents(user: Any, until: date, now: datetime) -> Iterator[Need]:
    rows = BoardDocument.objects.visible_to(user, now).to_review(until)
    for document in rows.select_related("board", "paper"):
        words = f"“{document.paper.title}” is due for review. Put a new version in, or another day."
        mend = Mend("document-edit", "Look at it", {"key": document.key})
        yield Need(document.board, Warning("review", words, mend))


def _stories(user: Any, boards: frozenset[int], until: date, now: datetime) -> Iterator[Need]:
    """Stories told at meetings past whose teller agreed up to a day that is over.

    For meetings to come the checks before printing say it. One whose paper, or whose whole pack,
    was taken down is answered for.
    """
    gone = TakeDown.objects.done()
    rows = AgendaItem.objects.visible_to(user, now).filter(
        meeting__board__in=boards,
        meeting__date__lt=until,
        kind=AgendaItem.Kind.STORY,
        consent_ends__lt=until,
    )
    rows = rows.exclude(enclosures__paper__key__in=gone.filter(thing__isnull=False).values("thing"))
    rows = rows.exclude(meeting__key__in=gone.filter(every=True).values("release__subject"))
    for item in rows.select_related("meeting__board").annotate(papers=Count("enclosures__paper")):
        words = f"The consent to tell the story “{item.title}” has ended. {_what_next(item)}"
        mend = Mend("item", "Change the consent", {"key": item.key})
        yield Need(item.meeting, Warning("consent-ended", words, mend))


def _what_next(item: AgendaItem) -> str:
    """What can be done; a paper is taken down only where there is one."""
    return (
        f"{AGREED_AGAIN}, or take its paper down."
        if getattr(item, "papers", 0)
        else f"{AGREED_AGAIN}."
    )
