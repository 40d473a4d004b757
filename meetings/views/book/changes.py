"""What changed in a paper since its reader last opened it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from meetings import reading
from meetings.book import progress
from meetings.book.changes import since_read
from meetings.book.opened import open_paper


@require_safe
def changes(request: HttpRequest, board: str, address: str, part: int, key: UUID) -> HttpResponse:
    """Word by word for text and cover, page by page for files."""
    now = timezone.now()
    found = reading.get_meeting(request.user, board, address, now)
    opened = open_paper(request.user, found, part, key, now)
    states = progress.opened_by(request.user, [found], now)
    was = progress.progress_of(opened.edition, part, states)
    context = {
        "sitting": found,
        "part": opened.part,
        "opened": opened,
        "changes": since_read(request.user, opened, was, now),
    }
    return render(request, "meetings/book/changes.html", context)
