"""The steps of a paper: submitted, returned, cleared, withdrawn, expected again, private, due."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from icsgov.boards.models import Person
from icsgov.ledger.models import MoveRefused
from icsgov.nhsuk.forms import render_form
from meetings import clearing, paper_access
from meetings.forms.papers import (
    DueForm,
    PrivateForm,
    RecordForm,
    ReturnForm,
    SubmitForm,
    WithdrawForm,
)
from meetings.models import Paper
from meetings.models.clearances import AlreadyGiven
from meetings.progress import Progress, progress
from meetings.tasks import chasers, handling
from meetings.views.papers.saving import sent

CHANGED = "The paper changed after you opened it. Read it again before you clear it."


def _load(request: HttpRequest, key: UUID, action: str, now: datetime) -> Progress:
    return progress(paper_access.get_desk_paper(request.user, key, action, now), now)


def _done(request: HttpRequest, paper: Paper, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("paper", key=paper.key)


def _refused(request: HttpRequest, paper: Paper) -> HttpResponse:
    """Somebody else was faster, or the page was old."""
    paper.refresh_from_db()
    words = f"This was not done: the paper is now “{paper.get_state_display().lower()}”."
    messages.error(request, words)
    return redirect("paper", key=paper.key)


def submit(request: HttpRequest, key: UUID) -> HttpResponse:
    """Hand it in. What is missing is said, and hinders nobody."""
    now = timezone.now()
    row = _load(request, key, "submit", now)
    by_secretary = not paper_access.is_author(request.user, row.paper, now)
    form = SubmitForm(sent(request), by_secretary=by_secretary)
    context = {"row": row, "paper": row.paper}
    if request.method != "POST" or not form.is_valid():
        return render_form(request, "meetings/papers/submit.html", form, context)
    try:
        handling.submit(
            row.paper,
            request.user,
            now,
            words=form.cleaned_data.get("words", ""),
            acting_for=paper_access.acting_for(request.user, row.paper, now),
        )
    except MoveRefused:
        return _refused(request, row.paper)
    return _done(request, row.paper, "The paper has been submitted.")


def give_back(request: HttpRequest, key: UUID) -> HttpResponse:
    """Return it to its authors, saying what to change."""
    now = timezone.now()
    row = _load(request, key, "return", now)
    form = ReturnForm(sent(request))
    if not form.is_valid():
        context = {"row": row, "paper": row.paper}
        return render_form(request, "meetings/papers/return.html", form, context)
    try:
        handling.give_back(row.paper, form.cleaned_data["words"], request.user, now)
    except MoveRefused:
        return _refused(request, row.paper)
    return _done(request, row.paper, "The paper has been returned to its author.")


def clear(request: HttpRequest, key: UUID, step: str) -> HttpResponse:
    """One clearance: by the reader's own word in one tap, or written down by the secretary."""
    now = timezone.now()
    row = _load(request, key, "clear", now)
    found = clearing.find(row.steps, step)
    if found is None:
        raise Http404
    takes = paper_access.taker(request.user, row.paper, now)
    may_take = clearing.may_take(found.rule, takes)
    form = RecordForm(request.POST if "how" in request.POST else None)
    context = {
        "row": row,
        "paper": row.paper,
        "step": found,
        "may_take": may_take,
        "may_record": takes.is_secretary,
    }
    if request.method != "POST" or (form.is_bound and not form.is_valid()):
        return render_form(request, "meetings/papers/clear.html", form, context)
    if not (takes.is_secretary if form.is_bound else may_take):
        raise PermissionDenied
    if request.POST.get("seen") != row.paper.mark:
        context |= {"form": form, "changed": CHANGED}
        return render(request, "meetings/papers/clear.html", context, status=409)
    return _give(request, row, found, form, now)


def _give(
    request: HttpRequest, row: Progress, step: clearing.Step, form: RecordForm, now: datetime
) -> HttpResponse:
    user: Any = request.user
    said: dict[str, Any] = {"person": user.person}
    if form.is_bound:
        said = {**form.cleaned_data, "person": _meant(row, step)}
    try:
        handling.give_clearance(row.paper, step.rule, user, now, **said)
    except (MoveRefused, AlreadyGiven):
        return _refused(request, row.paper)
    if row.paper.state == Paper.State.CLEARED:
        return _done(request, row.paper, "The paper is cleared for the pack.")
    return _done(request, row.paper, f"Cleared: {step.label}.")


def _meant(row: Progress, step: clearing.Step) -> Person | None:
    """Whose word a secretary writes down, where only one person can be meant."""
    leads = row.paper.leads
    return leads[0].person if step.rule.by == "lead" and len(leads) == 1 else None


def withdraw(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take it off; its history stays."""
    now = timezone.now()
    row = _load(request, key, "keep", now)
    form = WithdrawForm(sent(request))
    if not form.is_valid():
        context = {"row": row, "paper": row.paper}
        return render_form(request, "meetings/papers/withdraw.html", form, context)
    try:
        row.paper.withdraw(form.cleaned_data["words"], request.user, now)
    except MoveRefused:
        return _refused(request, row.paper)
    return _done(request, row.paper, "The paper has been withdrawn.")


@require_POST
def expect(request: HttpRequest, key: UUID) -> HttpResponse:
    """Ask for a withdrawn paper after all."""
    now = timezone.now()
    row = _load(request, key, "keep", now)
    try:
        row.paper.expect_again(request.user, now)
    except MoveRefused:
        return _refused(request, row.paper)
    return _done(request, row.paper, "The paper is expected again.")


def private(request: HttpRequest, key: UUID) -> HttpResponse:
    """Mark it private or take the mark off, with the reason and a day to look again."""
    now = timezone.now()
    row = _load(request, key, "keep", now)
    names = ("private", "private_reason", "review")
    initial = {name: getattr(row.paper, name) for name in names}
    form = PrivateForm(sent(request), initial=initial)
    if request.method != "POST" or not form.is_valid():
        context = {"row": row, "paper": row.paper}
        return render_form(request, "meetings/papers/private.html", form, context)
    row.paper.set_apart(request.user, now, **form.cleaned_data)
    messages.success(request, "Saved.")
    if paper_access.sees(request.user, row.paper, now):
        return redirect("paper", key=row.paper.key)
    return redirect("papers-mine")


def due(request: HttpRequest, key: UUID) -> HttpResponse:
    """Give it a deadline of its own."""
    now = timezone.now()
    row = _load(request, key, "keep", now)
    form = DueForm(sent(request), initial={"due": row.paper.due})
    if request.method != "POST" or not form.is_valid():
        context = {"row": row, "paper": row.paper}
        return render_form(request, "meetings/papers/due.html", form, context)
    row.paper.set_apart(request.user, now, due=form.cleaned_data["due"])
    return _done(request, row.paper, "The deadline has been changed.")


@require_POST
def remind(request: HttpRequest, key: UUID) -> HttpResponse:
    """Remind its authors by e-mail, at most once a day."""
    now = timezone.now()
    row = _load(request, key, "keep", now)
    told = chasers.nudge(row.paper, request.user, now)
    if told:
        messages.success(request, f"A reminder goes to {', '.join(told)}.")
    else:
        messages.warning(request, _why_nobody(row))
    meeting = row.meeting
    if meeting is not None and "owed" in request.POST:
        return redirect("meeting-papers", board=meeting.board.slug, address=meeting.address)
    return redirect("paper", key=row.paper.key)


def _why_nobody(row: Progress) -> str:
    if not row.paper.authors:
        return "No reminder was sent: the paper has no author yet."
    return (
        "No reminder was sent: its authors were reminded today, or have neither account nor link."
    )
