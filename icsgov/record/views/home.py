"""The first page, and what every public service has: health, robots, accessibility …"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from icsgov.boards.middleware import public
from icsgov.record import access, lasting, questions
from icsgov.record.statement import statement
from icsgov.record.views.answers import from_the_record

SHOWN, FEW = 8, 5
SECURITY_LASTS = timedelta(days=180)


@from_the_record
def home(request: HttpRequest, now: datetime) -> HttpResponse:
    """The boards, their next meetings and the papers released last."""
    today = lasting.today(now)
    coming = access.coming(now, today)[:SHOWN]
    context = {
        "boards": [each for each in access.profiles(now) if not each.data["ends"]],
        "coming": coming,
        "with_papers": access.with_papers(coming, now),
        "latest": access.packs(now)[:SHOWN],
        "decided": access.decided(now)[:FEW],
        "open_questions": questions.register(now).filter(state="accepted")[:FEW],
    }
    return render(request, "record/home.html", context)


@from_the_record
def accessibility(request: HttpRequest, now: datetime) -> HttpResponse:
    """How far everybody can use the service, and whom to tell where one cannot."""
    said = statement(now)
    context = {"contact": said.get("email") or settings.CONTACT_EMAIL, "said": said}
    return render(request, "record/accessibility.html", context)


@from_the_record
def privacy(request: HttpRequest, now: datetime) -> HttpResponse:
    """What is kept about people, and why."""
    return render(request, "record/privacy.html", {"contact": settings.CONTACT_EMAIL})


@from_the_record
def cookies(request: HttpRequest, now: datetime) -> HttpResponse:
    """The only two cookies."""
    return render(request, "record/cookies.html")


@from_the_record
def robots(request: HttpRequest, now: datetime) -> HttpResponse:
    """What search engines should leave alone: pages that need sign-in."""
    return render(request, "record/robots.txt", content_type="text/plain; charset=utf-8")


@from_the_record
def security(request: HttpRequest, now: datetime) -> HttpResponse:
    """Where to report a weakness (RFC 9116); 404 where no address is set."""
    if not settings.CONTACT_EMAIL:
        raise Http404
    expires = now.replace(hour=0, minute=0, second=0, microsecond=0) + SECURITY_LASTS
    context = {"contact": settings.CONTACT_EMAIL, "site": settings.SITE_URL, "expires": expires}
    return render(request, "record/security.txt", context, content_type="text/plain; charset=utf-8")


@public
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """“ok” while the database answers; 500 otherwise. For load balancers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")
