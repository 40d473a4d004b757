"""The cover sheet and the text of a paper: written here, saved as they are typed."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from icsgov.boards.middleware import keeps_typed
from meetings import bodies, covers, paper_access
from meetings.forms.covers import CoverForm
from meetings.forms.texts import TextForm
from meetings.models import Paper
from meetings.progress import Progress, progress
from meetings.views.papers.saving import Page, answer, sent


@keeps_typed
def cover(request: HttpRequest, key: UUID) -> HttpResponse:
    """The cover sheet by the board's own fields."""
    now = timezone.now()
    row = progress(paper_access.get_desk_paper(request.user, key, "write", now), now)
    form = _cover_form(row, now, sent(request))
    onward = reverse("paper", kwargs={"key": key})
    if {"add", "remove"} & set(request.POST):
        onward = f"{reverse('paper-cover', kwargs={'key': key})}#asks"
    if request.POST.get("remove", "").isdecimal():
        form.without_ask(int(request.POST["remove"]))
    page = Page(
        template="meetings/papers/cover.html",
        paper=row.paper,
        context={"row": row, "paper": row.paper, "verbs": covers.VERBS},
        fresh=lambda: _cover_form(replace(row, paper=_stored(row.paper)), now),
        onward=onward,
    )
    return answer(request, page, form, now)


def _cover_form(row: Progress, now: datetime, data: QueryDict | None = None) -> CoverForm:
    return CoverForm(data, paper=row.paper, rules=row.rules, now=now, enclosure=row.enclosure)


def _stored(paper: Paper) -> Paper:
    """The paper as it was just saved."""
    paper.refresh_from_db()
    return paper


@keeps_typed
def text(request: HttpRequest, key: UUID) -> HttpResponse:
    """The drafted text."""
    now = timezone.now()
    row = progress(paper_access.get_desk_paper(request.user, key, "write", now), now)

    page = Page(
        template="meetings/papers/text.html",
        paper=row.paper,
        context={"row": row, "paper": row.paper},
        fresh=lambda: TextForm(paper=_stored(row.paper)),
        onward=reverse("paper", kwargs={"key": key}),
    )
    return answer(request, page, TextForm(sent(request), paper=row.paper), now)


@require_POST
def paste(request: HttpRequest, key: UUID) -> HttpResponse:
    """What was pasted from a word processor, put right, for the editor to insert."""
    now = timezone.now()
    paper_access.get_desk_paper(request.user, key, "write", now)
    try:
        html = bodies.clean(request.POST.get("html", ""))
    except bodies.TooMuch as error:
        return HttpResponse(str(error), status=422, content_type="text/plain; charset=utf-8")
    return HttpResponse(html, content_type="text/plain; charset=utf-8")
