"""Versions of a paper: who, when and why; what differs between two; an old one made new."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from icsgov.ledger.models import Change, Conflict
from meetings import comparing, covers, paper_access
from meetings.forms.papers import VersionForm
from meetings.models import PaperVersion
from meetings.progress import Progress, progress
from meetings.views.papers.saving import sent

MOST = 200


def _load(request: HttpRequest, key: UUID, action: str, now: datetime) -> Progress:
    return progress(paper_access.get_desk_paper(request.user, key, action, now), now)


def _version(row: Progress, number: str) -> PaperVersion:
    """The version with a number; the answer to a wrong one is 404."""
    rows = row.paper.versions.select_related("by__person")
    found = rows.filter(number=number).first() if number.isdecimal() and len(number) < 9 else None
    if found is None:
        raise Http404
    return found


def versions(request: HttpRequest, key: UUID) -> HttpResponse:
    """All versions, newest first; posting keeps the text as it stands as one more."""
    now = timezone.now()
    row = _load(request, key, "write" if request.method == "POST" else "read", now)
    form = VersionForm(sent(request))
    if form.is_valid():
        acting_for = paper_access.acting_for(request.user, row.paper, now)
        row.paper.cut(form.cleaned_data["cause"], request.user, now, acting_for=acting_for)
        messages.success(request, "The version has been saved.")
        return redirect("paper-versions", key=key)
    context = {
        "row": row,
        "paper": row.paper,
        "can": paper_access.rights(request.user, row, now),
        "versions": row.paper.versions.select_related("by__person")[:MOST],
        "history": Change.objects.of(row.paper).select_related("by__person")[:MOST],
        "form": form,
    }
    status = 422 if form.is_bound else 200
    return render(request, "meetings/papers/versions.html", context, status=status)


def version(request: HttpRequest, key: UUID, number: str) -> HttpResponse:
    """One version as it stood."""
    now = timezone.now()
    row = _load(request, key, "read", now)
    found = _version(row, number)
    paper_access.log_reading(request.user, row.paper, now, f"version {found.number}")
    context = {
        "row": row,
        "paper": row.paper,
        "can": paper_access.rights(request.user, row, now),
        "version": found,
        "lines": covers.lines(found.sheet, row.rules),
        "files": found.files.select_related("normalised", "thumbnail"),
    }
    return render(request, "meetings/papers/version.html", context)


def compare(request: HttpRequest, key: UUID) -> HttpResponse:
    """What differs between two versions: cover by field, text by block and word, files."""
    now = timezone.now()
    row = _load(request, key, "read", now)
    numbers = [request.GET.get(name, "") for name in ("from", "to")]
    old, new = sorted((_version(row, number) for number in numbers), key=lambda each: each.number)
    paper_access.log_reading(request.user, row.paper, now, f"versions {old.number}, {new.number}")
    context = {
        "row": row,
        "paper": row.paper,
        "old": old,
        "new": new,
        "differences": comparing.compare(old, new, row.rules),
    }
    return render(request, "meetings/papers/compare.html", context)


@require_POST
def restore(request: HttpRequest, key: UUID, number: str) -> HttpResponse:
    """Make an old version the working text, as a new version."""
    now = timezone.now()
    row = _load(request, key, "write", now)
    old = _version(row, number)
    acting_for = paper_access.acting_for(request.user, row.paper, now)
    try:
        row.paper.restore(old, request.user, now, acting_for=acting_for)
    except Conflict:
        messages.error(request, "Somebody saved this paper just now. Look at it, then try again.")
        return redirect("paper-versions", key=key)
    messages.success(request, f"Version {old.number} has been restored.")
    return redirect("paper", key=key)
