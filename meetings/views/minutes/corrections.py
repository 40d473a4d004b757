"""Draft minutes as members read them, what they would correct, and the secretary's answers."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from icsgov.boards.middleware import keeps_typed
from icsgov.ledger.models import MoveRefused
from icsgov.record import pages
from icsgov.record.publish import tree_of
from meetings import minutes_access as access
from meetings import reading
from meetings.book.parts import file_address
from meetings.forms.minutes_steps import SettleForm, SuggestForm
from meetings.minuting import correcting
from meetings.views.minutes.showing import where


@require_safe
def read(request: HttpRequest, board: str, address: str, part: int) -> HttpResponse:
    """The minutes as they were released to this reader."""
    now = timezone.now()
    found = reading.get_meeting(request.user, board, address, now)
    release = reading.minutes_of(request.user, found, part, now)
    if release is None:
        raise Http404
    reading.note(request.user, release, now)
    root = tree_of(release, without={"page"})
    context = {
        "meeting": found,
        "node": root,
        "release": release,
        "shelf": pages.shelf_of(release, "", address=file_address),
        "suggests": root.state == "draft" and reading.sits_on(request.user, found.board, now),
    }
    return render(request, "meetings/minutes/reading.html", context)


@keeps_typed
def suggest(request: HttpRequest, key: UUID) -> HttpResponse:
    """A member suggests a correction to a paragraph of the draft."""
    now = timezone.now()
    row = correcting.get_released_paragraph(request.user, key, now)
    minutes = row.section.minutes
    stands = correcting.stands(row)
    sent = request.POST if request.method == "POST" else None
    form = SuggestForm(sent, initial={"read": stands, "text": stands})
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            correcting.suggest(row, said["read"], said["text"], said["reason"], request.user, now)
        except correcting.Outdated:
            form.changed_meanwhile(stands)
        else:
            messages.success(request, "Thank you. The secretary answers your suggestion.")
            return redirect("reading-minutes", **where(minutes))
    context = {"row": row, "meeting": minutes.meeting, "minutes": minutes, "form": form}
    context |= {"stands": stands, "own": correcting.own(row, request.user)}
    status = 422 if form.errors else 200
    return render(request, "meetings/minutes/suggest.html", context, status=status)


@require_safe
def listed(request: HttpRequest, board: str, address: str, part: int) -> HttpResponse:
    """Every correction to these minutes, those without an answer first."""
    found = access.get_minutes(request.user, board, address, part, "write", timezone.now())
    rows = correcting.of(found)
    context = {"minutes": found, "meeting": found.meeting, "corrections": rows}
    return render(request, "meetings/minutes/corrections.html", context)


@keeps_typed
def settle(request: HttpRequest, key: UUID) -> HttpResponse:
    """Accept a correction, or decline it with the reason."""
    now = timezone.now()
    row = access.get_correction(request.user, key, now)
    minutes = row.paragraph.section.minutes
    sent = request.POST if request.method == "POST" else None
    form = SettleForm(sent, initial={"text": row.text})
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            correcting.settle(row, said["answer"], said["text"], said["why"], request.user, now)
        except MoveRefused:
            messages.warning(request, "This correction was answered before.")
        return redirect("minutes-corrections", **where(minutes))
    context = {"row": row, "minutes": minutes, "meeting": minutes.meeting, "form": form}
    context["spans"] = correcting.difference(row)
    status = 422 if form.errors else 200
    return render(request, "meetings/minutes/settle.html", context, status=status)
