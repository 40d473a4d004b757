"""The action log on the desk: one's own actions, those of a board, and what becomes of each."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from icsgov.boards.middleware import keeps_typed, public
from icsgov.boards.models.invitations import digest
from icsgov.boards.rights import may
from icsgov.ledger.models import MoveRefused
from icsgov.nhsuk.asked import posted
from icsgov.nhsuk.forms import render_form
from meetings import outcomes_access as access
from meetings.forms.actions import ActionForm, NewActionForm, ReportForm, SettleForm
from meetings.forms.registers import query_of
from meetings.models import Action
from meetings.outcomes import acting, desk_registers, following, owning, releasing
from meetings.outcomes.following import Elsewhere
from meetings.views.outcomes.paragraphs import status_of
from meetings.views.outcomes.sheets import ACTION_HEADS, action_row, answer
from meetings.views.outcomes.striking import strike_page

SHOWN: Final = 50
MOST_TYPED: Final = 2000  # of a report that comes too late and is shown again
GONE: Final = "This action was closed, merged or replaced meanwhile."


@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """The actions that the reader's desk shows, as far as was asked."""
    now = timezone.now()
    boards = desk_registers.boards(request.user, now)
    form, rows = desk_registers.actions(request.user, request.GET, boards, now)
    if format_ := request.GET.get("as"):
        return answer(format_, "actions", ACTION_HEADS, map(action_row, rows))
    page = Paginator(rows, SHOWN).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": [(row, row.is_overdue(row.board.today(now))) for row in page],
        "query": query_of(request.GET),
        "kept": access.kept_boards(request.user, now),
        "boards": boards,
    }
    status = 422 if form.errors else 200
    return render(request, "meetings/outcomes/actions.html", context, status=status)


def mine(request: HttpRequest) -> HttpResponse:
    """The reader's own actions, each with a line to fill in."""
    return _mine(request, timezone.now())


def _mine(request: HttpRequest, now: datetime, sent: ReportForm | None = None) -> HttpResponse:
    rows = [
        (row, row.is_overdue(row.board.today(now)), _report_form(row, sent))
        for row in access.own_actions(request.user, now)
    ]
    context = {"rows": rows, "form": sent}
    status = 422 if sent else 200
    return render(request, "meetings/outcomes/mine.html", context, status=status)


def _report_form(row: Action, sent: ReportForm | None) -> ReportForm:
    if sent is not None and sent.prefix == row.key.hex:
        return sent
    return ReportForm(prefix=row.key.hex)


@keeps_typed
def report(request: HttpRequest, key: UUID) -> HttpResponse:
    """One line about an action, from its owner."""
    now = timezone.now()
    row = access.get_action(request.user, key, "report", now)
    if request.method != "POST":
        return redirect("actions-mine")
    form = ReportForm(request.POST, prefix=row.key.hex)
    if not form.is_valid():
        return _mine(request, now, form)
    name = access.owner_name(request.user, row, now)
    said = form.cleaned_data
    acting_for = name if name != str(request.user) else ""
    try:
        following.report(
            row, said["text"], name, request.user, now,
            complete=said["complete"], acting_for=acting_for,
        )  # fmt: skip
    except MoveRefused:
        messages.warning(request, GONE)
    else:
        messages.success(request, "Thank you. The secretary and the next meeting read it.")
    return redirect("actions-mine")


@public
def report_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """What a single-use link opens: the action, and a line to fill in."""
    now = timezone.now()
    link = access.get_link(digest(token))
    row = link.action
    typed = request.POST.get("text", "")[:MOST_TYPED]
    if link.used_at or link.expires_at <= now or row.part > 1 or not row.is_open:
        context = {"link": link, "over": link.expires_at <= now, "row": row, "typed": typed}
        return render(request, "meetings/outcomes/link_used.html", context, status=410)
    form = ReportForm(posted(request))
    if form.is_valid():
        said = form.cleaned_data
        done = following.report_by(link, said["text"], now, complete=said["complete"])
        template = "meetings/outcomes/reported.html" if done else "meetings/outcomes/link_used.html"
        status = 200 if done else 410
        context = {"link": link, "row": row, "typed": typed}
        return render(request, template, context, status=status)
    return render_form(request, "meetings/outcomes/report.html", form, {"link": link, "row": row})


