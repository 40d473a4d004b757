"""Interests at the items of a meeting: what to ask about, and what was done."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from icsgov.boards.rights import may
from meetings import enclosing, withholding
from meetings import interests_access as access
from meetings.declaring import at_items
from meetings.forms.interests import RecordForm
from meetings.models import Enclosure, ItemInterest, Meeting

PAGE = "meetings/interests/meeting.html"


@require_safe
def interests(request: HttpRequest, board: str, address: str) -> HttpResponse:
    """Each item with its prompts and records."""
    now = timezone.now()
    meeting = access.get_meeting(request.user, board, address, "read", now)
    return _page(request, meeting, now)


def _form(request: HttpRequest, meeting: Meeting, now: datetime, sent: Any = None) -> RecordForm:
    return RecordForm(
        sent,
        items=access.items_of(request.user, meeting, now),
        people=access.people_at(meeting),
        interests=access.interests_of(request.user, meeting.board, now),
        auto_id="id_new_%s",
    )


def _page(
    request: HttpRequest, meeting: Meeting, now: datetime, form: RecordForm | None = None
) -> HttpResponse:
    items = access.items_of(request.user, meeting, now)
    context = {
        "meeting": meeting,
        "listed": at_items.at_items(meeting, items),
        "writes": may(request.user, "write", meeting, now),
        "done_choices": ItemInterest.Done.choices,
        "record_form": form or _form(request, meeting, now),
        "form": form,
        "enclosed": Enclosure.objects.filter(
            item__meeting=meeting, item__part=1, kind=Enclosure.Kind.INTERESTS
        ).first(),
    }
    return render(request, PAGE, context, status=422 if form else 200)


@require_POST
def record(request: HttpRequest, board: str, address: str) -> HttpResponse:
    """Write down what was declared at an item, and what was done."""
    now = timezone.now()
    meeting = access.get_meeting(request.user, board, address, "write", now)
    form = _form(request, meeting, now, request.POST)
    if not form.is_valid():
        return _page(request, meeting, now, form)
    row = at_items.record(form.cleaned_data["item"], form.said, request.user, now)
    messages.success(request, f"Saved: {row.person}, {row.get_done_display().lower()}.")
    for words in withholding.refusals(row, now):
        messages.warning(request, f"The paper is not withheld. {words}")
    return _back(meeting)


@require_POST
def withdraw(request: HttpRequest, board: str, address: str, key: UUID) -> HttpResponse:
    """Take a record off its item."""
    now = timezone.now()
    meeting = access.get_meeting(request.user, board, address, "write", now)
    at_items.withdraw(access.get_record(request.user, meeting, key, now), request.user, now)
    messages.success(request, "Taken off.")
    return _back(meeting)


@require_POST
def enclose(request: HttpRequest, board: str, address: str) -> HttpResponse:
    """Put the register of interests into the pack, under the opening business."""
    now = timezone.now()
    meeting = access.get_meeting(request.user, board, address, "write", now)
    made = enclosing.enclose_register(meeting, request.user, now)
    if made is None:
        messages.warning(request, "The agenda has no item yet to put it under.")
    else:
        messages.success(request, f"The register stands under “{made.item}”.")
    return _back(meeting)


def _back(meeting: Meeting) -> HttpResponse:
    return redirect("meeting-interests", board=meeting.board.slug, address=meeting.address)
