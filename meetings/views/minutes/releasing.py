"""Minutes printed, looked at, released; accepted by the next meeting."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from icsgov.ledger.models import MoveRefused
from icsgov.nhsuk.asked import posted
from icsgov.nhsuk.forms import render_form
from icsgov.record.kinds import MINUTES
from icsgov.record.models import ReleaseFile
from icsgov.record.publications import Hindered
from icsgov.record.tasks import ask_for_build
from icsgov.record.views.files import send, starts_reading
from meetings import minutes_access as access
from meetings.forms.minutes_steps import AcceptForm, ReleaseForm
from meetings.forms.packs import WithdrawForm
from meetings.minuting import accepting, releasing
from meetings.views.minutes.showing import where


def release(request: HttpRequest, board: str, address: str, part: int) -> HttpResponse:
    """Where the print of the minutes stands, and to whom it goes."""
    now = timezone.now()
    found = access.get_minutes(request.user, board, address, part, "write", now)
    form = ReleaseForm(request.POST if request.method == "POST" else None, minutes=found)
    if form.is_bound and form.is_valid():
        try:
            releasing.publish(found, form.audiences, request.user, now)
        except Hindered as hindered:
            form.add_error(None, str(hindered))
        else:
            messages.success(request, "The minutes are released.")
            return redirect("minutes-release", **where(found))
    edition = releasing.edition(found, now)
    context = {"minutes": found, "meeting": found.meeting, "edition": edition, "form": form}
    status = 422 if form.errors else 200
    return render(request, "meetings/minutes/release.html", context, status=status)


@require_POST
def build(request: HttpRequest, board: str, address: str, part: int) -> HttpResponse:
    """Ask for a print; one that is under way is not doubled."""
    now = timezone.now()
    found = access.get_minutes(request.user, board, address, part, "write", now)
    ask_for_build(MINUTES, found.meeting.key, part, by=request.user, now=now)
    return redirect("minutes-release", **where(found))


@require_safe
def pdf(request: HttpRequest, board: str, address: str, part: int, key: UUID) -> HttpResponseBase:
    """A print of the minutes, shown in the browser; who looked at a Part 2 is kept."""
    now = timezone.now()
    found = access.get_minutes(request.user, board, address, part, "write", now)
    made = releasing.get_build(found, key)
    if part > 1 and starts_reading(request):
        found.record_change("read", request.user, now, words="Looked at the print of Part 2")
    name = next(each["filename"] for each in made.report["files"] if each["role"] == "pack")
    return send(request, ReleaseFile(blob=made.pack, filename=name))


def withdraw(request: HttpRequest, board: str, address: str, part: int, key: UUID) -> HttpResponse:
    """Take a release of the minutes back with its reason, and what came of the meeting with it."""
    now = timezone.now()
    found = access.get_minutes(request.user, board, address, part, "write", now)
    release = releasing.get_release(found, key)
    form = WithdrawForm(posted(request))
    if release.is_withdrawn:
        messages.warning(request, "This release was withdrawn before.")
        return redirect("minutes-release", **where(found))
    if form.is_valid():
        releasing.take_back(found, release, form.cleaned_data["reason"], request.user, now)
        messages.success(request, "Done. Nobody can read that release any more.")
        return redirect("minutes-release", **where(found))
    context = {"minutes": found, "meeting": found.meeting, "release": release}
    return render_form(request, "meetings/minutes/withdraw.html", form, context)


def accept(request: HttpRequest, board: str, address: str, part: int) -> HttpResponse:
    """Note which meeting accepted them; printed and released again they are confirmed."""
    now = timezone.now()
    found = access.get_minutes(request.user, board, address, part, "write", now)
    form = AcceptForm(request.POST if request.method == "POST" else None, minutes=found)
    if form.is_bound and form.is_valid():
        at, words = form.cleaned_data["meeting"], form.cleaned_data["words"]
        try:
            accepting.accept(found, at, words, request.user, now)
        except MoveRefused:
            form.add_error(None, "Only minutes that are released as draft can be accepted")
        else:
            messages.success(request, "Accepted. Print and release them to confirm them.")
            return redirect("minutes-release", **where(found))
    context = {"minutes": found, "meeting": found.meeting, "form": form}
    status = 422 if form.errors else 200
    return render(request, "meetings/minutes/accept.html", context, status=status)
