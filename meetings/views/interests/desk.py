"""The register of a board on the desk: everything declared, rounds, workbooks out and in."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from icsgov.boards.models import Board
from icsgov.ledger.models import Change, Conflict
from icsgov.nhsuk.forms import render_form
from icsgov.record import workbooks
from meetings import interests_access as access
from meetings.declaring import register, registering, rounds
from meetings.exporters import interests_xlsx as exporting
from meetings.forms.interests import DeskInterestForm, RoundForm, WorkbookForm
from meetings.importers import interests_xlsx as importing

MOST_FAULTS = 50


@require_safe
def board(request: HttpRequest, board: str) -> HttpResponse:
    """Everybody on the board with what they declared, private ones too, and the last round."""
    now = timezone.now()
    found = access.get_board(request.user, board, "read", now)
    today = found.today(now)
    last = rounds.last_round(found)
    listed = register.declarers(found, today, public=False)
    shown = {row.pk for each in listed for row in each.interests}
    context = {
        "board": found,
        "declarers": listed,
        "lapsed": [
            row for row in access.interests_of(request.user, found, now) if row.pk not in shown
        ],
        "standing": rounds.standing(last) if last else None,
        "writes": access.keeps(request.user, found, now),
        "today": today,
    }
    return render(request, "meetings/interests/board.html", context)


def declare(request: HttpRequest, board: str) -> HttpResponse:
    """Write down what somebody on the board declared."""
    now = timezone.now()
    found = access.get_board(request.user, board, "write", now)
    form = DeskInterestForm(
        request.POST or None,
        people=access.people_of(found, now),
        initial={"declared": found.today(now), "person": request.GET.get("person")},
    )
    if form.is_valid():
        registering.declare(form.instance, request.user, now)
        messages.success(request, f"Declared for {form.instance.person}.")
        return redirect("desk-interests", board=board)
    return _form(request, found, form, "Write down an interest")


def change(request: HttpRequest, board: str, key: UUID) -> HttpResponse:
    """Change an interest of somebody on the board."""
    now = timezone.now()
    found = access.get_board(request.user, board, "read", now)
    row = access.get_interest(request.user, found, key, now)
    people = access.people_of(found, now)
    form = DeskInterestForm(request.POST or None, instance=row, people=people)
    if form.is_valid() and form.save_by(request.user, now):
        registering.renew(row.person, request.user, now)
        messages.success(request, "Saved.")
        return redirect("desk-interests", board=board)
    history = Change.objects.of(row).select_related("by__person")
    return _form(request, found, form, f"Interest of {row.person}", history=history)


def _form(
    request: HttpRequest, found: Board, form: DeskInterestForm, words: str, **more: Any
) -> HttpResponse:
    context = {"board": found, "words": words, **more}
    return render_form(request, "meetings/interests/desk_form.html", form, context)


def new_round(request: HttpRequest, board: str) -> HttpResponse:
    """Ask everybody on the board to confirm."""
    now = timezone.now()
    found = access.get_board(request.user, board, "write", now)
    form = RoundForm(request.POST or None, today=found.today(now))
    if form.is_valid():
        made = rounds.open_round(found, form.cleaned_data["due"], request.user, now)
        asked = rounds.standing(made)
        sent = len(asked.returns) - len(asked.without_address)
        messages.success(request, f"{sent} people get a link by e-mail.")
        return redirect("desk-interests", board=board)
    context = {"board": found, "people": register.declarers(found, found.today(now), public=False)}
    return render_form(request, "meetings/interests/new_round.html", form, context)


@require_POST
def ask_again(request: HttpRequest, board: str, key: UUID) -> HttpResponse:
    """A new link to everybody who has not answered yet."""
    now = timezone.now()
    found = access.get_board(request.user, board, "write", now)
    made = access.get_round(request.user, found, key, now)
    waiting = list(made.returns.open(now).select_related("person__account"))
    for row in waiting:
        rounds.ask(row, now, once=f"interests-again:{row.key}:{found.today(now)}")
    messages.success(request, f"{len(waiting)} people get a new link, once a day at most.")
    return redirect("desk-interests", board=board)


@require_safe
def workbook(request: HttpRequest, board: str) -> HttpResponse:
    """The register as a workbook, with a row for everybody."""
    now = timezone.now()
    found = access.get_board(request.user, board, "read", now)
    rows = access.interests_of(request.user, found, now)
    content = exporting.write(found, rows, access.people_of(found, now))
    return workbooks.answer(content, f"{found.slug}-interests.xlsx")


def bring_in(request: HttpRequest, board: str) -> HttpResponse:
    """Interests from a workbook: nothing is written while a cell is wrong."""
    now = timezone.now()
    found = access.get_board(request.user, board, "write", now)
    form = WorkbookForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        said = _apply(request, found, form, now)
        if said:
            messages.success(request, said)
            return redirect("desk-interests", board=board)
    return render_form(request, "meetings/interests/bring_in.html", form, {"board": found})


def _apply(request: HttpRequest, found: Board, form: WorkbookForm, now: datetime) -> str:
    """What was written, in words; "" with errors that name their cells."""
    known = access.interests_of(request.user, found, now)
    sheet = importing.read(
        form.cleaned_data["file"].read(), known, access.people_of(found, now), found.today(now)
    )
    for fault in sheet.faults[:MOST_FAULTS]:
        form.add_error("file", str(fault))
    if sheet.faults:
        return ""
    try:
        new, changed = importing.apply(sheet, request.user, now)
    except Conflict:
        form.add_error("file", "Somebody changed the register just now. Send the workbook again.")
        return ""
    return f"{new} interests are new, {changed} were changed."
