"""A paper as web text: a page of the book, with its printed page numbers and the reader's notes."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST, require_safe

from icsgov.record import pages
from icsgov.record.views.answers import tells_what_is_gone
from meetings import asking, noting, reading
from meetings.book import progress
from meetings.book.opened import OpenPaper, open_paper
from meetings.book.parts import neighbours
from meetings.book.placing import Placed, place_notes
from meetings.book.twin import Mark
from meetings.forms.notes import NoteForm


@require_safe
@tells_what_is_gone
def paper(request: HttpRequest, board: str, address: str, part: int, key: UUID) -> HttpResponse:
    """A paper, with the ways to the one before and the one after, in the order of the pack."""
    now = timezone.now()
    found = reading.get_meeting(request.user, board, address, now)
    opened = open_paper(request.user, found, part, key, now)
    was = progress.progress_of(opened.edition, part, progress.opened_by(request.user, [found], now))
    progress.open_paper(request.user, found, part, opened.edition, now)
    notes = place_notes(opened, noting.notes_on(request.user, found, key, now))
    context = paper_context(opened, notes) | {
        "was": was,
        "me": noting.reader(request.user, now),
        "questions": asking.questions_on(request.user, found, key, now),
        "asks": asking.paper_to_ask(found, part, key) is not None,
        "note_form": NoteForm(auto_id="note-form-%s"),
    }
    return render(request, "meetings/reading_paper.html", context)


def paper_context(opened: OpenPaper, notes: list[Placed]) -> dict[str, Any]:
    """What the page of a paper shows, its text marked."""
    context = pages.context_for_paper(opened.part.root, opened.whole, opened.part.shelf)
    beside = neighbours(opened.parts, opened.part.number, opened.entry.anchor)
    twin = opened.twin
    breaks = twin.breaks(opened.margin())
    marks = [
        Mark(str(each.note.key), each.text, str(number), bool(each.note.words))
        for number, each in enumerate(notes, 1)
        if each.text
    ]
    twin.name_passages()
    html = twin.draw(breaks, marks)
    return context | {
        "sitting": opened.meeting,
        "part": opened.part,
        "opened": opened,
        "text": mark_safe(html),  # noqa: S308 -- the record's own drawing, with marks put in
        "notes": notes,
        "previous": beside.previous,
        "following": beside.following,
    }


@require_POST
def position(request: HttpRequest, board: str, address: str, part: int, key: UUID) -> HttpResponse:
    """Keep where the reader is in a paper that they have opened."""
    now = timezone.now()
    found = reading.get_meeting(request.user, board, address, now)
    edition = request.POST.get("edition", "")[:64]
    where = request.POST.get("position", "")
    progress.keep_position(request.user, found, key, edition, where, now)
    return HttpResponse(status=204)
