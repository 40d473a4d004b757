"""One's own interests: declare, change, let lapse, say that nothing is missing."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from icsgov.ledger.models import Change, Conflict
from icsgov.nhsuk.forms import render_form
from meetings import interests_access as access
from meetings.declaring import registering
from meetings.forms.interests import EndForm, InterestForm
from meetings.models import Interest

FORM = "meetings/interests/own_form.html"


@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """What I declared, what has lapsed, and what I am asked to confirm."""
    now = timezone.now()
    access.own_person(request.user, now)
    rows = list(access.own_interests(request.user, now))
    today = timezone.localdate(now)
    context = {
        "held": [row for row in rows if not row.ends or row.ends >= today],
        "lapsed": [row for row in rows if row.ends and row.ends < today],
        "asked": access.open_returns(request.user, now),
    }
    return render(request, "meetings/interests/own.html", context)


def declare(request: HttpRequest) -> HttpResponse:
    """Declare an interest."""
    now = timezone.now()
    person = access.own_person(request.user, now)
    row = Interest(person=person, declared=timezone.localdate(now))
    form = InterestForm(request.POST or None, instance=row)
    if form.is_valid():
        registering.declare(form.instance, request.user, now)
        messages.success(request, "Your interest is declared.")
        return redirect("own-interests")
    return render_form(request, FORM, form, {"words": "Declare an interest"})


def change(request: HttpRequest, key: UUID) -> HttpResponse:
    """Change what is said of an interest; its history is kept."""
    now = timezone.now()
    row = access.get_own(request.user, key, now)
    form = InterestForm(request.POST or None, instance=row)
    if form.is_valid() and form.save_by(request.user, now):
        registering.renew(row.person, request.user, now)
        messages.success(request, "Saved.")
        return redirect("own-interests")
    context: dict[str, Any] = {"words": "Change an interest", "interest": row}
    context["history"] = Change.objects.of(row).select_related("by__person")
    return render_form(request, FORM, form, context)


def end(request: HttpRequest, key: UUID) -> HttpResponse:
    """Let an interest lapse by its last day."""
    now = timezone.now()
    row = access.get_own(request.user, key, now)
    initial = {"ends": row.ends or timezone.localdate(now)}
    form = EndForm(request.POST or None, starts=row.starts, initial=initial)
    if form.is_valid():
        try:
            registering.end(row, form.cleaned_data["ends"], request.user, now)
        except Conflict:
            form.add_error(None, "Somebody changed this interest just now. Send it again.")
        else:
            messages.success(request, "Saved. It stays on the register for six months after.")
            return redirect("own-interests")
    return render_form(request, "meetings/interests/own_end.html", form, {"interest": row})


@require_POST
def confirm(request: HttpRequest) -> HttpResponse:
    """Say that what stands there is everything, or that there is nothing."""
    now = timezone.now()
    person = access.own_person(request.user, now)
    row = registering.confirm(person, request.user, now)
    said = "You have nothing to declare." if row.nil else "Your interests are confirmed."
    messages.success(request, f"Thank you. {said}")
    return redirect("own-interests")
