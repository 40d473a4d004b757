"""What a paragraph of the minutes decided, who acts on it, what comes back: beside the paragraph,
and on pages of their own without JavaScript."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from icsgov.boards.middleware import keeps_typed
from icsgov.nhsuk.asked import by_htmx, posted
from meetings import bodies, minutes_access, outcomes_access
from meetings.forms.actions import ActionForm
from meetings.forms.outcomes import DecisionForm, PromiseForm
from meetings.models import Action, Decision, Paragraph
from meetings.outcomes import (
    acting,
    deciding,
    desk_registers,
    owning,
    promising,
    releasing,
)

MEANWHILE = "Somebody else recorded it meanwhile. Save again to see theirs beside yours."
HEADINGS = {
    "decision": "What was decided",
    "action": "Who does what by when",
    "promise": "Bring something back",
}


@keeps_typed
def decision(request: HttpRequest, key: UUID) -> HttpResponse:
    """The decision of a paragraph."""
    now = timezone.now()
    row = minutes_access.get_paragraph(request.user, key, "write", now)
    known = outcomes_access.decision_of(row)
    minutes, item = row.section.minutes, row.section.item
    form = DecisionForm(
        posted(request),
        meeting=minutes.meeting,
        part=minutes.part,
        item=item,
        row=known,
        is_out=known is not None and releasing.is_out(known),
        initial={} if known else {"words": bodies.plain(row.text)},
    )
    if form.is_valid() and _save_decision(request, row, known, form, now):
        return _done(request, row)
    return _page(request, row, "decision", form, known=known)


def _save_decision(
    request: HttpRequest, row: Paragraph, known: Decision | None, form: DecisionForm, now: datetime
) -> bool:
    if known is not None:
        return form.save(known, request.user, now)
    said, minutes = form.said, row.section.minutes
    outcome, words = said.pop("outcome"), said.pop("words")
    try:
        deciding.decide(
            minutes.meeting, minutes.part, outcome, words, request.user, now,
            item=row.section.item, paragraph=row, **said,
        )  # fmt: skip
    except deciding.AlreadyDecided:
        form.add_error(None, MEANWHILE)
        return False
    _mark(row, Paragraph.Kind.DECISION, request.user, now)
    return True


def _mark(row: Paragraph, kind: str, by: Any, now: datetime) -> None:
    """The paragraph is of the kind that was said of it, while it can still be written."""
    if row.label is None and row.kind != kind:
        row.save_at(row.version, by, now, kind=kind)


@keeps_typed
def action(request: HttpRequest, key: UUID) -> HttpResponse:
    """The action of a paragraph."""
    now = timezone.now()
    row = minutes_access.get_paragraph(request.user, key, "write", now)
    minutes = row.section.minutes
    board, on = minutes.meeting.board, minutes.meeting.date
    known = outcomes_access.action_of(row)
    form = ActionForm(
        posted(request),
        board=board,
        on=on,
        part=minutes.part,
        row=known,
        initial={} if known else {"text": bodies.plain(row.text)},
    )
    form.fields.pop("public", None)
    if form.is_valid() and _save_action(request, row, known, form, now):
        return _done(request, row)
    offered = owning.offered(board, on)
    return _page(request, row, "action", form, known=known, offered=offered)


def _save_action(
    request: HttpRequest, row: Paragraph, known: Action | None, form: ActionForm, now: datetime
) -> bool:
    if known is not None:
        return form.save(known, request.user, now)
    said, minutes = form.cleaned_data, row.section.minutes
    try:
        acting.take(
            minutes.meeting.board, minutes.part, said["text"], request.user, now,
            meeting=minutes.meeting, paragraph=row, owners=said["owners"],
            due=form.when.day, due_words=form.when.words,
        )  # fmt: skip
    except acting.AlreadyTaken:
        form.add_error(None, MEANWHILE)
        return False
    _mark(row, Paragraph.Kind.ACTION, request.user, now)
    return True


@keeps_typed
def promise(request: HttpRequest, key: UUID) -> HttpResponse:
    """Something that a paragraph promises to bring back; there may be several."""
    now = timezone.now()
    row = minutes_access.get_paragraph(request.user, key, "write", now)
    minutes = row.section.minutes
    board = minutes.meeting.board
    coming = desk_registers.coming(board, minutes.meeting.date, now)
    words = bodies.plain(row.text)
    first = {"title": words[:100].partition(".")[0], "why": words}
    form = PromiseForm(posted(request), meetings=coming, part=minutes.part, initial=first)
    form.fields.pop("public", None)
    if form.is_valid():
        said = form.said
        title = said.pop("title")
        promising.promise(board, minutes.part, title, request.user, now, paragraph=row, **said)
        return _done(request, row)
    return _page(request, row, "promise", form)


def _page(
    request: HttpRequest, row: Paragraph, what: str, form: forms.Form, **more: Any
) -> HttpResponse:
    context = {
        "row": row,
        "minutes": row.section.minutes,
        "meeting": row.section.minutes.meeting,
        "what": what,
        "heading": HEADINGS[what],
        "form": form,
        **more,
    }
    template = "meetings/outcomes/paragraph.html"
    if by_htmx(request):
        template = f"{template}#beside"
    return render(request, template, context, status=status_of(form))


def status_of(form: Any) -> int:
    """422 with mistakes, 409 where somebody else saved first."""
    if getattr(form, "clashes", None):
        return 409
    return 422 if form.errors else 200


def _done(request: HttpRequest, row: Paragraph) -> HttpResponse:
    """Beside the paragraph what it says now; without JavaScript back to the minutes."""
    if by_htmx(request):
        fresh = outcomes_access.with_outcomes(row)
        context = {"row": fresh, "writes": True, "said": "Saved."}
        return render(request, "meetings/outcomes/_beside.html", context)
    minutes = row.section.minutes
    messages.success(request, "Saved.")
    response = redirect(
        "minutes",
        board=minutes.meeting.board.slug,
        address=minutes.meeting.address,
        part=minutes.part,
    )
    response["Location"] += f"?item={row.section.key}#p-{row.key}"
    return response
