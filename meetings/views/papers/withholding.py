"""Withholding a paper from named people, and giving it back: pages of the secretary."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from icsgov.boards.models import Withheld
from icsgov.nhsuk.forms import render_form
from meetings import paper_access, withholding
from meetings.declaring.at_items import bearing_on
from meetings.forms.withholding import GiveBackForm, WithholdForm
from meetings.models import Paper
from meetings.views.papers.saving import sent

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@get_or_post
def withhold(request: HttpRequest, key: UUID) -> HttpResponse:
    """From whom it is withheld, since when and why; withhold it from somebody else."""
    now = timezone.now()
    paper = paper_access.get_desk_paper(request.user, key, "keep", now)
    people = withholding.people_for(paper, now)
    form = WithholdForm(sent(request), people=people, hints=bearing_on(paper))
    if not form.is_valid():
        return _page(request, paper, form, now)
    refused = _withhold(paper, form, request.user, now)
    for words in refused:
        form.add_error("people", words)
    if refused:
        return _page(request, paper, form, now)
    names = " and ".join(str(each) for each in form.cleaned_data["people"])
    messages.success(request, f"Withheld from {names}. Their own packs are made now.")
    return redirect("paper-withhold", key=key)


def _withhold(paper: Paper, form: WithholdForm, by: Any, now: datetime) -> list[str]:
    """Withhold it from everybody named; the sentences of those from whom it cannot be."""
    refused = []
    for person in form.cleaned_data["people"]:
        try:
            withholding.withhold(paper, person, form.cleaned_data["reason"], by, now)
        except withholding.Refused as error:
            refused.append(str(error))
    return refused


def _page(request: HttpRequest, paper: Paper, form: Any, now: datetime) -> HttpResponse:
    rows = list(withholding.of_paper(paper))
    context = {
        "paper": paper,
        "present": [row for row in rows if row.ended_at is None],
        "past": [row for row in rows if row.ended_at is not None],
        "facts": withholding.facts(paper, now),
    }
    return render_form(request, "meetings/papers/withhold.html", form, context)


@get_or_post
def give_back(request: HttpRequest, key: UUID, row: UUID) -> HttpResponse:
    """Let one person have it again, and say why."""
    now = timezone.now()
    paper = paper_access.get_desk_paper(request.user, key, "keep", now)
    found = _row(paper, row)
    form = GiveBackForm(sent(request))
    if found.ended_at is not None:
        messages.warning(request, f"It was given back to {found.person} already.")
        return redirect("paper-withhold", key=key)
    if not form.is_valid():
        context = {"paper": paper, "withheld": found}
        return render_form(request, "meetings/papers/give_back.html", form, context)
    withholding.give_back(found, form.cleaned_data["words"], request.user, now)
    messages.success(request, f"{found.person} can have the paper again.")
    return redirect("paper-withhold", key=key)


def _row(paper: Paper, key: UUID) -> Withheld:
    found = withholding.of_paper(paper).filter(key=key).first()
    if found is None:
        raise Http404
    return found
