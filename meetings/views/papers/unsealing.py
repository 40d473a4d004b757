"""A private paper whose day has come: release it, look again later, or keep it private."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from icsgov.nhsuk.forms import render_form
from meetings import access, documents, paper_access, unsealing
from meetings.documents_access import document_of
from meetings.forms.unsealing import DecideForm
from meetings.models import BoardDocument, Paper
from meetings.progress import progress
from meetings.views.papers.saving import sent

CHANGED = "Somebody changed this paper after you opened it. Look at it again, then decide."


def decide(request: HttpRequest, key: UUID) -> HttpResponse:
    """What the public would read of a private paper, and what becomes of it."""
    now = timezone.now()
    paper = paper_access.get_desk_paper(request.user, key, "keep", now)
    known = document_of(request.user, paper, now)
    if known is not None:
        return redirect("desk-document", key=known.key)
    if not access.is_part2(paper):
        raise Http404
    form = DecideForm(
        sent(request), today=paper.board.today(now), initial={"seen": paper.mark, "choice": ""}
    )
    if form.is_valid():
        try:
            return _decided(request, paper, form.cleaned_data, now)
        except unsealing.Decided:
            messages.error(request, CHANGED)
            return redirect("paper-unseal", key=key)
    paper_access.log_reading(request.user, paper, now, "Looked at for release")
    return render_form(request, "meetings/papers/unseal.html", form, _context(paper, now))


def _context(paper: Paper, now: datetime) -> dict[str, Any]:
    draft = BoardDocument(board=paper.board, paper=paper, kind=BoardDocument.Kind.RELEASED)
    draft.address = draft.hidden_address
    return {
        "row": progress(paper, now),
        "paper": paper,
        "enclosure": paper.enclosure,
        "since": unsealing.private_since(paper),
        **documents.as_public(draft),
    }


def _decided(
    request: HttpRequest, paper: Paper, said: dict[str, Any], now: datetime
) -> HttpResponse:
    by, seen = request.user, said["seen"]
    if said["choice"] == "release":
        draft = unsealing.begin(paper, seen, by, now)
        return redirect("desk-document", key=draft.key)
    if said["choice"] == "later":
        unsealing.look_again(paper, seen, said["review"], by, now)
        messages.success(request, "Saved. You are asked again on that day.")
    else:
        unsealing.keep(paper, seen, said["reason"], by, now)
        messages.success(request, "Saved. The paper stays private, and you are not asked again.")
    return redirect("paper", key=paper.key)
