"""Deputies of a meeting: who reads for which member, named and taken back by the secretary."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from icsgov.nhsuk.forms import render_form
from meetings import access, deputising
from meetings.directory import Directory
from meetings.forms.deputies import DeputyForm
from meetings.views.papers.saving import sent


def deputies(request: HttpRequest, board: str, address: str) -> HttpResponse:
    """Who reads for whom at this meeting; name one more."""
    now = timezone.now()
    meeting = access.get_meeting(request.user, board, address, "chase", now)
    directory = Directory(meeting.board, meeting.date)
    form = DeputyForm(sent(request), meeting=meeting, directory=directory)
    if not form.is_valid():
        context = {
            "meeting": meeting,
            "deputies": deputising.of_meeting(meeting),
            "people": directory.own,
            "rule": meeting.rules.quorum,
        }
        return render_form(request, "meetings/deputies.html", form, context)
    made = deputising.appoint(meeting, form.member, form.person, request.user, now)
    messages.success(request, f"{made.person} can read the papers for {made.member}.")
    return redirect("meeting-deputies", board=board, address=address)


@require_POST
def end(request: HttpRequest, board: str, address: str, key: UUID) -> HttpResponse:
    """Take the right back."""
    now = timezone.now()
    meeting = access.get_meeting(request.user, board, address, "chase", now)
    row = access.visible(deputising.of_meeting(meeting), key=key)
    if row.end(request.user, now):
        messages.success(request, f"{row.person} no longer reads for {row.member}.")
    return redirect("meeting-deputies", board=board, address=address)
