"""The roll of a meeting on the desk: who was there, as what, from when to when."""

from copy import copy
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from icsgov.boards.rights import may
from icsgov.nhsuk.forms import render_form
from meetings import attendance_access as access
from meetings.attending import counting
from meetings.attending import roll as rolls
from meetings.directory import Directory
from meetings.forms.attendance import (
    NewRowForm,
    PrivateTimesForm,
    RollForm,
    RowForm,
    TimesForm,
)
from meetings.minuting import sittings
from meetings.models import Meeting

PAGE = "meetings/attendance/roll.html"


@require_safe
def roll(request: HttpRequest, board: str, address: str) -> HttpResponse:
    """Who was there; for secretaries as a form."""
    now = timezone.now()
    meeting = access.get_meeting(request.user, board, address, "read", now)
    return _page(request, meeting, now)


def _page(
    request: HttpRequest, meeting: Meeting, now: datetime, status: int = 200, **typed: Any
) -> HttpResponse:
    """The page; `typed` are forms that could not be saved."""
    rows = list(access.rows_of(request.user, meeting, now))
    directory = Directory(meeting.board, meeting.date)
    opens_part2 = access.reads_part2(request.user, meeting, now)
    parts = (1, 2) if opens_part2 else (1,)
    context = {
        "meeting": meeting,
        "rows": rows,
        "judged": [each for each in counting.judge(meeting) if each.stop.part in parts],
        "has_rule": counting.has_rule(meeting.rules.quorum),
        "writes": may(request.user, "write", meeting, now),
        "people": directory.own,
        "opens_part2": opens_part2,
        "roll_form": RollForm(rows=rows),
        "times_form": TimesForm(instance=meeting),
        "part2_form": _part2_form(meeting, opens_part2, None),
        "new_form": NewRowForm(meeting=meeting, directory=directory),
        **typed,
    }
    return render(request, PAGE, context, status=status)


def _part2_form(meeting: Meeting, opens_part2: bool, sent: Any) -> PrivateTimesForm | None:
    row = meeting.parts.filter(number=2).first() if opens_part2 else None
    return PrivateTimesForm(sent, instance=row, prefix="part2") if row else None


@require_POST
def lay(request: HttpRequest, board: str, address: str) -> HttpResponse:
    """Fill the roll in from seats and replies."""
    now = timezone.now()
    meeting = access.get_meeting(request.user, board, address, "write", now)
    made = rolls.lay(meeting, request.user, now)
    said = f"{made} people added." if made else "Everybody with a seat is on the list already."
    messages.success(request, said)
    return _back(meeting)


@require_POST
def save(request: HttpRequest, board: str, address: str) -> HttpResponse:
    """Save what everybody was, all rows or none."""
    now = timezone.now()
    meeting = access.get_meeting(request.user, board, address, "write", now)
    form = RollForm(request.POST, rows=list(access.rows_of(request.user, meeting, now)))
    if not form.is_valid():
        return _page(request, meeting, now, 422, roll_form=form, form=form)
    if not form.save(request.user, now):
        return _page(request, meeting, now, 409, roll_form=form, form=form)
    messages.success(request, "Saved.")
    return _back(meeting)


@require_POST
def add(request: HttpRequest, board: str, address: str) -> HttpResponse:
    """Put somebody without a seat on the roll."""
    now = timezone.now()
    meeting = access.get_meeting(request.user, board, address, "write", now)
    directory = Directory(meeting.board, meeting.date)
    form = NewRowForm(request.POST, meeting=meeting, directory=directory)
    if not form.is_valid():
        return _page(request, meeting, now, 422, new_form=form, form=form)
    row = form.save(request.user, now)
    messages.success(request, f"{row.name} is on the list.")
    return _back(meeting)


@require_POST
def times(request: HttpRequest, board: str, address: str) -> HttpResponse:
    """Save when the meeting was opened and closed, and how many of the public came."""
    now = timezone.now()
    meeting = access.get_meeting(request.user, board, address, "write", now)
    form = TimesForm(request.POST, instance=copy(meeting))
    if not form.is_valid():
        return _page(request, meeting, now, 422, times_form=form, form=form)
    if not form.save_by(request.user, now):
        return _page(request, meeting, now, 409, times_form=form, form=form)
    messages.success(request, "Saved.")
    return _back(meeting)


@require_POST
def private_times(request: HttpRequest, board: str, address: str) -> HttpResponse:
    """Save when Part 2 was begun and closed."""
    now = timezone.now()
    meeting = access.get_part2(request.user, board, address, now)
    form = _part2_form(meeting, True, request.POST)
    if form is None or not form.is_valid():
        return _page(request, meeting, now, 422, part2_form=form, form=form)
    said = {name: form.cleaned_data[name] for name in ("opened", "closed")}
    sittings.note(meeting, 2, said, request.user, now)
    messages.success(request, "Saved.")
    return _back(meeting)


def row(request: HttpRequest, board: str, address: str, key: UUID) -> HttpResponse:
    """One row with everything that can be said of it."""
    now = timezone.now()
    meeting = access.get_meeting(request.user, board, address, "write", now)
    found = access.get_row(request.user, meeting, key, "write", now)
    items = access.items_of(request.user, meeting, now)
    directory = Directory(meeting.board, meeting.date)
    form = RowForm(request.POST or None, instance=found, items=items, directory=directory)
    if form.is_valid() and form.save_by(request.user, now):
        messages.success(request, f"{form.cleaned_data['name']} saved.")
        return _back(meeting)
    context = {"meeting": meeting, "row": found, "people": directory.own}
    return render_form(request, "meetings/attendance/row.html", form, context)


@require_POST
def remove(request: HttpRequest, board: str, address: str, key: UUID) -> HttpResponse:
    """Take somebody off the roll."""
    now = timezone.now()
    meeting = access.get_meeting(request.user, board, address, "write", now)
    found = access.get_row(request.user, meeting, key, "write", now)
    rolls.remove(found, request.user, now)
    messages.success(request, f"{found.name} is off the list.")
    return _back(meeting)


def _back(meeting: Meeting) -> HttpResponse:
    return redirect("attendance", board=meeting.board.slug, address=meeting.address)
