"""What happens to a row as a whole: moved, dropped, lifted, taken off; and its history."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from icsgov.ledger.models import Change
from icsgov.nhsuk.forms import render_form
from meetings import access, ordering
from meetings.forms.remarks import LiftForm
from meetings.ordering import Stays, To
from meetings.views.answers import Said, Shown, part_action, update

NAMES = {
    "led_by": "lead",
    "asked": "asks",
    "fixed_time": "fixed time",
    "consent_ends": "consent ends",
    "label": "printed number",
    "parent": "stands under",
    "after": "stands behind",
    "mode": "how it is taken",
}


@require_POST
def move(request: HttpRequest, key: UUID) -> HttpResponse:
    """A row up, down, in, out or to the other part; or dropped behind another."""
    now = timezone.now()
    row = access.get_item(request.user, key, "write", now)
    to = request.POST.get("to", "")
    if to not in [*To, "drop"]:
        return HttpResponseBadRequest()
    part = 3 - row.part if to == To.PART else int(request.POST.get("part") == "2") + 1
    part = part if to in (To.PART, "drop") else row.part
    if part != row.part:
        place = (row.meeting.board.slug, row.meeting.address)
        access.get_meeting(request.user, *place, part_action(part), now)
    if to == "drop":
        after = access.get_row(row.meeting, part, request.POST.get("after", ""))
        deep = bool(request.POST.get("deep"))
        stays = ordering.drop(row, after, part, request.user, now, deep=deep)
    else:
        stays = ordering.move(row, To(to), request.user, now)
    said = Said(stays.words, wrong=True) if isinstance(stays, Stays) else Said("Moved.")
    shown = Shown.of(request.POST).after("", focus=f"handle:{key}")
    return update(request, row.meeting, now, shown, said)


def lift(request: HttpRequest, key: UUID) -> HttpResponse:
    """An item out of the block for noting, because somebody wants it discussed."""
    now = timezone.now()
    row = access.get_item(request.user, key, "write", now)
    form = LiftForm(request.POST or None)
    if form.is_valid():
        words = form.cleaned_data["words"]
        stays = ordering.lift(row, words, request.user, now)
        said = Said(stays.words, wrong=True) if stays else Said(f"“{row.title}” is lifted.")
        shown = Shown.of(request.POST).after("", focus=f"title:{key}")
        return update(request, row.meeting, now, shown, said)
    context = {"item": row, "meeting": row.meeting}
    return render_form(request, "meetings/lift.html", form, context)


def remove(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take a row off the agenda, after asking. Its papers stay with the board."""
    now = timezone.now()
    row = access.get_item(request.user, key, "write", now)
    if request.method == "POST":
        meeting, title = row.meeting, row.title
        ordering.remove(row, request.user, now)
        shown = Shown.of(request.POST).after(f"edit:{key}")
        return update(request, meeting, now, shown, Said(f"“{title}” is off the agenda."))
    papers = [each.paper for each in row.enclosures.select_related("paper") if each.paper]
    context = {"item": row, "meeting": row.meeting, "papers": papers}
    return render(request, "meetings/remove.html", context)


def history(request: HttpRequest, key: UUID) -> HttpResponse:
    """Who did what to a row, and when, newest first."""
    now = timezone.now()
    row = access.get_item(request.user, key, "comment", now)
    changes = Change.objects.of(row).select_related("by__person")
    rows = [(change, list(differences(change))) for change in changes]
    context = {"item": row, "meeting": row.meeting, "changes": rows}
    return render(request, "meetings/history.html", context)


def differences(change: Change) -> Iterator[tuple[str, str, str]]:
    """What a change changed: the name of the field, what stood there, what stands there."""
    for name in {**change.before, **change.after}:
        before, after = change.before.get(name), change.after.get(name)
        if before != after:
            yield NAMES.get(name, name).capitalize(), _words(before), _words(after)


def _words(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return "" if value is None else str(value)
