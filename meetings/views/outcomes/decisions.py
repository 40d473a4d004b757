"""The register of decisions on the desk, one decision, and the asks of an item."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from icsgov.boards.middleware import keeps_typed
from icsgov.boards.rights import may
from icsgov.nhsuk.asked import posted
from icsgov.nhsuk.forms import render_form
from meetings import access as meetings_access
from meetings import outcomes_access as access
from meetings.forms.outcomes import AdoptForm, DecisionForm, PickForm
from meetings.forms.registers import query_of
from meetings.minuting import writing
from meetings.models import AgendaItem
from meetings.outcomes import confirming, deciding, desk_registers, picking, releasing
from meetings.outcomes.asking import WHOLE, Asked, asks_of, whole
from meetings.views.outcomes.paragraphs import status_of
from meetings.views.outcomes.sheets import DECISION_HEADS, answer, decision_row
from meetings.views.outcomes.striking import strike_page

SHOWN: Final = 50
SETTLED: Final = "A decision was confirmed for this ask. Change the decision instead."


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """The decisions that the reader's desk shows, drafts included, as far as was asked."""
    now = timezone.now()
    boards = desk_registers.boards(request.user, now)
    form, rows = desk_registers.decisions(request.user, request.GET, boards, now)
    if format_ := request.GET.get("as"):
        return answer(format_, "decisions", DECISION_HEADS, map(decision_row, rows))
    page = Paginator(rows, SHOWN).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": list(page),
        "out": desk_registers.out_of(list(page)),
        "query": query_of(request.GET),
    }
    status = 422 if form.errors else 200
    return render(request, "meetings/outcomes/decisions.html", context, status=status)


@require_safe
def decision(request: HttpRequest, key: UUID) -> HttpResponse:
    """One decision with its history, who adopted it, and how it went on."""
    now = timezone.now()
    row = access.get_decision(request.user, key, "read", now)
    context = {
        "row": row,
        "votes": decision_row(row)[8],
        "history": desk_registers.history(row),
        "may_write": may(request.user, "write", row, now),
        "is_public": desk_registers.is_public(row),
        "supported": desk_registers.supported(row, now),
        "waiting": row.pending.exclude(pk__in=row.adoptions.values("board")),
        "days": desk_registers.thread_of_items(request.user, [row.item], now) if row.item else (),
    }
    return render(request, "meetings/outcomes/decision.html", context)


@keeps_typed
def edit(request: HttpRequest, key: UUID) -> HttpResponse:
    """Change a decision and what it supports."""
    now = timezone.now()
    row = access.get_decision(request.user, key, "write", now)
    form = DecisionForm(
        posted(request),
        meeting=row.meeting,
        part=row.part,
        item=row.item,
        row=row,
        is_out=releasing.is_out(row),
    )
    supports = desk_registers.supports_form(request.user, posted(request), row, now)
    if form.is_valid() and supports.is_valid() and form.save(row, request.user, now):
        if supports.save(request.user, now):
            releasing.refresh(row, request.user, now)
        return redirect("desk-decision", key=key)
    context = {"row": row, "supports": supports, "form": form}
    template = "meetings/outcomes/decision_edit.html"
    return render(request, template, context, status=status_of(form))


@keeps_typed
def adopt(request: HttpRequest, key: UUID) -> HttpResponse:
    """Note that a board for which the decision was pending adopted it."""
    now = timezone.now()
    row = access.get_decision(request.user, key, "write", now)
    today = row.meeting.board.today(now)
    form = AdoptForm(posted(request), row=row, today=today)
    if form.is_valid():
        said = form.cleaned_data
        deciding.adopt(row, said["board"], said["on"], said["words"], request.user, now)
        messages.success(request, f"{said['board']} adopted {row}.")
        return redirect("desk-decision", key=key)
    return render_form(request, "meetings/outcomes/adopt.html", form, {"row": row})


@keeps_typed
def strike(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take back a decision that was recorded by mistake, with the reason."""
    now = timezone.now()
    row = access.get_decision(request.user, key, "strike", now)
    return strike_page(request, row, "desk-decision", now)


@keeps_typed
def asks(request: HttpRequest, key: UUID) -> HttpResponse:
    """The asks of an item with what was picked for them; posted, one more is picked."""
    now = timezone.now()
    item = meetings_access.get_item(request.user, key, "write", now)
    sent = None
    if request.method == "POST":
        asked = _asked(item, request.POST.get("ask", ""))
        sent = PickForm(request.POST, prefix=f"ask-{asked.position}")
        if sent.is_valid():
            _pick(request, item, asked, sent, now)
            return redirect("item-outcomes", key=key)
    rows = [(each, _pick_form(each, sent)) for each in (*asks_of(item), whole(item))]
    context = {"item": item, "meeting": item.meeting, "rows": rows, "form": sent}
    status = 422 if sent else 200
    return render(request, "meetings/outcomes/asks.html", context, status=status)


def _asked(item: AgendaItem, typed: str) -> Asked:
    """The ask that a form names; 404 for none."""
    for each in (*asks_of(item), whole(item)):
        if str(each.position) == typed:
            return each
    raise Http404


def _pick_form(asked: Asked, sent: PickForm | None) -> PickForm:
    prefix = f"ask-{asked.position}"
    if sent is not None and sent.prefix == prefix:
        return sent
    picked = asked.picked
    first = {"pick": picked.pick, "words": picked.words} if picked else {}
    return PickForm(prefix=prefix, initial=first)


def _pick(request: HttpRequest, item: AgendaItem, asked: Asked, form: Any, now: datetime) -> None:
    said = form.cleaned_data
    try:
        picking.pick(item, asked.position, said["pick"], said["words"], request.user, now)
    except picking.Settled:
        messages.warning(request, SETTLED)
    else:
        messages.success(request, "Noted. It counts once you confirm it as a decision.")


@keeps_typed
def confirm(request: HttpRequest, key: UUID, position: int) -> HttpResponse:
    """What was picked becomes a decision, with its paragraph in the minutes."""
    now = timezone.now()
    item = meetings_access.get_item(request.user, key, "write", now)
    asked = _asked(item, str(position))
    if asked.picked is not None and asked.picked.decision is not None:
        return redirect("desk-decision", key=asked.picked.decision.key)
    first: dict[str, Any] = {**confirming.suggested(item, asked.words, asked.picked)}
    if asked.paper is not None:
        first["papers"] = [asked.paper.key]
    form = DecisionForm(
        posted(request), meeting=item.meeting, part=item.part, item=item, initial=first
    )
    if form.is_valid():
        said = form.said
        outcome, words = said.pop("outcome"), said.pop("words")
        try:
            made = confirming.confirm(item, position, outcome, words, request.user, now, **said)
        except writing.Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"{made} stands in the minutes.")
            return redirect("item-outcomes", key=key)
    context = {"item": item, "meeting": item.meeting, "asked": asked, "whole": WHOLE}
    return render_form(request, "meetings/outcomes/confirm.html", form, context)
