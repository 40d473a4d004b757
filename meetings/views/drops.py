"""Many files dropped on a meeting: taken in, matched to its papers, confirmed by a person."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from icsgov.nhsuk.asked import by_htmx
from icsgov.nhsuk.forms import render_form
from meetings import access, dropping
from meetings.forms.drops import DropForm, SortForm
from meetings.tasks import drops, receiving
from meetings.views.papers.files import came, send
from meetings.views.papers.saving import sent


def drop(request: HttpRequest, board: str, address: str) -> HttpResponse:
    """Take many files in at once."""
    now = timezone.now()
    meeting = access.get_meeting(request.user, board, address, "chase", now)
    form = DropForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        form = DropForm(request.POST, request.FILES)
    if not form.is_valid():
        earlier = access.own_drops(request.user, meeting, now)
        context = {"meeting": meeting, "earlier": earlier}
        return render_form(request, "meetings/drops/drop.html", form, context)
    uploads = [came(file) for file in form.cleaned_data["uploads"]]
    made = drops.drop(meeting, uploads, request.user, now)
    return redirect("drop", key=made.key)


def sort(request: HttpRequest, key: UUID) -> HttpResponse:
    """Which file is for which paper: suggested with reasons, attached when confirmed."""
    now = timezone.now()
    row = access.get_drop(request.user, key, now)
    sorting = dropping.sort(request.user, row, now)
    form = SortForm(sent(request), sorting=sorting)
    if not form.is_valid():
        context = {
            "drop": row,
            "meeting": row.meeting,
            "sorting": sorting,
            "checking": receiving.stages(sorting.others),
            "by_htmx": by_htmx(request),
        }
        template = "meetings/drops/sort.html" + ("#state" if by_htmx(request) else "")
        return render_form(request, template, form, context)
    given = drops.attach(row, form.chosen, request.user, now)
    if given:
        messages.success(request, f"{given} file{'' if given == 1 else 's'} attached.")
    else:
        messages.warning(request, "Nothing was attached: no file has a paper yet.")
    row.refresh_from_db()
    if row.done_at is None:
        return redirect("drop", key=key)
    meeting = row.meeting
    return redirect("meeting-papers", board=meeting.board.slug, address=meeting.address)


def first_page(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """The picture of the first page of a dropped file."""
    file = access.get_drop_file(request.user, key, timezone.now())
    if file.thumbnail is None:
        raise Http404
    return send(file.thumbnail, "first-page.png")
