"""Series: meetings that come again, planned some at a time."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from icsgov.nhsuk.forms import render_form
from meetings import access, planning
from meetings.forms.meetings import SeriesDays, SeriesForm

AHEAD = timedelta(days=550)


def new_series(request: HttpRequest) -> HttpResponse:
    """Describe a series; its meetings are chosen on the next page."""
    now = timezone.now()
    boards = access.kept_boards(request.user, now)
    chosen = boards.filter(slug=request.GET.get("board", "")).first() or boards.first()
    initial = {"board": chosen, "every": "months", "count": 1}
    form = SeriesForm(request.POST or None, boards=boards, initial=initial)
    if form.is_valid() and form.save_by(request.user, now):
        return redirect("series", key=form.instance.key)
    return render_form(request, "meetings/series_form.html", form, {"heading": "New series"})


def series(request: HttpRequest, key: UUID) -> HttpResponse:
    """The days of a series for a year and a half: those ticked become meetings."""
    now = timezone.now()
    row = access.get_series(request.user, key, now)
    today = row.board.today(now)
    days = [
        each
        for each in planning.occurrences(row, max(today, row.first) + AHEAD)
        if each.day >= today
    ]
    planned = row.meetings.filter(date__gte=today).exclude(state="cancelled").order_by("date")
    taken = {meeting.date for meeting in planned}
    form = SeriesDays(request.POST or None, occurrences=days, planned=taken)
    if form.is_valid():
        made = planning.plan_series(row, form.cleaned_data["days"], request.user, now)
        number = len(made)
        messages.success(request, f"{number} meeting{'' if number == 1 else 's'} planned.")
        return redirect("desk-board", board=row.board.slug)
    context = {"heading": row.name, "series": row, "planned": planned}
    return render_form(request, "meetings/series.html", form, context)


def edit_series(request: HttpRequest, key: UUID) -> HttpResponse:
    """Change what is usual for the series; meetings that are planned stay as they are."""
    now = timezone.now()
    row = access.get_series(request.user, key, now)
    boards = access.kept_boards(request.user, now)
    form = SeriesForm(request.POST or None, boards=boards, instance=row)
    del form.fields["board"]
    if form.is_valid() and form.save_by(request.user, now):
        messages.success(request, "Saved.")
        return redirect("series", key=row.key)
    return render_form(
        request, "meetings/series_form.html", form, {"heading": "Change the series", "series": row}
    )
