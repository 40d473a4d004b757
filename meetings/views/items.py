"""A row opened: its papers, asked for, attached, put in order; and the remarks on it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST
from django_htmx.http import trigger_client_event

from icsgov.nhsuk.asked import by_htmx
from meetings import access, enclosing
from meetings.declaring import at_items
from meetings.declaring.at_items import AtItem
from meetings.directory import Directory, line_of
from meetings.forms.enclosures import AttachForm, NewPaperForm
from meetings.forms.remarks import CommentForm
from meetings.models import AgendaItem, Comment
from meetings.preparation import SeenRow, prepare
from strategy.links import SupportsForm


def item_open(request: HttpRequest, key: UUID) -> HttpResponse:
    """What hangs on a row: within the agenda by htmx, else a page of its own."""
    now = timezone.now()
    row = access.get_item(request.user, key, "read", now)
    return _panel(request, row, now)


@require_POST
def add_paper(request: HttpRequest, key: UUID) -> HttpResponse:
    """Ask for a paper under a row, with whom it is from."""
    now = timezone.now()
    row = access.get_item(request.user, key, "write", now)
    directory = Directory(row.meeting.board, row.meeting.date)
    form = NewPaperForm(request.POST, directory=directory)
    if not form.is_valid():
        return _panel(request, row, now, new_paper=form)
    enclosing.expect(row, form.cleaned_data["title"], form.people, request.user, now)
    return _done(request, row, now)


@require_POST
def attach_paper(request: HttpRequest, key: UUID) -> HttpResponse:
    """Put a paper of the board under a row."""
    now = timezone.now()
    row = access.get_item(request.user, key, "write", now)
    form = AttachForm(request.POST, papers=access.attachable_papers(request.user, row, now))
    if not form.is_valid():
        return _panel(request, row, now, attach=form)
    enclosing.attach(row, form.cleaned_data["paper"], request.user, now)
    return _done(request, row, now)


@require_POST
def move_paper(request: HttpRequest, key: UUID, paper: UUID) -> HttpResponse:
    """A paper one place up or down under its row, or off it; the paper itself stays."""
    now = timezone.now()
    row = access.get_item(request.user, key, "write", now)
    enclosure = access.get_enclosure(request.user, row, paper, now)
    to = request.POST.get("to")
    if to == "off":
        enclosing.detach(enclosure, request.user, now)
    elif to in ("up", "down"):
        enclosing.shift(enclosure, -1 if to == "up" else 1, request.user, now)
    return _done(request, row, now)


@require_POST
def supports(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say which priorities of which plans a row supports."""
    now = timezone.now()
    row = access.get_item(request.user, key, "write", now)
    form = SupportsForm(request.POST, thing=row, user=request.user, now=now)
    if not form.is_valid():
        return _panel(request, row, now, supports=form)
    form.save(request.user, now)
    return _done(request, row, now)


@require_POST
def comment(request: HttpRequest, key: UUID) -> HttpResponse:
    """A remark of a chair or secretary on a row."""
    now = timezone.now()
    row = access.get_item(request.user, key, "comment", now)
    form = CommentForm(request.POST)
    if not form.is_valid():
        return _panel(request, row, now, comment=form)
    author: Any = request.user
    Comment.objects.create(item=row, text=form.cleaned_data["text"], by=author, at=now)
    return _done(request, row, now)


@require_POST
def settle(request: HttpRequest, key: UUID, comment: UUID) -> HttpResponse:
    """Say that a remark is dealt with."""
    now = timezone.now()
    row = access.get_item(request.user, key, "comment", now)
    remark = access.get_comment(row, comment)
    Comment.objects.filter(pk=remark.pk, settled_at=None).update(
        settled_by=request.user, settled_at=now
    )
    return _done(request, row, now)


def _done(request: HttpRequest, row: AgendaItem, now: datetime) -> HttpResponse:
    """The row as it is now; by htmx the agenda around it is told to look again."""
    if not by_htmx(request):
        return redirect("item-open", key=row.key)
    response = _panel(request, row, now)
    return trigger_client_event(response, "agenda-changed", after="settle")


def _panel(request: HttpRequest, item: AgendaItem, now: datetime, **bound: Form) -> HttpResponse:
    """The row with its forms, of which one may hold what was typed wrongly (422)."""
    row = _seen(request, item, now)
    directory = Directory(item.meeting.board, item.meeting.date)
    leads = [line_of(lead.person) for lead in row.item.leads.all()][:1]
    papers = access.attachable_papers(request.user, item, now)
    stem = f"id_{item.key.hex[:8]}_"
    forms = {
        "new_paper": NewPaperForm(
            directory=directory, initial={"title": item.title, "lead": leads}
        ),
        "attach": AttachForm(papers=papers),
        "comment": CommentForm(),
        "supports": SupportsForm(thing=item, user=request.user, now=now),
        **bound,
    }
    for form in forms.values():
        form.auto_id = f"{stem}%s"
    comments = item.comments.select_related("by__person", "settled_by__person")
    context = {
        **forms,
        "row": row,
        "item": row.item,
        "meeting": item.meeting,
        "comments": comments if row.may_comment else (),
        "people": directory.own if row.may_write else (),
        "at_item": _interests(row) if row.may_comment else None,
        "form": next(iter(bound.values()), None),
        "stem": stem,
        "now": now,
    }
    part = "#panel" if by_htmx(request) else ""
    return render(request, f"meetings/item.html{part}", context, status=422 if bound else 200)


def _interests(row: SeenRow) -> AtItem:
    """What to ask about at a row, and what was declared, for those who see the row whole."""
    return at_items.at_items(row.item.meeting, [row.item])[0]


def _seen(request: HttpRequest, item: AgendaItem, now: datetime) -> SeenRow:
    """The row with its number and letters; it may have gone since it was loaded."""
    for row in prepare(request.user, item.meeting, now).rows:
        if row.item.pk == item.pk:
            return row
    raise Http404
