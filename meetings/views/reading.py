"""What members read, as a book: what is asked of them first, then paper after paper."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from icsgov.record import access as record
from icsgov.record.views.answers import tells_what_is_gone
from icsgov.record.views.files import send, starts_reading
from meetings import asking, deputising, interests_access, reading
from meetings.attending import replying
from meetings.book import duties, opening, progress
from meetings.book.parts import parts_of
from meetings.models import Meeting

PAST_SHOWN = 10


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """My meetings: what to read for the next ones of my boards, and those that were."""
    now = timezone.now()
    today = timezone.localdate(now)
    mine = reading.meetings_of(request.user, now)
    coming = list(mine.filter(date__gte=today).order_by("date", "starts", "pk"))
    past = list(mine.past(today)[:PAST_SHOWN])
    packs = reading.packs_of(request.user, [*coming, *past], now)
    sizes = reading.pages_of(packs.values())
    open_packs = [pack for pack in packs.values() if pack.subject in {each.key for each in coming}]
    todo = progress.to_read(request.user, coming, open_packs, now)
    touched = duties.touched(request.user, coming, open_packs, now)
    owed = replying.replies_of(request.user, now)
    minutes = reading.minuted(request.user, past, now)
    context = {
        "coming": [
            _on_the_list(request.user, each, packs, sizes, now)
            | {"todo": todo[each.key], "touched": touched[each.key]}
            for each in coming
        ],
        "past": [
            _on_the_list(request.user, each, packs, sizes, now)
            | {"minutes": minutes.get(each.key, ())}
            for each in past
        ],
        "owed": owed,
        "reply_first": any(not each.place.reply for each in owed),
        "asked_of_me": asking.waiting_for(request.user, now),
        "actions": duties.actions_of(request.user, now),
        "declares": interests_access.declares(request.user, now),
        "today": today,
    }
    return render(request, "meetings/reading_home.html", context)


def _on_the_list(
    user: Any, meeting: Meeting, packs: reading.Packs, sizes: dict[int, int], now: datetime
) -> dict[str, Any]:
    """A meeting, its packs with their number of pages, and the way in."""
    own = [packs[meeting.key, part] for part in (1, 2) if (meeting.key, part) in packs]
    return {
        "meeting": meeting,
        "packs": [{"release": pack, "pages": sizes.get(pack.pk, 0)} for pack in own],
        "joining_link": reading.joining_link(user, meeting, now),
    }


@require_safe
def meeting(request: HttpRequest, board: str, address: str) -> HttpResponse:
    """What is asked of the board, then the agenda of Part 1, then that of Part 2."""
    now = timezone.now()
    found = reading.get_meeting(request.user, board, address, now)
    parts = list(parts_of(request.user, found, now).values())
    for part in parts:
        reading.note(request.user, part.release, now)
    context = {
        "acts_for": deputising.acts_for(request.user, found, now),
        "meeting": found,
        "parts": parts,
        "in_the_making": reading.parts_in_the_making(request.user, found, now),
        "joining_link": reading.joining_link(request.user, found, now),
        "owed": replying.replies_of(request.user, now, [found]),
        "asked": asking.recorded(request.user, found, now),
        "opened_shown": opening.may_see(request.user, found, now),
        "minutes_parts": reading.minutes_parts(request.user, found, now),
    }
    return render(request, "meetings/reading_meeting.html", context)


@require_safe
@tells_what_is_gone
def pack(request: HttpRequest, board: str, address: str, part: int) -> HttpResponseBase:
    """The whole pack of a part as one PDF."""
    now = timezone.now()
    found = reading.get_meeting(request.user, board, address, now)
    release = reading.get_pack(request.user, found, part, now)
    whole = record.pack_file(release)
    if starts_reading(request):
        reading.note(request.user, release, now, file=whole)
    return send(request, whole)


@require_safe
@tells_what_is_gone
def file(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """A file of a paper, or a picture in one."""
    now = timezone.now()
    found = record.file_for(request.user, key, now)
    if starts_reading(request):
        reading.note(request.user, found.release, now, file=found)
    return send(request, found)
