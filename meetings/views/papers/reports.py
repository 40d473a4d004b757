"""A progress report put into a meeting as a paper, by choosing the item."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from icsgov.nhsuk.forms import render_form
from meetings import access, reports
from meetings.forms.enclosures import ReportForm
from strategy import editing
from strategy.access import get_round
from strategy.kinds import PROGRESS


def enclose(request: HttpRequest, key: UUID, build: UUID) -> HttpResponse:
    """Choose the meeting and the item that the report goes under."""
    now = timezone.now()
    row = get_round(request.user, key, "write", now)
    made = editing.build_of(PROGRESS, row.key, build)
    form = ReportForm(
        request.POST if request.method == "POST" else None,
        items=access.open_items(request.user, now),
    )
    if form.is_valid():
        item = form.cleaned_data["item"]
        if reports.known(item, made):
            messages.warning(request, "That report is under this item already.")
        else:
            reports.enclose(item, row, made, request.user, now)
            messages.success(request, "The report is a paper of this item now.")
        return redirect("item-open", key=item.key)
    context = {"round": row, "plan": row.plan, "build": made}
    return render_form(request, "meetings/papers/report.html", form, context)
