"""Following the record: one page of ways, feeds, calendars, and letters asked for twice."""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from icsgov.boards.middleware import public
from icsgov.nhsuk.forms import render_form
from icsgov.record import access, feeds, following
from icsgov.record.forms import FollowForm
from icsgov.record.news import called, news
from icsgov.record.queries import Query, query_of
from icsgov.record.views.answers import from_the_record


@from_the_record
def ways(request: HttpRequest, now: datetime) -> HttpResponse:
    """How to follow what was chosen; and what else one can follow."""
    query = query_of(request.GET.dict())
    profiles = access.profiles(now)
    priorities, boroughs = access.priorities(now), access.boroughs(now)
    known = {
        "board": {each.release.path for each in profiles},
        "priority": {str(each.thing) for each in priorities},
        "borough": {each["slug"] for each in boroughs},
    }
    context = {
        "query": query,
        "called": called(query, now),
        "feed": _address("feed", query, known),
        "calendar": _address("calendar", query, known),
        "boards": [each for each in profiles if not each.data["ends"]],
        "priorities": priorities,
        "boroughs": boroughs,
    }
    return render(request, "record/follow.html", context)


def _address(way: str, query: Query, known: Mapping[str, Collection[str]]) -> str:
    """Where a query is followed: everything, one board, priority or borough have short ones."""
    if not query.address:
        return reverse(way)
    for what, names in known.items():
        name = str(query.filters.get(what, ""))
        if name in names and query.filters == {what: name} and not query.text:
            return reverse(f"{way}-{what}", args=[name])
    return f"{reverse(f'{way}-search')}?{query.address}"


def _asked(
    request: HttpRequest, now: datetime, board: str, key: UUID | None, borough: str
) -> Query:
    """What an address follows; 404 for what the public does not know."""
    if board:
        return Query(board=access.profile(board, now).path)
    if key:
        if access.priority(str(key), now) is None:
            raise Http404
        return Query(priority=str(key))
    if borough:
        if borough not in {each["slug"] for each in access.boroughs(now)}:
            raise Http404
        return Query(borough=borough)
    return query_of(request.GET.dict())


@from_the_record
def feed(
    request: HttpRequest,
    now: datetime,
    board: str = "",
    key: UUID | None = None,
    borough: str = "",
) -> HttpResponse:
    """What is new, as Atom."""
    query = _asked(request, now, board, key, borough)
    title = called(query, now) or "Everything that is published"
    page = f"/search/?{query.address}" if query.address else "/"
    return feeds.atom(title, request.get_full_path(), page, news(query, now))


@from_the_record
def calendar(
    request: HttpRequest,
    now: datetime,
    board: str = "",
    key: UUID | None = None,
    borough: str = "",
) -> HttpResponse:
    """Meetings, past and to come, as iCalendar."""
    query = _asked(request, now, board, key, borough)
    title = called(query, now) or "All meetings"
    return feeds.calendar(title, feeds.meetings_of(query, now))


@public
def by_email(request: HttpRequest) -> HttpResponse:
    """Ask for letters; the address is asked back before it gets any."""
    now = timezone.now()
    query = query_of(request.GET.dict())
    form = FollowForm(request.POST or None, now=now)
    if form.is_valid():
        asked = form.cleaned_data
        following.follow(asked["email"], query, asked["how"], now)
        return render(request, "record/followed.html", {"what": "asked"})
    context = {"called": called(query, now), "query": query}
    return render_form(request, "record/follow_by_email.html", form, context)


@public
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the letter: a button, so that no scanner of mail confirms."""
    now = timezone.now()
    who = following.subscription(token)
    if request.method == "POST":
        following.confirm(who, now)
        return render(request, "record/followed.html", {"what": "confirmed"})
    context = {"what": "confirm", "called": called(who.query, now)}
    return render(request, "record/follow_answer.html", context)


@csrf_exempt  # mail programs send one click without a session (RFC 8058); the token is the right
@public
def end(request: HttpRequest, token: str) -> HttpResponse:
    """No more letters."""
    who = following.subscription(token)
    if request.method == "POST":
        following.end(who)
        return render(request, "record/followed.html", {"what": "ended"})
    context = {"what": "end", "called": called(who.query, timezone.now())}
    return render(request, "record/follow_answer.html", context)
