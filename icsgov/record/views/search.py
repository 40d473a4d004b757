"""The search page: one form, plain links for filters, the finds with their places."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from icsgov.record import access
from icsgov.record.kinds import groups
from icsgov.record.queries import query_of
from icsgov.record.search import SHOWN, search
from icsgov.record.views.answers import from_the_record


@from_the_record
def search_page(request: HttpRequest, now: datetime) -> HttpResponse:
    """What the public record says about something; 200 whatever is typed."""
    query = query_of(request.GET.dict())
    results = search(query, now, _page(request.GET.get("page", "")))
    context = {
        "query": query,
        "results": results,
        "start": (results.page - 1) * SHOWN + 1,
        "address": query.address,
        "before": results.page - 1,
        "after": results.page + 1,
        **_options(now),
    }
    return render(request, "record/search.html", context)


def _page(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 5 else 1


def _options(now: datetime) -> dict[str, Any]:
    """What the filters offer, each as pairs of value and words."""
    return {
        "board_options": [(each.release.path, each.title) for each in access.profiles(now)],
        "kind_options": [(name, name) for name in groups()],
        "priority_options": [
            (str(each.thing), f"{each.label} {each.title}".strip())
            for each in access.priorities(now)
        ],
        "borough_options": [(each["slug"], each["name"]) for each in access.boroughs(now)],
    }
