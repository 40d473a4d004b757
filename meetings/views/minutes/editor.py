"""The page on which minutes are written, and what is done to them as a whole."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from icsgov.boards.rights import may
from meetings import minutes_access as access
from meetings.forms.minutes import MatterForm, NumbersForm
from meetings.forms.minutes_steps import PastForm
from meetings.minuting import paragraphs, skeleton, writing
from meetings.models import Minutes
from meetings.views.minutes import reading
from meetings.views.minutes.showing import Shown, of, page, update


@require_safe
def minutes(request: HttpRequest, board: str, address: str, part: int) -> HttpResponse:
    """The minutes of an item in the middle; for those who do not write, all of them to read."""
    now = timezone.now()
    found = access.find_minutes(request.user, board, address, part, now)
    if found is None:
        meeting = access.get_meeting(request.user, board, address, part, now)
        context = {"meeting": meeting, "part": part, "form": PastForm()}
        return render(request, "meetings/minutes/begin.html", context)
    if not may(request.user, "write", found, now):
        return reading.whole(request, board, address, part)
    shown = Shown(request.GET.get("item", ""), request.GET.get("edit", ""))
    return page(request, found, now, shown)


@require_POST
def begin(request: HttpRequest, board: str, address: str, part: int) -> HttpResponse:
    """Lay the skeleton, or add to it what has come since."""
    now = timezone.now()
    meeting = access.get_meeting(request.user, board, address, part, now)
    known = access.find_minutes(request.user, board, address, part, now)
    if known is not None and not writing.is_open(known):
        return _refused(request, known, now)
    laid = skeleton.lay(meeting, part, request.user, now)
    said = "What has come since was added." if known else ""
    return update(request, laid, now, Shown(request.POST.get("item", ""), said=said))


@require_POST
def raise_matter(request: HttpRequest, board: str, address: str, part: int) -> HttpResponse:
    """Add an item for what no agenda had, behind the one in the middle."""
    now = timezone.now()
    found = access.get_minutes(request.user, board, address, part, "write", now)
    item = request.POST.get("item", "")
    form = MatterForm(request.POST)
    if not writing.is_open(found):
        return _refused(request, found, now)
    if not form.is_valid():
        return page(request, found, now, Shown(item), 422, matter_form=form, form=form)
    title = form.cleaned_data["title"]
    section = skeleton.raise_matter(found, title, request.user, now)
    row = writing.begin(section, request.user, now)
    return update(request, found, now, of(section, row))


@require_POST
def numbers(request: HttpRequest, board: str, address: str, part: int) -> HttpResponse:
    """How paragraphs are numbered; nothing changes once readers have the minutes."""
    now = timezone.now()
    found = access.get_minutes(request.user, board, address, part, "write", now)
    item = request.POST.get("item", "")
    form = NumbersForm(request.POST, minutes=found)
    if not found.is_unreleased or not writing.is_open(found) or paragraphs.are_numbered(found):
        return _refused(request, found, now)
    if not form.is_valid():
        return page(request, found, now, Shown(item), 422, numbers_form=form, form=form)
    found.save_at(found.version, request.user, now, style=form.cleaned_data["style"])
    return update(request, found, now, Shown(item, said="Saved"))


def _refused(request: HttpRequest, found: Minutes, now: datetime) -> HttpResponse:
    words = f"The minutes are {found.get_state_display().lower()}. Take them back to change them."
    shown = Shown(request.POST.get("item", ""), said=words, wrong=True)
    return update(request, found, now, shown)
