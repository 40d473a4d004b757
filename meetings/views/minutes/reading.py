"""The minutes as a whole, to read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from icsgov.boards.rights import may
from meetings import minutes_access as access
from meetings.minuting import book as books
from meetings.minuting import checker
from meetings.models import Attendance


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
        "attendance": Attendance.objects.visible_to(request.user, now)
        .filter(meeting=found.meeting)
        .in_order(),
        "may_write": may(request.user, "write", found, now),
        "may_clear": may(request.user, "clear", found, now),
    }
    return render(request, "meetings/minutes/whole.html", context)
