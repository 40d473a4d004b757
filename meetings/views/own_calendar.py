"""The address of one's own calendar: made, renewed, ended; and what it gives to a program."""

from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from icsgov.boards.middleware import public
from meetings.models import OwnCalendar
from meetings.own_calendar import calendar_of

RENEWED = "This is your address now. An earlier one leads nowhere any more."
ENDED = "Your calendar has no address any more."


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """One's own address, to copy; a new one, or none."""
    if request.method == "POST":
        return _changed(request, timezone.now())
    found = OwnCalendar.of(request.user)
    path = reverse("own-calendar-file", kwargs={"token": found.token}) if found else ""
    context = {"calendar": found, "address": settings.SITE_URL + path if found else ""}
    return render(request, "meetings/own_calendar.html", context)


def _changed(request: HttpRequest, now: datetime) -> HttpResponse:
    if request.POST.get("do") == "end":
        OwnCalendar.end(request.user)
        messages.success(request, ENDED)
    else:
        OwnCalendar.renew(request.user, now)
        messages.success(request, RENEWED)
    return redirect("own-calendar")


@public
@require_safe
def file(request: HttpRequest, token: str) -> HttpResponse:
    """The dates of whoever's address this is; what they may read is asked anew each time."""
    found = OwnCalendar.by_token(token)
    if found is None:
        raise Http404
    content = calendar_of(found.user, timezone.now())
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
