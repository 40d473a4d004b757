"""Parts of a plan on the desk: changed in place, told facts, moved, taken out, looked back on."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from icsgov.boards.rights import may
from icsgov.nhsuk.asked import by_htmx
from icsgov.nhsuk.forms import render_form
from strategy import access, outlining, threads
from strategy.catalogue import ABOUT_PLACES
from strategy.fitting import beneath
from strategy.forms.facts import FORMS
from strategy.forms.plans import PartForm
from strategy.links import ConcernsForm
from strategy.models import Part, Plan
from strategy.proofs.plans import node_of, places_of

TWICE = "There is one for that already. Change that one, or choose another."


def part(request: HttpRequest, key: UUID) -> HttpResponse:
    """A part, what stands under it, and all that is on the record about it for this reader."""
    now = timezone.now()
    row = access.get_part(request.user, key, "read", now)
    rows = list(row.plan.parts.standing().select_related("across", "parent").with_facts())
    children: dict[int | None, list[Part]] = {}
    for each in rows:
        children.setdefault(each.parent_id, []).append(each)
    own = next((each for each in rows if each.pk == row.pk), row)
    readable = threads.readable(request.user, now)
    keys = [row.key, *(each.key for each in children.get(row.pk, ()))]
    context = {
        "part": row,
        "plan": row.plan,
        "node": node_of(own, children, "", places_of(rows, now)),
        "about_places": row.sort in ABOUT_PLACES,
        "children": children.get(row.pk, []),
        "sorts": beneath(row.sort),
        "facts": [(name, FORMS[name][0]) for name in row.kind.gathers],
        "thread": threads.thread(
            keys,
            readable,
            told=request.GET.get("told", ""),
            number=request.GET.get("page"),
        ),
        "decided": threads.decided(keys, readable),
        "today": row.plan.board.today(now),
        "plan_day": None,
        "may_write": may(request.user, "write", row, now),
    }
    return render(request, "strategy/desk/part.html", context)


def edit(request: HttpRequest, key: UUID) -> HttpResponse:
    """Change a part: by htmx in its row, without JavaScript on a page of its own."""
    now = timezone.now()
    row = access.get_part(request.user, key, "write", now)
    form = PartForm(request.POST or None, instance=row)
    if form.is_valid() and _saved(form, request.user, now):
        if by_htmx(request):
            return render(request, "strategy/desk/_row.html", {"part": row, "may_write": True})
        messages.success(request, "Saved.")
        return redirect("desk-part", key=key)
    template = "_row_form.html" if by_htmx(request) else "form.html"
    context = {"part": row, "plan": row.plan, "heading": f"Change {row.called}"}
    return render_form(request, f"strategy/desk/{template}", form, context)


def row(request: HttpRequest, key: UUID) -> HttpResponse:
    """The row of a part as it is, for htmx when a change is given up."""
    now = timezone.now()
    found = access.get_part(request.user, key, "read", now)
    context = {"part": found, "may_write": may(request.user, "write", found, now)}
    return render(request, "strategy/desk/_row.html", context)


def _saved(form: PartForm, by: Any, now: datetime) -> bool:
    try:
        with transaction.atomic():
            return form.save_by(by, now)
    except IntegrityError:
        form.add_error("across" if "across" in form.fields else None, TWICE)
        return False


def add(request: HttpRequest, address: str, sort: str) -> HttpResponse:
    """A new part of the plan itself."""
    now = timezone.now()
    plan = access.get_plan(request.user, address, "write", now)
    return _add(request, plan, None, sort, now)


def add_under(request: HttpRequest, key: UUID, sort: str) -> HttpResponse:
    """A new part under another."""
    now = timezone.now()
    parent = access.get_part(request.user, key, "write", now)
    return _add(request, parent.plan, parent, sort, now)


@require_POST
def begin_under(request: HttpRequest, key: UUID) -> HttpResponse:
    """To the form for a new part of the sort that was chosen."""
    now = timezone.now()
    parent = access.get_part(request.user, key, "write", now)
    wanted = request.POST.get("sort", "")
    if wanted not in {sort.key for sort in beneath(parent.sort)}:
        return redirect("desk-part", key=key)
    return redirect("desk-part-add-under", key=key, sort=wanted)


def _add(
    request: HttpRequest, plan: Plan, parent: Part | None, sort: str, now: datetime
) -> HttpResponse:
    kinds = {each.key: each for each in beneath(parent.sort if parent else "")}
    if sort not in kinds:
        raise Http404
    form = PartForm(request.POST or None, instance=outlining.blank(plan, parent, sort))
    if form.is_valid():
        form.fill()
        if _saved(form, request.user, now):
            messages.success(request, "Added.")
            return _home(plan, parent)
    context = {"plan": plan, "parent": parent, "heading": f"Add: {kinds[sort].one}"}
    return render_form(request, "strategy/desk/form.html", form, context)


def _home(plan: Plan, parent: Part | None) -> HttpResponse:
    if parent is None:
        return redirect("desk-plan", address=plan.address)
    return redirect("desk-part", key=parent.key)


def say(request: HttpRequest, key: UUID, facts: str) -> HttpResponse:
    """Add a fact: what was said before stays."""
    now = timezone.now()
    found = access.get_part(request.user, key, "write", now)
    if facts not in found.kind.gathers:
        raise Http404
    words, form_class = next(each for name, each in FORMS.items() if name == facts)
    form = form_class(request.POST or None, record=threads.readable(request.user, now))
    if form.is_valid():
        form.add_to(found, request.user, now)
        messages.success(request, "Added.")
        return redirect("desk-part", key=key)
    context = {"part": found, "plan": found.plan, "heading": f"{words}: {found.called}"}
    return render_form(request, "strategy/desk/form.html", form, context)


def places(request: HttpRequest, key: UUID) -> HttpResponse:
    """Which places a part is about."""
    now = timezone.now()
    found = access.get_part(request.user, key, "write", now)
    if found.sort not in ABOUT_PLACES:
        raise Http404
    form = ConcernsForm(request.POST or None, thing=found, user=request.user, now=now)
    if form.is_valid():
        form.save(request.user, now)
        messages.success(request, "Saved.")
        return redirect("desk-part", key=key)
    context = {"part": found, "plan": found.plan, "heading": f"Places: {found.called}"}
    return render_form(request, "strategy/desk/places.html", form, context)


@require_POST
def move(request: HttpRequest, key: UUID) -> HttpResponse:
    """Up or down among its like, out of the plan, or back."""
    now = timezone.now()
    found = access.get_part(request.user, key, "write", now)
    to = request.POST.get("to")
    if to in ("up", "down"):
        outlining.shift(found, -1 if to == "up" else 1, request.user, now)
    elif to == "out":
        found.take_out(request.user, now)
        messages.success(request, f"“{found.called}” is taken out. It can be put back.")
    elif to == "back":
        found.put_back(request.user, now)
    return _home(found.plan, found.parent)


def history(request: HttpRequest, key: UUID) -> HttpResponse:
    """Who changed what of a part, and when, with the words that went and came."""
    now = timezone.now()
    found = access.get_part(request.user, key, "read", now)
    context = {"part": found, "plan": found.plan, "steps": outlining.history(found)}
    return render(request, "strategy/desk/history.html", context)
