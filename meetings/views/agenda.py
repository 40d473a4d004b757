"""The agenda builder: the page, what has changed since, and rows added and changed in place."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from meetings import access, ordering
from meetings.directory import Directory
from meetings.forms.items import ItemForm, NewItem
from meetings.models import AgendaItem
from meetings.preparation import prepare
from meetings.views.answers import Said, Shown, Typed, page, part_action, row_answer, update
from meetings.views.unchanged import while_unchanged

NAMES_A_PERSON = ("leads", "author", "lead")


@while_unchanged
def meeting(request: HttpRequest, now: datetime, board: str, address: str) -> HttpResponse:
    """A meeting while it is prepared: agenda, papers, checks and pack on one page."""
    row = access.get_meeting(request.user, board, address, "read", now)
    return page(request, row, now, Shown.of(request.GET))


@while_unchanged
def agenda(request: HttpRequest, now: datetime, board: str, address: str) -> HttpResponse:
    """The agenda with what is asked for open; 204 where it is still as it was `seen`."""
    row = access.get_meeting(request.user, board, address, "read", now)
    seen = request.GET.get("seen")
    if seen and prepare(request.user, row, now).digest == seen:
        return HttpResponse(status=204)
    return update(request, row, now, Shown.of(request.GET))


def people(request: HttpRequest, board: str, address: str) -> HttpResponse:
    """Options for what is typed of a lead: the board's own people, then everybody else."""
    now = timezone.now()
    row = access.get_meeting(request.user, board, address, "write", now)
    typed = next((request.GET[name] for name in NAMES_A_PERSON if name in request.GET), "")
    found = Directory(row.board, row.date).search(typed)
    return render(request, "meetings/agenda/_people.html", {"people": found})


@require_POST
def add_row(request: HttpRequest, board: str, address: str, part: int) -> HttpResponse:
    """A new row behind the one that `after` names, or at the end."""
    now = timezone.now()
    row = access.get_meeting(request.user, board, address, part_action(part), now)
    form = NewItem(request.POST)
    place = request.POST.get("after") or f"part-{part}"
    mark, shown = f"add:{place}", Shown.of(request.POST)
    if not form.is_valid():
        again = shown.after(mark, mark, focus=mark)
        return page(request, row, now, again, Typed(new=form), 422)
    behind = access.get_row(row, part, request.POST.get("after", ""))
    deep = bool(request.POST.get("deep"))
    new = ordering.add(form.unsaved(row, part), behind, request.user, now, deep=deep)
    following = f"add:{new.key}" if behind else mark
    said = Said(f"“{new.title}” added. Type the next row.")
    return update(request, row, now, shown.after(mark, following, focus=following), said)


def item(request: HttpRequest, key: UUID) -> HttpResponse:
    """One row: its place on the page of the meeting; posted, it is saved."""
    now = timezone.now()
    action = "write" if request.method == "POST" else "read"
    row = access.get_item(request.user, key, action, now)
    if request.method == "POST":
        return _save(request, row, now)
    response = redirect("meeting", board=row.meeting.board.slug, address=row.meeting.address)
    response["Location"] += f"?edit={key}#row-{key}"
    return response


def _save(request: HttpRequest, row: AgendaItem, now: datetime) -> HttpResponse:
    directory = Directory(row.meeting.board, row.meeting.date)
    form = ItemForm(request.POST, item=row, directory=directory)
    if not form.is_valid():
        return row_answer(request, form, now, 422)
    if not form.save(request.user, now):
        return row_answer(request, form, now, 409)
    below = f"add:{row.key}" if request.POST.get("then") == "add" else ""
    shown = Shown.of(request.POST).after(
        f"edit:{row.key}", below, focus=below or f"title:{row.key}"
    )
    said = Said(f"“{form.cleaned_data['title']}” saved.")
    return update(request, row.meeting, now, shown, said)