@keeps_typed
def new(request: HttpRequest) -> HttpResponse:
    """An action made by hand."""
    now = timezone.now()
    board = desk_registers.kept_board(request.user, request.GET.get("board", ""), now)
    private = access.keeps(request.user, board, 2, now)
    on = board.today(now)
    form = NewActionForm(posted(request), board=board, on=on, private=private)
    if form.is_valid():
        said = form.cleaned_data
        made = acting.take(
            board, form.chosen_part, said["text"], request.user, now,
            owners=said["owners"], due=form.when.day, due_words=form.when.words,
            public=form.is_public,
        )  # fmt: skip
        messages.success(request, f"{made} is in the log.")
        return redirect("desk-action", key=made.key)
    context = {"board": board, "offered": owning.offered(board, on)}
    context["boards"] = access.kept_boards(request.user, now)
    return render_form(request, "meetings/outcomes/action_new.html", form, context)


@require_safe
def action(request: HttpRequest, key: UUID) -> HttpResponse:
    """One action with everything that was said and done about it."""
    now = timezone.now()
    row = access.get_action(request.user, key, "read", now)
    context = {
        "row": row,
        "overdue": row.is_overdue(row.board.today(now)),
        "updates": row.updates.all(),
        "history": desk_registers.history(row),
        "may_write": may(request.user, "write", row, now),
        "may_report": may(request.user, "report", row, now),
        "is_public": desk_registers.is_public(row),
        "supported": desk_registers.supported(row, now),
    }
    return render(request, "meetings/outcomes/action.html", context)


@keeps_typed
def edit(request: HttpRequest, key: UUID) -> HttpResponse:
    """Change the words, owners or day of an action, and what it supports."""
    now = timezone.now()
    row = access.get_action(request.user, key, "write", now)
    on = row.board.today(now)
    form = ActionForm(posted(request), board=row.board, on=on, part=row.part, row=row)
    supports = desk_registers.supports_form(request.user, posted(request), row, now)
    if form.is_valid() and supports.is_valid() and _save(request, row, form, supports, now):
        return redirect("desk-action", key=key)
    context = {"row": row, "supports": supports, "form": form}
    context["offered"] = owning.offered(row.board, on)
    template = "meetings/outcomes/action_edit.html"
    return render(request, template, context, status=status_of(form))


@transaction.atomic
def _save(request: HttpRequest, row: Action, form: Any, supports: Any, now: datetime) -> bool:
    """Whether it could be saved; False where somebody was first."""
    if not form.save(row, request.user, now):
        return False
    if supports.save(request.user, now):
        releasing.refresh(row, request.user, now)
    return True


@keeps_typed
def settle(request: HttpRequest, key: UUID) -> HttpResponse:
    """What a meeting does with an action: close, carry over, merge, replace, open again."""
    now = timezone.now()
    row = access.get_action(request.user, key, "write", now)
    meetings = desk_registers.meetings_around(row, now)
    first = {"what": request.GET.get("what", ""), "meeting": request.GET.get("meeting", "")}
    form = SettleForm(posted(request), row=row, meetings=meetings, initial=first)
    if form.is_valid():
        try:
            messages.success(request, _settle(row, form, request.user, now))
        except (MoveRefused, Elsewhere):
            messages.warning(request, GONE)
        return redirect("desk-action", key=key)
    return render_form(request, "meetings/outcomes/action_settle.html", form, {"row": row})


def _settle(row: Action, form: SettleForm, by: Any, now: datetime) -> str:
    """Do it; what happened in words."""
    what, words = form.cleaned_data["what"], form.cleaned_data["words"]
    meeting, other = form.chosen_meeting, form.other if what == "merge" else None
    if what == "close" and meeting is not None:
        following.close(row, meeting, words, by, now)
        return f"{row} is closed by {meeting}."
    if what == "carry":
        following.carry_over(row, meeting, form.when, words, by, now)
        return f"{row} is carried over."
    if other is not None:
        following.merge(row, other, words, by, now)
        return f"{row} goes on in {other}."
    if what == "supersede":
        following.supersede(row, words, by, now)
        return f"{row} is replaced."
    following.reopen(row, words, by, now)
    return f"{row} is open again."


@keeps_typed
def strike(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take back an action that was recorded by mistake, with the reason."""
    now = timezone.now()
    row = access.get_action(request.user, key, "strike", now)
    return strike_page(request, row, "desk-action", now)


@require_safe
def of_meeting(request: HttpRequest, board: str, address: str, part: int) -> HttpResponse:
    """The action log that a meeting looks at: matters arising."""
    now = timezone.now()
    meeting = access.get_log(request.user, board, address, part, now)
    context = {
        "meeting": meeting,
        "part": part,
        "log": desk_registers.log_for(request.user, meeting, part, now),
        "may_write": access.keeps(request.user, meeting.board, part, now),
    }
    return render(request, "meetings/outcomes/matters.html", context)
