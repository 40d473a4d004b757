"""The public registers, one page for every decision, action and promise, and their threads."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from icsgov.record import access, lasting
from icsgov.record.csvs import csv_answer
from icsgov.record.models import Entry
from icsgov.record.publish import tree_of
from icsgov.record.views.answers import from_the_record, withdrawn
from meetings.forms.registers import RegisterForm, query_of
from meetings.outcomes import registers
from meetings.proofs.outcomes import ACTION, DECISION, FORWARD
from strategy.links import CONCERNS, SUPPORTS

SHOWN: Final = 50
STATE_LABELS: Final = {DECISION: "Outcome", ACTION: "State", FORWARD: "State"}
TEMPLATES: Final = {
    DECISION: "meetings/registers/decisions.html",
    ACTION: "meetings/registers/actions.html",
    FORWARD: "meetings/registers/plan.html",
}


@dataclass(frozen=True)
class Sheet:
    """A register as a file: its name, the heads of its columns and what stands in them."""

    name: str
    heads: Sequence[str]
    row: Callable[[Entry], Sequence[Any]]


def _decision_row(entry: Entry) -> Sequence[Any]:
    data = entry.data
    return (
        entry.ref,
        entry.on,
        data["board"],
        data["item"],
        data["outcome"],
        entry.text,
        data["conditions"],
        data["votes"],
        "; ".join(data["pending"]),
        "; ".join(each["board"] for each in data["adopted"]),
        _named(entry, SUPPORTS),
        _named(entry, CONCERNS),
        f"/{entry.release.path}/",
    )


def _action_row(entry: Entry) -> Sequence[Any]:
    data = entry.data
    return (
        entry.ref,
        data["board"],
        entry.text,
        "; ".join(data["owners"]),
        entry.on,
        data["due_words"],
        data["state"],
        data["made_on"],
        data["closed_on"],
        _named(entry, SUPPORTS),
        _named(entry, CONCERNS),
        f"/{entry.release.path}/",
    )


def _forward_row(entry: Any) -> Sequence[Any]:
    data = entry.data
    state = "Kept" if entry.kept else "Dropped" if entry.state == "dropped" else "To come"
    return (
        data["board"],
        entry.title,
        entry.text,
        entry.on,
        data["window"],
        data.get("date", ""),
        state,
        _named(entry, SUPPORTS),
        _named(entry, CONCERNS),
        f"/{entry.release.path}/",
    )


def _named(entry: Entry, rel: str) -> str:
    return "; ".join(link.words for link in entry.links.all() if link.rel == rel)


SHEETS: Final = {
    DECISION: Sheet(
        "decisions",
        (
            "Reference", "Date", "Board", "Agenda item", "Outcome", "Decision", "Conditions",
            "Votes", "Must also be adopted by", "Adopted by", "Priorities", "Places", "Address",
        ),
        _decision_row,
    ),
    ACTION: Sheet(
        "actions",
        (
            "Reference", "Board", "Action", "Owners", "Due", "Due in words", "State", "Made on",
            "Closed on", "Priorities", "Places", "Address",
        ),
        _action_row,
    ),
    FORWARD: Sheet(
        "forward-plan",
        (
            "Board", "Item", "Why", "Meeting", "About when", "Promised on", "State", "Priorities",
            "Places", "Address",
        ),
        _forward_row,
    ),
}  # fmt: skip


@from_the_record
def register(request: HttpRequest, now: datetime, kind: str, board: str = "") -> HttpResponse:
    """A register of all boards or of one, as far as the reader asked for."""
    form, rows = _asked(request, now, kind, board)
    page = Paginator(rows, SHOWN).get_page(request.GET.get("page"))
    listed = [(entry, f"/{entry.release.path}/") for entry in page]
    context = {
        "form": form,
        "page": page,
        "rows": listed,
        "board": _board(board, now),
        "today": lasting.today(now),
        "query": query_of(request.GET),
        "groups": registers.by_meeting(listed) if kind == FORWARD else (),
    }
    return render(request, TEMPLATES[kind], context, status=422 if form.errors else 200)


@from_the_record
def as_csv(request: HttpRequest, now: datetime, kind: str, board: str = "") -> HttpResponse:
    """The same as a file that any spreadsheet opens."""
    _board(board, now)
    form, rows = _asked(request, now, kind, board)
    if form.errors:
        return redirect(f"{request.path.rpartition('/')[0]}/?{request.GET.urlencode()}")
    sheet = SHEETS[kind]
    name = f"{board}-{sheet.name}.csv" if board else f"{sheet.name}.csv"
    return csv_answer(name, sheet.heads, (sheet.row(entry) for entry in rows))


def _asked(
    request: HttpRequest, now: datetime, kind: str, board: str
) -> tuple[RegisterForm, QuerySet[Entry]]:
    boards = [] if board else [(each.data["slug"], each.title) for each in access.profiles(now)]
    form = RegisterForm(
        request.GET,
        boards=boards,
        states=registers.STATES[kind],
        priorities=registers.priorities(kind, registers.public(now)),
        boroughs=registers.boroughs(kind, registers.public(now)),
        state_label=STATE_LABELS[kind],
    )
    rows = registers.register(kind, registers.public(now))
    if not form.is_valid():
        return form, rows.none()
    wanted = {**form.cleaned_data, **({"board": board} if board else {})}
    return form, registers.chosen(rows, kind, wanted, lasting.today(now))


def _board(slug: str, now: datetime) -> Entry | None:
    """The board whose register it is; 404 for one that nobody knows."""
    if not slug:
        return None
    return access.profile(slug, now).entries.get(seq=0)


@from_the_record
def decision(
    request: HttpRequest, now: datetime, board: str, address: str, series: str
) -> HttpResponse:
    """One decision at its permanent address."""
    return _one(request, now, DECISION, f"decisions/{board}/{address}/{series}")


@from_the_record
def action(request: HttpRequest, now: datetime, board: str, number: int) -> HttpResponse:
    """One action of a board."""
    return _one(request, now, ACTION, f"actions/{board}/{number}")


@from_the_record
def promise(request: HttpRequest, now: datetime, key: Any) -> HttpResponse:
    """One promise with its thread."""
    return _one(request, now, FORWARD, f"forward-plan/{key}")


def _one(request: HttpRequest, now: datetime, kind: str, path: str) -> HttpResponse:
    release = registers.one(kind, path, now)
    if release.is_withdrawn:
        return withdrawn(request, release)
    if not release.is_live(now):
        raise Http404
    if release.path != path:
        return redirect(f"/{release.path}/", permanent=True)
    root = tree_of(release)
    context = {
        "node": root,
        "release": release,
        "shelf": None,
        "days": registers.thread(release, now) if kind != ACTION else (),
        "today": lasting.today(now),
    }
    return render(request, f"meetings/registers/{kind}.html", context)
