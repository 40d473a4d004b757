"""One screen for the secretary in the room, the taps it sends, and the chair's view."""

import uuid
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from icsgov.boards.rights import withheld
from meetings import room_access as access
from meetings.directory import Directory
from meetings.models import ItemInterest, Meeting, ProposedOutcome
from meetings.room import course, outcomes, people, showing, taps
from meetings.room.taps import Refused, Sent

PAGE = "meetings/room/room.html"
KINDS = (course, people, outcomes)  # importing them makes their taps known


@require_safe
def room(request: HttpRequest, board: str, address: str, part: int) -> HttpResponse:
    """The meeting as the secretary takes it down."""
    now = timezone.now()
    meeting = access.get_meeting(request.user, board, address, part, "write", now)
    return _page(request, meeting, part, now)


@require_POST
def ready(request: HttpRequest, board: str, address: str, part: int) -> HttpResponse:
    """Lay what there is to tap: the roll, and a place in the minutes for every item."""
    now = timezone.now()
    meeting = access.get_meeting(request.user, board, address, part, "write", now)
    taps.ready(meeting, part, request.user, now)
    return _back(meeting, part)


@require_POST
def tap(request: HttpRequest, board: str, address: str, part: int) -> HttpResponse:
    """Do a tap. A script gets the screen anew, or 422 with the words alone; a form its page."""
    now = timezone.now()
    meeting = access.get_meeting(request.user, board, address, part, "write", now)
    by_script = "X-Tap" in request.headers
    try:
        said = taps.do(meeting, part, _sent(request, now), request.user, now)
    except Refused as refused:
        if by_script:
            return HttpResponse(refused.words, status=422, content_type="text/plain")
        return _page(request, meeting, part, now, refused)
    if by_script:
        fresh = access.get_meeting(request.user, board, address, part, "write", now)
        return _page(request, fresh, part, now)
    messages.success(request, said)
    return _back(meeting, part)


def _sent(request: HttpRequest, now: datetime) -> Sent:
    """The tap as it was posted. Raises Refused where it has no key of its own."""
    try:
        key = uuid.UUID(request.POST.get("tap", ""))
    except ValueError:
        raise Refused("This tap has no number of its own. Load the page again.") from None
    values = {name: str(value) for name, value in request.POST.items()}
    return Sent(key, values.get("what", ""), taps.when(values.get("at", ""), now), values)


def _page(
    request: HttpRequest, meeting: Meeting, part: int, now: datetime, refused: Refused | None = None
) -> HttpResponse:
    """The screen; a tap that could not be done stands on it with what was typed."""
    shown = showing.show(meeting, part, now)
    context: dict[str, Any] = {
        "room": shown,
        "meeting": meeting,
        "part": part,
        "parts": access.parts(request.user, meeting, now),
        "picks": ProposedOutcome.Pick.choices,
        "done_choices": ItemInterest.Done.choices,
        "people": Directory(meeting.board, meeting.date).own if shown.now else (),
        "refused": refused,
        "typed": request.POST if refused else {},
        "now": now,
    }
    template = f"{PAGE}#screen" if "X-Tap" in request.headers else PAGE
    return render(request, template, context, status=422 if refused else 200)


@require_safe
def chair(request: HttpRequest, board: str, address: str, part: int) -> HttpResponse:
    """Minutes over or under, the quorum, conflicts, and the words to read back."""
    now = timezone.now()
    meeting = access.get_meeting(request.user, board, address, part, "read", now)
    context = {
        "room": showing.show(meeting, part, now, without=withheld(request.user, now)),
        "meeting": meeting,
        "part": part,
        "parts": access.parts(request.user, meeting, now),
        "now": now,
    }
    template = "meetings/room/chair.html"
    part_of_it = "#screen" if request.headers.get("HX-Request") else ""
    return render(request, f"{template}{part_of_it}", context)


def _back(meeting: Meeting, part: int) -> HttpResponse:
    return redirect("room", board=meeting.board.slug, address=meeting.address, part=part)
