"""Words in everything that a member may read: packs and minutes of all their meetings, and notes.

Asked of the releases themselves, through their readers' rights: what a reader may not have, or
what is withheld from them, has no place in any answer, nor in how answers are counted or ordered.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from icsgov.record.kinds import AGENDA, MINUTES
from icsgov.record.models import Entry, Release
from meetings import reading
from meetings.book.searching import SPACE
from meetings.models import Meeting, Note

SHOWN: Final = 20
NOTES: Final = 10
AROUND: Final = 90  # characters on either side
MOST_WORDS: Final = 8
SAYS: Final = ("item", "paper", "section", "page", "file", "business", "minute", "correction")


@dataclass(frozen=True)
class Passage:
    """A place where all the words stand: of which meeting and paper, what it says, where to."""

    meeting: Meeting
    part: int
    within: str
    place: str
    before: str
    words: str
    after: str
    href: str


@dataclass(frozen=True)
class Found:
    """A page of passages, the latest meeting first; how many there are; the reader's own notes."""

    passages: Sequence[Passage]
    total: int
    page: int
    notes: Sequence[Note]
    read: Sequence[Release]

    @property
    def pages(self) -> int:
        return -(-self.total // SHOWN)


def search(user: Any, words: str, board: str, page: int, now: datetime) -> Found:
    """What the reader may read that holds all these words (a fixed number of queries)."""
    meetings = reading.meetings_of(user, now)
    if board:
        meetings = meetings.filter(board__slug=board)
    known = {meeting.key: meeting for meeting in meetings}
    rows = _holding(_entries(user, known, now), words.split()[:MOST_WORDS])
    total = rows.count()
    page = max(1, min(page, -(-total // SHOWN)))
    shown = list(rows[(page - 1) * SHOWN : page * SHOWN])
    notes = Note.objects.own(user, now).filter(meeting__in=known.values()).holding(words)
    return Found(
        passages=[_passage(row, known[row.release.subject], words) for row in shown],
        total=total,
        page=page,
        notes=list(notes.in_order().for_list()[:NOTES]),
        read=list({row.release.pk: row.release for row in shown}.values()),
    )


def _entries(user: Any, known: dict[UUID, Meeting], now: datetime) -> QuerySet[Entry]:
    """Everything in the newest packs and minutes that the reader may have of these meetings."""
    live = Release.objects.visible_to(user, now).live(now)
    live = live.filter(kind__in=(AGENDA, MINUTES), subject__in=list(known))
    newest: dict[Any, int] = {}
    for release in live.order_by("published_at", "pk").only("pk", "kind", "subject", "part"):
        newest[release.kind, release.subject, release.part] = release.pk
    above = Entry.objects.filter(
        release=OuterRef("release"),
        kind="paper",
        seq__lte=OuterRef("seq"),
        end__gte=OuterRef("seq"),
    )
    rows = Entry.objects.visible_to(user, now).filter(release__in=newest.values(), kind__in=SAYS)
    return (
        rows.select_related("release")
        .annotate(
            paper=Subquery(above.values("thing")[:1]),
            paper_label=Subquery(above.values("label")[:1]),
            paper_title=Subquery(above.values("title")[:1]),
        )
        .order_by("-release__on", "release__part", "release_id", "seq")
    )


def _holding(rows: QuerySet[Entry], words: Sequence[str]) -> QuerySet[Entry]:
    for word in words:
        rows = rows.filter(Q(text__icontains=word) | Q(title__icontains=word))
    return rows if words else rows.none()


def _passage(row: Any, meeting: Meeting, words: str) -> Passage:
    said = SPACE.sub(" ", f"{row.title}. {row.text}" if row.title else row.text)
    first = next((word for word in words.split() if word.casefold() in said.casefold()), "")
    at = max(0, said.casefold().find(first.casefold()))
    paper = f"Enclosure {row.paper_label}: {row.paper_title}" if row.paper else ""
    return Passage(
        meeting=meeting,
        part=row.release.part,
        within=paper or ("Minutes" if row.release.kind == MINUTES else "Agenda"),
        place=f"page {row.pack_page}" if row.kind == "page" else row.label,
        before=_until(said[:at]),
        words=said[at : at + len(first)],
        after=_from(said[at + len(first) :]),
        href=_href(row, meeting, words),
    )


def _until(text: str) -> str:
    """The end of a text, from a whole word on."""
    return text if len(text) <= AROUND else f"… {text[-AROUND:].partition(' ')[2]}"


def _from(text: str) -> str:
    """The beginning of a text, up to a whole word."""
    return text if len(text) <= AROUND else f"{text[:AROUND].rpartition(' ')[0]} …"


def _href(row: Any, meeting: Meeting, words: str) -> str:
    """A page in the viewer with the words to find, a passage in the text, a row, a paragraph."""
    where = {"board": meeting.board.slug, "address": meeting.address}
    part = row.release.part
    if row.release.kind == MINUTES:
        return f"{reverse('reading-minutes', kwargs={**where, 'part': part})}#{row.anchor}"
    if row.paper is None:
        prefix = f"part-{part}-" if part > 1 else ""
        return f"{reverse('reading-meeting', kwargs=where)}#{prefix}{row.anchor}"
    paper = {**where, "part": part, "key": row.paper}
    if row.kind == "page":
        asked = urlencode({"page": row.pack_page, "find": words})
        return f"{reverse('reading-pages', kwargs=paper)}?{asked}"
    base = reverse("reading-paper", kwargs=paper)
    return base if row.kind == "paper" else f"{base}#{row.anchor}"
