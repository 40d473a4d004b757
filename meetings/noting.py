"""Notes of members: the only door to them. Owners write, named sharers read, nobody else."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse

from icsgov.boards.models import Person, Seat
from icsgov.boards.rights import standing
from meetings.anchoring import Anchor, find
from meetings.book.opened import OpenPaper, find_paper
from meetings.book.placing import Placed, page_begins, place_notes
from meetings.models import Meeting, Note
from meetings.models.notes import NoteQuerySet


def notes_on(user: Any, meeting: Meeting, thing: UUID, now: datetime) -> list[Note]:
    """The reader's notes on a paper, and those that were shared with them (2 queries)."""
    rows = Note.objects.visible_to(user, now).filter(meeting=meeting, thing=thing)
    return list(rows.for_list())


def reader(user: Any, now: datetime) -> int | None:
    """The id of the person whose notes these are."""
    return standing(user, now).person


def own_notes(user: Any, now: datetime) -> NoteQuerySet:
    """All that the reader noted on papers which they may still read."""
    return Note.objects.own(user, now).for_list().in_order()


def notes_seen(user: Any, now: datetime) -> NoteQuerySet:
    """The reader's own notes and those that others shared with them."""
    return Note.objects.visible_to(user, now).for_list().in_order()


def own_by_key(user: Any, key: str, now: datetime) -> Note | None:
    """A note of the reader's own by its key; None for what is no key of theirs."""
    try:
        wanted = UUID(key)
    except ValueError:
        return None
    return Note.objects.own(user, now).filter(key=wanted).first()


def get_own(user: Any, key: UUID, now: datetime) -> Note:
    """A note of the reader's own; 404 for one of somebody else's, shared or not."""
    found = Note.objects.own(user, now).for_list().filter(key=key).first()
    if found is None:
        raise Http404
    return found


def members_to_share_with(note: Note, now: datetime) -> QuerySet[Person]:
    """Those who sit on the board and may read the paper; not the reader."""
    seats = Seat.objects.held(note.meeting.board.today(now)).of_members()
    seats = seats.filter(board=note.meeting.board)
    if note.part != 1:
        seats = seats.filter(part2=True)
    others = Person.objects.filter(pk__in=seats.values("person"))
    return others.exclude(pk=note.owner_id)


def make(user: Any, paper: OpenPaper, given: Mapping[str, Any], now: datetime) -> Note:
    """Keep a note on a paper as it is now. Sent twice with one key it is kept once.

    A drawing that is sent again with other strokes is what it has become.
    404 for a reader who is no person on a board, and for a key that is somebody else's.
    """
    person = standing(user, now).person
    if person is None:
        raise Http404
    key = given.get("key") or uuid.uuid4()
    known = Note.objects.filter(key=key).first()
    if known is None:
        try:
            with transaction.atomic():
                return Note.objects.create(
                    key=key, owner_id=person, made_at=now, changed_at=now, **_about(paper, given)
                )
        except IntegrityError:
            known = Note.objects.filter(key=key).first()
    if known is None or known.owner_id != person or known.thing != paper.thing:
        raise Http404
    drawn = given.get("ink")
    if known.kind == Note.Kind.INK and drawn and drawn != known.ink:
        known.rewrite(known.version, now, ink=drawn)
    return known


def _about(paper: OpenPaper, given: Mapping[str, Any]) -> dict[str, Any]:
    page = given.get("page")
    quote = given.get("quote") or ""
    fields: dict[str, Any] = {
        "meeting": paper.meeting,
        "part": paper.part.number,
        "thing": paper.thing,
        "title": paper.edition.title[:300],
        "kind": given["kind"],
        "words": given.get("words") or "",
        "edition": paper.edition.key,
        "edition_words": paper.edition.name,
        "quote": quote,
        "prefix": given.get("before") or "",
        "suffix": given.get("after") or "",
        "page": page,
        "pack_page": given.get("pack_page") or paper.label(page),
        "rects": given.get("rects") or [],
        "ink": given.get("ink") or [],
        "colour": given.get("colour") or Note.Colour.BLUE,
        "width": given.get("width") or Note.Width.MEDIUM,
    }
    read = given.get("edition") or paper.edition.key
    if read != paper.edition.key:
        return fields | {"edition": read, "edition_words": _edition_words(read)}
    if page and not quote:
        fields["prefix"] = page_begins(paper, page)
    if quote and not page:
        fields |= _in_text(paper, fields)
    return fields


def _edition_words(key: str) -> str:
    """What an edition is called that was read before the present one was issued."""
    return f"version {key[1:]}" if key[:1] == "v" and key[1:].isdigit() else "an earlier text"


def _in_text(paper: OpenPaper, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Where words of the web text begin, and on which printed page."""
    anchor = Anchor(fields["quote"], fields["prefix"], fields["suffix"])
    place = find(anchor, paper.twin.text)
    if place is None:
        return {}
    before = [each for each in paper.twin.breaks(paper.margin()) if each.at <= place.start]
    return {"start": place.start, "pack_page": before[-1].label if before else ""}


@transaction.atomic
def change(
    note: Note, version: int, words: str, shared_with: Iterable[Person], now: datetime
) -> bool:
    """Write a note anew and say with whom it is shared; False where another device was first."""
    if not note.rewrite(version, now, words=words):
        return False
    note.shared_with.set(shared_with)
    return True


def meetings_noted(user: Any, now: datetime) -> list[Meeting]:
    """Meetings on whose papers the reader has notes, the last first (1 query)."""
    noted = Note.objects.visible_to(user, now).values("meeting")
    rows = Meeting.objects.filter(pk__in=noted).select_related("board")
    return list(rows.order_by("-date", "-starts", "-pk"))


@dataclass(frozen=True)
class Shown:
    """A note in a list: where it leads, and what is to be said of its place."""

    note: Note
    href: str
    placed: Placed | None


def places(user: Any, notes: Iterable[Note], now: datetime) -> list[Shown]:
    """Where each note leads, placed in its paper as it is now (some queries for each paper)."""
    papers: dict[tuple[int, int, UUID], OpenPaper | None] = {}
    shown = []
    for note in notes:
        where = (note.meeting_id, note.part, note.thing)
        if where not in papers:
            papers[where] = find_paper(user, note.meeting, note.part, note.thing, now)
        paper = papers[where]
        placed = place_notes(paper, [note])[0] if paper else None
        shown.append(Shown(note, _href(note, paper, placed), placed))
    return shown


def _href(note: Note, paper: OpenPaper | None, placed: Placed | None) -> str:
    if paper is None or placed is None:
        return ""
    if note.page and placed.page:
        return reverse("reading-pages", kwargs=paper.where) + f"?page={placed.label}"
    return reverse("reading-paper", kwargs=paper.where) + f"#note-{note.key}"


def remove(note: Note) -> None:
    """Take a note away for good."""
    note.delete()


def to_clear(user: Any, meetings: Sequence[Meeting], now: datetime) -> list[tuple[Meeting, int]]:
    """Meetings whose notes their board asks members to clear by now, with how many there are."""
    return [
        (meeting, count)
        for meeting in meetings
        if _is_over(meeting, now)
        and (count := Note.objects.own(user, now).filter(meeting=meeting).count())
    ]


def _is_over(meeting: Meeting, now: datetime) -> bool:
    months = meeting.rules.reading.notes_months
    today = meeting.board.today(now)
    passed = (today.year - meeting.date.year) * 12 + today.month - meeting.date.month
    passed -= today.day < meeting.date.day
    return bool(months) and passed >= months
