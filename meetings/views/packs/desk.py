"""Building a pack, and where it stands: a panel beside the agenda, and a page of its own."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from icsgov.boards.rights import may
from icsgov.nhsuk.asked import by_htmx
from icsgov.record.kinds import AGENDA
from icsgov.record.tasks import ask_for_build
from meetings import packs, withholding
from meetings.models import Meeting

ACTIONS = ("build", "publish", "withdraw", "confirm")


@require_safe
def panel(request: HttpRequest, board: str, address: str, part: int) -> HttpResponse:
    """Where the pack stands, for the page of the meeting."""
    now = timezone.now()
    meeting = packs.get_meeting(request.user, board, address, part, "read", now)
    return _panel(request, meeting, part, now)


@require_safe
def pack(request: HttpRequest, board: str, address: str, part: int) -> HttpResponse:
    """The same as a page, with every build and every release."""
    now = timezone.now()
    meeting = packs.get_meeting(request.user, board, address, part, "read", now)
    context = pack_context(request.user, meeting, part, now) | {"page": True}
    return render(request, "meetings/packs/pack.html", context)


def pack_context(user: Any, meeting: Meeting, part: int, now: datetime) -> dict[str, Any]:
    """What panel and page show, and what the reader may do there."""
    allowed = {f"may_{action}": may(user, action, meeting, now) for action in ACTIONS}
    pack = packs.pack_of(meeting, part, now)
    return {
        "meeting": meeting,
        "pack": pack,
        "own_packs": withholding.at_meeting(meeting, part, pack.last, now),
        "audiences": packs.audiences_for(meeting, part),
        **allowed,
    }


@require_POST
def build(request: HttpRequest, board: str, address: str, part: int) -> HttpResponse:
    """Ask for a build; one that is under way is not doubled."""
    now = timezone.now()
    meeting = packs.get_meeting(request.user, board, address, part, "build", now)
    ask_for_build(AGENDA, meeting.key, part, by=request.user, now=now)
    return _answer(request, meeting, part, now)


@require_POST
def cancel(request: HttpRequest, board: str, address: str, part: int) -> HttpResponse:
    """Stop the build that is under way."""
    now = timezone.now()
    meeting = packs.get_meeting(request.user, board, address, part, "build", now)
    work = packs.pack_of(meeting, part, now).work
    if work is not None and work.cancel(now) and not by_htmx(request):
        messages.success(request, "The build was cancelled.")
    return _answer(request, meeting, part, now)


def _answer(request: HttpRequest, meeting: Meeting, part: int, now: datetime) -> HttpResponse:
    """For htmx the panel anew, without JavaScript the page."""
    if not by_htmx(request):
        return redirect("pack", board=meeting.board.slug, address=meeting.address, part=part)
    return _panel(request, meeting, part, now)


def _panel(request: HttpRequest, meeting: Meeting, part: int, now: datetime) -> HttpResponse:
    """The panel; for the page of the pack with the rest of it, when a build begins or ends."""
    context = pack_context(request.user, meeting, part, now)
    on_page = "page" in request.GET
    ended = "building" in request.GET and not context["pack"].is_building
    context |= {"page": on_page, "rest": on_page and (ended or request.method == "POST")}
    return render(request, "meetings/packs/panel.html", context)
