"""The minutes as a whole, to read; and one item of them with its papers, as released."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from icsgov.boards.rights import may
from icsgov.record import extracts
from icsgov.record.views.extracts import answer
from meetings import minutes_access as access
from meetings.minuting import book as books
from meetings.minuting import checker
from meetings.proofs.minutes import attendance


@require_safe
def whole(request: HttpRequest, board: str, address: str, part: int) -> HttpResponse:
    """All items one after the other, as they will print; the chair clears them from here."""
    now = timezone.now()
    found = access.get_minutes(request.user, board, address, part, "read", now)
    book = books.read(found)
    context = {
        "minutes": found,
        "meeting": found.meeting,
        "book": book,
        "findings": checker.check(book),
        "attendance": attendance(found.meeting, part),
        "may_write": may(request.user, "write", found, now),
        "may_clear": may(request.user, "clear", found, now),
    }
    return render(request, "meetings/minutes/whole.html", context)


@require_safe
def extract(request: HttpRequest, board: str, address: str, part: int, item: str) -> HttpResponse:
    """An item as members have it: minutes, decisions, papers; of Part 2 a record is kept."""
    now = timezone.now()
    found = access.get_minutes(request.user, board, address, part, "read", now)
    made = extracts.for_reader(request.user, found.meeting.key, part, item, now)
    if made is None:
        raise Http404
    if part > 1:
        found.record_change("read", request.user, now, words="Took an item of Part 2 as a PDF")
    return answer(request, made)
