"""Replies: a member's own page, and the secretary's list with the forecast of the quorum."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from icsgov.boards.rights import may
from icsgov.nhsuk.forms import render_form
from meetings import attendance_access as access
from meetings.attending import counting, replying
from meetings.attending.replying import Place
from meetings.directory import Directory
from meetings.forms.attendance import ReplyForm
from meetings.models import Meeting


@require_safe
def own(request: HttpRequest, board: str, address: str) -> HttpResponse:
    """The places for which the reader may answer; with one alone, straight to it."""
    now = timezone.now()
    meeting = replying.get_meeting(request.user, board, address, now)
    places = replying.own_places(request.user, meeting, now)
    if len(places) == 1:
        return redirect("reply", board=board, address=address, seat=places[0].seat.key)
    context = {"meeting": meeting, "places": places, "closed": replying.closed(meeting, now)}
    return render(request, "meetings/attendance/own_replies.html", context)


def reply(request: HttpRequest, board: str, address: str, seat: UUID) -> HttpResponse:
    """Answer for oneself, or for whom one assists."""
    now = timezone.now()
    meeting = replying.get_meeting(request.user, board, address, now)
    place = replying.get_place(request.user, meeting, seat, now)
    answered = _answer(request, meeting, place, now)
    if isinstance(answered, ReplyForm):
        closed = replying.closed(meeting, now)
        context = {"meeting": meeting, "place": place, "closed": closed}
        context["for_other"] = replying.acting_for(request.user, place.seat)
        return render_form(request, "meetings/attendance/reply.html", answered, context)
    messages.success(request, answered)
    return redirect("reply", board=board, address=address, seat=seat)


def _answer(request: HttpRequest, meeting: Meeting, place: Place, now: datetime) -> ReplyForm | str:
    """The form as it stands, or what was saved of it in words."""
    other = replying.acting_for(request.user, place.seat)
    form = ReplyForm(
        request.POST or None,
        place=place,
        directory=Directory(meeting.board, meeting.date),
        own=not other,
    )
    closed = replying.closed(meeting, now)
    if closed and form.is_bound:
        form.add_error(None, closed.sentence)
    if not form.is_valid():
        return form
    row = replying.reply(meeting, place.seat, form.said, request.user, now, acting_for=other)
    who = f"{place.seat.person}: " if other else ""
    return f"{who}{row.get_answer_display()}. You can change this until the meeting begins."


@require_safe
def listed(request: HttpRequest, board: str, address: str) -> HttpResponse:
    """Every reply, and what they promise of the quorum."""
    now = timezone.now()
    meeting = access.get_meeting(request.user, board, address, "read", now)
    context: dict[str, Any] = {
        "meeting": meeting,
        "forecast": counting.forecast(meeting),
        "writes": may(request.user, "write", meeting, now),
        "closed": replying.closed(meeting, now),
    }
    return render(request, "meetings/attendance/replies.html", context)


def recorded(request: HttpRequest, board: str, address: str, seat: UUID) -> HttpResponse:
    """The secretary writes down what a member said by phone."""
    now = timezone.now()
    meeting = access.get_meeting(request.user, board, address, "write", now)
    place = _place(meeting, seat)
    answered = _answer(request, meeting, place, now)
    if isinstance(answered, ReplyForm):
        context = {"meeting": meeting, "place": place, "closed": replying.closed(meeting, now)}
        return render_form(request, "meetings/attendance/recorded.html", answered, context)
    messages.success(request, f"Saved for {place.seat.person}.")
    return redirect("replies", board=board, address=address)


def _place(meeting: Meeting, seat: UUID) -> Place:
    found = access.get_seat(meeting, seat)
    return Place(found, meeting.rsvps.filter(seat=found).first())
