"""The desk of plans: the list, a plan with its parts, editions, readings and coverage."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from icsgov.boards.rights import may, standing
from icsgov.nhsuk.forms import render_form
from icsgov.record import workbooks
from strategy import access, coverage, editing, sheets
from strategy.catalogue import CHAPTERS
from strategy.fitting import beneath
from strategy.forms.plans import PlanForm
from strategy.forms.sheets import SheetForm
from strategy.kinds import PLAN


def home(request: HttpRequest) -> HttpResponse:
    """The plans and bulletins whose drafts the reader sees; others go to the public ones."""
    now = timezone.now()
    if not access.has_desk(request.user, now):
        return redirect("strategy")
    context: dict[str, Any] = {
        "plans": access.plans(request.user, now),
        "bulletins": access.bulletins(request.user, now),
        "rounds": access.open_rounds(request.user, now),
        "may_begin": bool(standing(request.user, now).secretary),
    }
    return render(request, "strategy/desk/home.html", context)


def new_plan(request: HttpRequest) -> HttpResponse:
    """Begin a plan."""
    now = timezone.now()
    form = PlanForm(request.POST or None, boards=access.kept_boards(request.user, now))
    if form.is_valid():
        form.save_by(request.user, now)
        return redirect("desk-plan", address=form.instance.address)
    context = {"heading": "Begin a plan"}
    return render_form(request, "strategy/desk/form.html", form, context)


def plan(request: HttpRequest, address: str) -> HttpResponse:
    """A plan: its parts by chapter, what can be added, and where its next edition stands."""
    now = timezone.now()
    row = access.get_plan(request.user, address, "read", now)
    parts = row.parts.standing().filter(parent=None)
    by_chapter = [
        (chapter, [part for part in parts if part.kind.chapter == chapter]) for chapter in CHAPTERS
    ]
    context: dict[str, Any] = {
        "plan": row,
        "chapters": [(chapter, rows) for chapter, rows in by_chapter if rows],
        "sorts": beneath(""),
        "edition": editing.edition_of(PLAN, row.key, now),
        "may_write": may(request.user, "write", row, now),
        "may_release": may(request.user, "release", row, now),
        "may_name": may(request.user, "name owners", row, now),
        "owners": row.owners.select_related("person"),
        "rounds": row.rounds.all(),
        "taken_out": row.parts.exclude(taken_out_at=None),
    }
    return render(request, "strategy/desk/plan.html", context)


def edit_plan(request: HttpRequest, address: str) -> HttpResponse:
    """Change what a plan is."""
    now = timezone.now()
    row = access.get_plan(request.user, address, "write", now)
    boards = access.plan_boards(request.user, row, now)
    form = PlanForm(request.POST or None, instance=row, boards=boards)
    if form.is_valid() and form.save_by(request.user, now):
        messages.success(request, "Saved.")
        return redirect("desk-plan", address=address)
    context = {"heading": f"Change {row.title}"}
    return render_form(request, "strategy/desk/form.html", form, context)


def cover(request: HttpRequest, address: str) -> HttpResponse:
    """Which priorities no board has discussed for two meetings."""
    now = timezone.now()
    row = access.get_plan(request.user, address, "read", now)
    context = {"plan": row, "rows": coverage.coverage(row, request.user, now)}
    return render(request, "strategy/desk/coverage.html", context)


def readings(request: HttpRequest, address: str) -> HttpResponse:
    """Readings from a workbook: nothing is added while a cell is wrong."""
    now = timezone.now()
    row = access.get_plan(request.user, address, "write", now)
    form = SheetForm(request.POST or None, request.FILES or None)
    sheet = None
    if form.is_valid():
        sheet = sheets.read(row, form.cleaned_data["file"].read())
        if not sheet.faults:
            added = sheets.apply(sheet, request.user, now)
            messages.success(request, f"{added} readings were added.")
            return redirect("desk-plan", address=address)
        for fault in sheet.faults[:50]:
            form.add_error("file", str(fault))
    return render_form(request, "strategy/desk/readings.html", form, {"plan": row})


def workbook(request: HttpRequest, address: str) -> HttpResponseBase:
    """The workbook to fill in, or (?all=1) one with every reading."""
    now = timezone.now()
    row = access.get_plan(request.user, address, "read", now)
    content = sheets.write(row, with_readings=bool(request.GET.get("all")))
    return workbooks.answer(content, f"{address}-readings.xlsx")


@require_POST
def begin_part(request: HttpRequest, address: str) -> HttpResponse:
    """To the form for a new part of the sort that was chosen."""
    now = timezone.now()
    access.get_plan(request.user, address, "write", now)
    wanted = request.POST.get("sort", "")
    if wanted not in {sort.key for sort in beneath("")}:
        return redirect("desk-plan", address=address)
    return redirect("desk-part-add", address=address, sort=wanted)
