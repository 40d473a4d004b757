"""To the chair and back: sent, taken back, returned with remarks, cleared."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from icsgov.boards.middleware import keeps_typed
from icsgov.boards.rights import may
from icsgov.ledger.models import MoveRefused
from meetings import minutes_access as access
from meetings.forms.minutes_steps import ClearForm
from meetings.minuting import book as books
from meetings.minuting import clearing
from meetings.models import Minutes
from meetings.views.minutes.showing import where

TOO_LATE = "Somebody else was here first. This is how the minutes stand now."


def _go(request: HttpRequest, minutes: Minutes, said: str, wrong: bool = False) -> HttpResponse:
    (messages.warning if wrong else messages.success)(request, said)
    return redirect("minutes", **where(minutes))


@require_POST
def send(request: HttpRequest, board: str, address: str, part: int) -> HttpResponse:
    """Send the minutes to the chair."""
    now = timezone.now()
    found = access.get_minutes(request.user, board, address, part, "write", now)
    try:
        clearing.send(found, request.user, now)
    except MoveRefused:
        return _go(request, found, TOO_LATE, wrong=True)
    return _go(request, found, "The minutes are with the chair.")


@require_POST
def take_back(request: HttpRequest, board: str, address: str, part: int) -> HttpResponse:
    """Open the minutes again; the chair clears them anew afterwards."""
    now = timezone.now()
    found = access.get_minutes(request.user, board, address, part, "write", now)
    try:
        found.take_back(request.user, now)
    except MoveRefused:
        return _go(request, found, TOO_LATE, wrong=True)
    return _go(request, found, "You can write again. The chair has to clear the minutes anew.")


@keeps_typed
def clear(request: HttpRequest, board: str, address: str, part: int) -> HttpResponse:
    """The chair reads all of it, and clears it or returns it with remarks."""
    now = timezone.now()
    found = access.get_minutes(request.user, board, address, part, "clear", now)
    book = books.read(found)
    keeps = may(request.user, "write", found, now)
    sent = request.POST if request.method == "POST" else None
    form = ClearForm(sent, book=book, needs_evidence=keeps)
    if form.is_bound and form.is_valid():
        try:
            said = form.settle(found, request.user, now)
        except MoveRefused:
            return _after(request, found, TOO_LATE)
        return _after(request, found, said)
    context = {"minutes": found, "meeting": found.meeting, "book": book, "form": form}
    context["may_write"] = keeps
    status = 422 if form.errors else 200
    return render(request, "meetings/minutes/clear.html", context, status=status)


def _after(request: HttpRequest, found: Minutes, said: str) -> HttpResponse:
    """Back to the minutes; a chair who returned them no longer sees them."""
    messages.success(request, said)
    now = timezone.now()
    found.refresh_from_db()
    sees = access.find_minutes(
        request.user, found.meeting.board.slug, found.meeting.address, found.part, now
    )
    return redirect("minutes", **where(found)) if sees else redirect("desk")
