"""Asks first: a meeting on one page, and the same as a PDF."""

from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from icsgov.press.render import render as print_pdf
from icsgov.record.drafted import stylesheets
from meetings import reading
from meetings.book.brief import brief_of, for_the_chair
from meetings.book.parts import parts_of


@require_safe
def brief(request: HttpRequest, board: str, address: str) -> HttpResponse:
    """What is asked item by item; `?for=chair` adds what a chair needs to steer it."""
    return render(request, "meetings/book/brief.html", _context(request, board, address))


@require_safe
def brief_pdf(request: HttpRequest, board: str, address: str) -> HttpResponse:
    """The same on paper."""
    context = _context(request, board, address)
    title = f"Asks first: {context['sitting'].board.name}, {context['sitting'].date:%-d %B %Y}"
    page = render_to_string("pdf/brief.html", {**context, "title": title, "language": "en-GB"})
    sheets = (*stylesheets(), Path(str(finders.find("pdf/brief.css"))).read_text())
    made = print_pdf(page, stylesheet=sheets, title=title)
    answer = HttpResponse(made.pdf, content_type="application/pdf")
    name = f"{board}-{address}-asks-first{'-chair' if context['chair'] else ''}.pdf"
    answer["Content-Disposition"] = content_disposition_header(False, name) or "inline"
    return answer


def _context(request: HttpRequest, board: str, address: str) -> dict[str, Any]:
    now = timezone.now()
    found = reading.get_meeting(request.user, board, address, now)
    steers = for_the_chair(request.user, found, now)
    chair = request.GET.get("for") == "chair"
    parts = parts_of(request.user, found, now)
    if not parts or (chair and not steers):
        raise Http404
    for part in parts.values():
        reading.note(request.user, part.release, now)
    return {
        "sitting": found,
        "briefs": [brief_of(request.user, found, p, now, chair=chair) for p in parts.values()],
        "steers": steers,
        "chair": chair,
    }
