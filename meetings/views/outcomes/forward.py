"""The forward plan on the desk: coming meetings as columns, and one promise with its thread."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from icsgov.boards.middleware import keeps_typed
from icsgov.boards.models import Board
from icsgov.boards.rights import may
from icsgov.nhsuk.asked import by_htmx, posted
from icsgov.nhsuk.forms import render_form
from meetings import outcomes_access as access
from meetings.forms.outcomes import DropForm, KeepForm, PromiseForm
from meetings.models import ForwardEntry, Meeting
from meetings.outcomes import desk_registers, planning, promising, releasing
from meetings.outcomes.promising import Begun, WrongPart
from meetings.views.outcomes.paragraphs import status_of

BEGUN = "Its item has papers, people or readers. Move the item on its own agenda."


@require_safe
def plan(request: HttpRequest) -> HttpResponse:
    """A board's promises by the meetings at which they come back."""
    now = timezone.now()
    return _plan(request, _board(request, now), now)


def _board(request: HttpRequest, now: datetime) -> Board:
    """The board that is asked for, or the first whose plan the reader sees; 404 for any other."""
    boards = desk_registers.boards(request.user, now)
    slug = request.GET.get("board", "")
    found = next((board for board in boards if slug in ("", board.slug)), None)
    if found is None:
        raise Http404
    return found


def _plan(
    request: HttpRequest, board: Board, now: datetime, moved: ForwardEntry | None = None
) -> HttpResponse:
    seen = access.promises(request.user, now).filter(board=board)
    context = {
        "board": board,
        "boards": desk_registers.boards(request.user, now),
        "plan": planning.plan_of(board, seen, now),
        "writes": access.keeps(request.user, board, 1, now),
        "part2": access.keeps(request.user, board, 2, now),
        "moved": moved,
    }
    template = "meetings/outcomes/plan.html"
    return render(request, f"{template}#plan" if by_htmx(request) else template, context)


@require_POST
def move(request: HttpRequest, key: UUID) -> HttpResponse:
    """Bring a promise to a meeting, as an item of its agenda, or to none yet."""
    now = timezone.now()
    row = access.get_promise(request.user, key, "write", now)
    meeting = _meeting(row, request.POST.get("to", ""), now)
    try:
        promising.move(row, meeting, request.user, now)
    except WrongPart as wrong:
        messages.warning(request, f"{wrong} Add it to the details of the meeting first.")
    except Begun:
        messages.warning(request, BEGUN)
    else:
        where = f"on the agenda of {meeting}" if meeting else "not planned for a meeting"
        messages.success(request, f"“{row.title}” is {where}.")
    if by_htmx(request):
        return _plan(request, row.board, now, row)
    return _back(request, row)


def _back(request: HttpRequest, row: ForwardEntry) -> HttpResponse:
    """To the plan, or to the meeting from whose page it was brought."""
    if request.POST.get("back") == "meeting" and row.target is not None:
        return redirect("meeting", board=row.board.slug, address=row.target.address)
    response = redirect("desk-forward")
    response["Location"] += f"?board={row.board.slug}#f-{row.key}"
    return response


def _meeting(row: ForwardEntry, typed: str, now: datetime) -> Meeting | None:
    """A meeting to come that a form names; None for no meeting; 404 for any other."""
    if not typed:
        return None
    for meeting in desk_registers.coming(row.board, None, now):
        if str(meeting.key) == typed:
            return meeting
    raise Http404


@keeps_typed
def new(request: HttpRequest) -> HttpResponse:
    """A promise made by hand."""
    now = timezone.now()
    board = desk_registers.kept_board(request.user, request.GET.get("board", ""), now)
    part = 2 if request.GET.get("part") == "2" else 1
    if not access.keeps(request.user, board, part, now):
        raise Http404
    coming = desk_registers.coming(board, None, now)
    form = PromiseForm(posted(request), meetings=coming, part=part)
    if form.is_valid():
        said = form.said
        title = said.pop("title")
        made = promising.promise(board, part, title, request.user, now, **said)
        messages.success(request, f"“{made.title}” is on the forward plan.")
        return redirect("desk-promise", key=made.key)
    context = {"board": board, "part": part}
    return render_form(request, "meetings/outcomes/promise_new.html", form, context)


@require_safe
def promise(request: HttpRequest, key: UUID) -> HttpResponse:
    """One promise: where it was made, what became of it, under which names."""
    now = timezone.now()
    row = access.get_promise(request.user, key, "read", now)
    context = {
        "row": row,
        "node": {"thing": row.key},
        "history": desk_registers.history(row),
        "may_write": may(request.user, "write", row, now),
        "is_public": desk_registers.is_public(row),
        "supported": desk_registers.supported(row, now),
        "days": desk_registers.thread_of(request.user, row, now),
        "coming": desk_registers.coming(row.board, None, now),
        "slipped": row.target and not row.discharged_by and row.target.date < now.date(),
    }
    return render(request, "meetings/outcomes/promise.html", context)


@keeps_typed
def edit(request: HttpRequest, key: UUID) -> HttpResponse:
    """Change a promise and what it supports."""
    now = timezone.now()
    row = access.get_promise(request.user, key, "write", now)
    meetings = desk_registers.coming(row.board, None, now)
    if row.target is not None and row.target not in meetings:
        meetings = [row.target, *meetings]
    form = PromiseForm(posted(request), meetings=meetings, part=row.part, row=row)
    supports = desk_registers.supports_form(request.user, posted(request), row, now)
    if form.is_valid() and supports.is_valid() and form.save(row, request.user, now):
        if supports.save(request.user, now):
            releasing.refresh(row, request.user, now)
        return redirect("desk-promise", key=key)
    context = {"row": row, "supports": supports, "form": form}
    template = "meetings/outcomes/promise_edit.html"
    return render(request, template, context, status=status_of(form))


@keeps_typed
def drop(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say why it will not come back."""
    now = timezone.now()
    row = access.get_promise(request.user, key, "write", now)
    form = DropForm(posted(request))
    if form.is_valid():
        promising.drop(row, form.cleaned_data["reason"], request.user, now)
        return redirect("desk-promise", key=key)
    return render_form(request, "meetings/outcomes/drop.html", form, {"row": row})


@require_POST
def reopen(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say that it is not kept, or not dropped, after all."""
    now = timezone.now()
    row = access.get_promise(request.user, key, "write", now)
    promising.reopen(row, request.user, now)
    return redirect("desk-promise", key=key)


@keeps_typed
def keep(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say which item, of whatever name, keeps it."""
    now = timezone.now()
    row = access.get_promise(request.user, key, "write", now)
    form = KeepForm(posted(request), items=desk_registers.keepers(request.user, row, now))
    if form.is_valid():
        promising.keep(row, form.chosen, request.user, now)
        return redirect("desk-promise", key=key)
    return render_form(request, "meetings/outcomes/keep.html", form, {"row": row})
