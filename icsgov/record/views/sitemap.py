"""The sitemap: one file, or an index of several where there are more pages than one may hold."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from icsgov.record import sitemap as maps
from icsgov.record.views.answers import from_the_record

XML = "application/xml; charset=utf-8"


@from_the_record
def sitemap(request: HttpRequest, now: datetime, number: int | None = None) -> HttpResponse:
    """Every page of the record with the day of its last change (sitemaps.org)."""
    found = maps.pages(now)
    parts = [found[at : at + maps.MOST] for at in range(0, len(found), maps.MOST)]
    if number is None and len(parts) > 1:
        numbers = {"numbers": range(1, len(parts) + 1)}
        return render(request, "record/sitemap_index.xml", numbers, content_type=XML)
    at = (number or 1) - 1
    if not 0 <= at < max(1, len(parts)):
        raise Http404
    context = {"pages": parts[at] if parts else []}
    return render(request, "record/sitemap.xml", context, content_type=XML)
