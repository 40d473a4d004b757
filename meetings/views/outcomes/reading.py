"""The registers in the reading room: what members have on record, private things by their seat."""

from typing import Any, Final
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from icsgov.record.publish import tree_of
from meetings import reading
from meetings.forms.registers import RegisterForm, query_of
from meetings.outcomes import reading_registers, registers
from meetings.proofs.outcomes import ACTION, DECISION, FORWARD
from meetings.views.outcomes.public import SHOWN, STATE_LABELS

TITLES: Final = {DECISION: "Decisions", ACTION: "Actions", FORWARD: "Forward plan"}
DAYS: Final = {
    DECISION: "Decided between two days",
    ACTION: "Due between two days",
    FORWARD: "At a meeting between two days",
}


@require_safe
def register(request: HttpRequest, kind: str) -> HttpResponse:
    """A register of the boards on which the reader sits, as far as the reader asked for."""
    now = timezone.now()
    live = reading_registers.live(request.user, now)
    shown = reading_registers.boards(request.user, now)
    form = RegisterForm(
        request.GET,
        boards=[(board.slug, board.name) for board in shown] if len(shown) > 1 else [],
        states=registers.STATES[kind],
        priorities=registers.priorities(kind, live),
        boroughs=registers.boroughs(kind, live),
        state_label=STATE_LABELS[kind],
    )
    rows = registers.register(kind, live)
    today = timezone.localdate(now)
    found = registers.chosen(rows, kind, form.cleaned_data, today) if form.is_valid() else ()
    page: Any = Paginator(found, SHOWN).get_page(request.GET.get("page"))
    listed = [(entry, reading_registers.address(entry)) for entry in page]
    reading_registers.note(request.user, [entry for entry, _ in listed], now)
    context = {
        "kind": kind,
        "title": TITLES[kind],
        "days": DAYS[kind],
        "form": form,
        "page": page,
        "rows": listed,
        "groups": registers.by_meeting(listed) if kind == FORWARD else (),
        "boards": shown,
        "today": today,
        "query": query_of(request.GET),
    }
    status = 422 if form.errors else 200
    return render(request, "meetings/registers/reading.html", context, status=status)


@require_safe
def one(request: HttpRequest, kind: str, key: UUID) -> HttpResponse:
    """A decision, an action or a promise with its thread, as members have it."""
    now = timezone.now()
    release = reading_registers.one(request.user, kind, key, now)
    reading.note(request.user, release, now)
    root = tree_of(release)
    context = {
        "kind": kind,
        "title": TITLES[kind],
        "register": f"reading-{registers.NAMES[kind]}",
        "node": root,
        "release": release,
        "shelf": None,
        "in_minutes": reading_registers.in_minutes(root),
        "days": reading_registers.thread(request.user, release, now) if kind != ACTION else (),
        "today": timezone.localdate(now),
    }
    return render(request, "meetings/registers/reading_one.html", context)
