"""The glossary, public and on the desk."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from icsgov.boards.access import require_manager
from icsgov.nhsuk.forms import render_form
from icsgov.record import glossary
from icsgov.record.forms import TermForm
from icsgov.record.models import Term
from icsgov.record.views.answers import from_the_record


@from_the_record
def public_glossary(request: HttpRequest, now: datetime) -> HttpResponse:
    """What the short forms stand for."""
    return render(request, "record/glossary.html", {"terms": glossary.terms(now)})


def desk(request: HttpRequest) -> HttpResponse:
    """All terms, and a form for one more."""
    now = timezone.now()
    require_manager(request.user, now)
    form = TermForm(request.POST or None)
    if form.is_valid() and form.save_by(request.user, now):
        glossary.release(request.user, now)
        messages.success(request, f"{form.instance.short} is explained on all public pages now.")
        return redirect("desk-glossary")
    context = {"terms": Term.objects.all()}
    return render_form(request, "record/desk_glossary.html", form, context)


def edit(request: HttpRequest, key: UUID) -> HttpResponse:
    """Change a term."""
    now = timezone.now()
    require_manager(request.user, now)
    term = get_object_or_404(Term, key=key)
    form = TermForm(request.POST or None, instance=term)
    if form.is_valid() and form.save_by(request.user, now):
        glossary.release(request.user, now)
        messages.success(request, "Saved.")
        return redirect("desk-glossary")
    return render_form(request, "record/desk_term.html", form, {"term": term})


@require_POST
def remove(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take a term out; what was released before stays on the record."""
    now = timezone.now()
    require_manager(request.user, now)
    term = get_object_or_404(Term, key=key)
    term.record_change("removed", request.user, now, before={"short": term.short})
    term.delete()
    glossary.release(request.user, now)
    messages.success(request, f"{term.short} was taken out.")
    return redirect("desk-glossary")
