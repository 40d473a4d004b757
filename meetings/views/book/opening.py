"""Which papers members have opened, for a secretary whose board wants it seen."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from meetings import reading
from meetings.book.opening import may_see, opened_of
from meetings.book.parts import parts_of


@require_safe
def opened(request: HttpRequest, board: str, address: str) -> HttpResponse:
    """Members and papers: opened, or not opened."""
    now = timezone.now()
    found = reading.get_meeting(request.user, board, address, now)
    if not may_see(request.user, found, now):
        raise Http404
    parts = list(parts_of(request.user, found, now).values())
    papers, readers = opened_of(found, parts, now)
    context = {"sitting": found, "papers": papers, "readers": readers}
    return render(request, "meetings/book/opened.html", context)
