"""How the forms of a paper answer when they are saved, by themselves or by hand."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django_htmx.http import reswap, retarget

from icsgov.nhsuk.asked import by_htmx
from meetings import paper_access
from meetings.forms.covers import CoverForm
from meetings.forms.texts import TextForm
from meetings.models import Paper

AutosavedForm = CoverForm | TextForm


@dataclass(frozen=True)
class Page:
    """A page with one form that saves itself: its template, what it shows, where it goes on."""

    template: str
    paper: Paper
    context: Mapping[str, Any]
    fresh: Callable[[], AutosavedForm]
    onward: str


def sent(request: HttpRequest) -> QueryDict | None:
    """What was posted; None while a form is only looked at."""
    return request.POST if request.method == "POST" else None


def answer(request: HttpRequest, page: Page, form: AutosavedForm, now: datetime) -> HttpResponse:
    """Save what was sent: 422 for mistakes, 409 with both texts when two people wrote.

    htmx gets the line that says so and leaves what is being typed alone.
    """
    if not form.is_bound:
        return _page(request, page, form, 200)
    acting_for = paper_access.acting_for(request.user, page.paper, now)
    if not form.is_valid():
        return _problem(request, page, form, 422)
    if not form.save(request.user, now, acting_for=acting_for):
        return _problem(request, page, form, 409)
    if by_htmx(request):
        return render(
            request, f"{page.template}#state", {**page.context, "form": page.fresh(), "saved": now}
        )
    return redirect(page.onward)


def _page(request: HttpRequest, page: Page, form: AutosavedForm, status: int) -> HttpResponse:
    return render(request, page.template, {**page.context, "form": form}, status=status)


def _problem(request: HttpRequest, page: Page, form: AutosavedForm, status: int) -> HttpResponse:
    if not by_htmx(request):
        return _page(request, page, form, status)
    context = {**page.context, "form": form}
    response = render(request, f"{page.template}#problem", context, status=status)
    return reswap(retarget(response, "#problem"), "innerHTML")
