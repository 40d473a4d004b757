"""The recording of a meeting on the desk: where it is watched, and taking it off."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from icsgov.ledger.models import Conflict
from icsgov.nhsuk.forms import render_form
from meetings import recordings
from meetings.access import get_meeting
from meetings.forms.packs import WithdrawForm
from meetings.forms.recordings import RecordingForm
from meetings.models import Meeting

CLASH = "Somebody else changed the recording in the meantime. Look at theirs before you publish."


def recording(request: HttpRequest, board: str, address: str) -> HttpResponse:
    """Say where a meeting can be watched and when its items begin; the public sees it at once."""
    now = timezone.now()
    meeting = get_meeting(request.user, board, address, "write", now)
    row = recordings.of(meeting)
    form = RecordingForm(
        request.POST or None,
        items=recordings.items_of(meeting, now),
        row=row,
        begins=recordings.begins_of(meeting),
    )
    may_have = recordings.may_have(meeting)
    if may_have and form.is_valid():
        if request.POST.get("then") == "work-out":
            form.work_out()
        elif _put(meeting, form, request.user, now):
            messages.success(request, "Published. The meeting’s page leads to the recording.")
            return redirect("recording", board=board, address=address)
    context = {
        "meeting": meeting,
        "row": row,
        "may_have": may_have,
        "releases": recordings.releases(meeting),
    }
    return render_form(request, "meetings/recording.html", form, context)


def _put(meeting: Meeting, form: RecordingForm, by: Any, now: Any) -> bool:
    said = form.cleaned_data
    try:
        recordings.put(
            meeting, said["read"] or 0, said["address"], said["begins"], form.times, by, now
        )
    except Conflict:
        form.add_error(None, CLASH)
        return False
    return True


def take_off(request: HttpRequest, board: str, address: str) -> HttpResponse:
    """Tell the public of the recording no more, with the reason on the record."""
    now = timezone.now()
    meeting = get_meeting(request.user, board, address, "write", now)
    if recordings.of(meeting) is None:
        raise Http404
    form = WithdrawForm(request.POST or None)
    if form.is_valid():
        recordings.take_off(meeting, form.cleaned_data["reason"], request.user, now)
        messages.success(request, "Taken off. The meeting’s page leads to no recording now.")
        return redirect("recording", board=board, address=address)
    return render_form(request, "meetings/recording_off.html", form, {"meeting": meeting})
