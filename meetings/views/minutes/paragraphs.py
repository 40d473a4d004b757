"""One paragraph: saved as it is typed, and what is done next with the same button."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST
from django_htmx.http import retarget

from icsgov.boards.middleware import keeps_typed
from icsgov.nhsuk.asked import by_htmx
from meetings import minutes_access as access
from meetings.forms.minutes import ParagraphForm
from meetings.minuting import speakers, steps, writing
from meetings.models import Minutes, Paragraph
from meetings.views.minutes import showing
from meetings.views.minutes.showing import Shown, of, page, update


@require_POST
@keeps_typed
def paragraph(request: HttpRequest, key: UUID) -> HttpResponse:
    """Save the paragraph, then do what the pressed button says."""
    now = timezone.now()
    row = access.get_paragraph(request.user, key, "write", now)
    minutes = row.section.minutes
    form = ParagraphForm(request.POST, row=row, voices=speakers.voices(minutes.meeting))
    is_valid = form.is_valid()
    try:
        writing.check(minutes, row)
        if not is_valid:
            return _problem(request, minutes, form, now, 422)
        if not form.save(request.user, now):
            return _problem(request, minutes, form, now, 409)
    except writing.Refused as refused:
        form.add_error(None, str(refused))
        return _problem(request, minutes, form, now, 409)
    if "then" not in request.POST:
        return _saved(request, row, now)
    return _follow(request, row, request.POST["then"], now)


def _follow(request: HttpRequest, row: Paragraph, then: str, now: datetime) -> HttpResponse:
    """Go on from a saved paragraph; where that cannot be, it stays open and says why."""
    minutes = row.section.minutes
    try:
        opened = steps.follow(row, then, request.user, now)
    except writing.Refused as refused:
        said = Shown(str(row.section.key), str(row.key), str(refused), wrong=True)
        return update(request, minutes, now, said)
    if opened is None:
        back = "" if row.removed_at else str(row.key)
        return update(request, minutes, now, Shown(str(row.section.key), back=back))
    return update(request, minutes, now, of(opened.section, opened))


def _saved(request: HttpRequest, row: Paragraph, now: datetime) -> HttpResponse:
    """htmx gets the line that says so, and leaves what is being typed alone."""
    if not by_htmx(request):
        return redirect(showing.address(row.section.minutes, of(row.section, row)))
    row.refresh_from_db()
    form = ParagraphForm(row=row, voices=[])
    context = {"paragraph_form": form, "saved": now}
    return render(request, f"{showing.EDITOR}#state", context)


def _problem(
    request: HttpRequest, minutes: Minutes, form: ParagraphForm, now: datetime, status: int
) -> HttpResponse:
    """What was typed, with what is wrong with it, or beside what somebody else wrote."""
    shown = of(form.row.section, form.row)
    if by_htmx(request) and "then" not in request.POST:
        context = {"paragraph_form": form, "form": form, "row": form.row}
        response = render(request, f"{showing.EDITOR}#problem", context, status=status)
        return retarget(response, "#problem")
    return page(request, minutes, now, shown, status, paragraph_form=form, form=form)


@require_POST
def add(request: HttpRequest, key: UUID) -> HttpResponse:
    """An empty paragraph at the end of an item, open for writing."""
    now = timezone.now()
    section = access.get_section(request.user, key, "write", now)
    try:
        row = writing.begin(section, request.user, now)
    except writing.Refused as refused:
        said = Shown(str(key), said=str(refused), wrong=True)
        return update(request, section.minutes, now, said)
    return update(request, section.minutes, now, of(section, row))


@require_POST
def restore(request: HttpRequest, key: UUID) -> HttpResponse:
    """Put a removed paragraph back."""
    now = timezone.now()
    row = access.get_paragraph(request.user, key, "write", now)
    shown = of(row.section, said="The paragraph is back where it was.")
    try:
        writing.restore(row, request.user, now)
    except writing.Refused as refused:
        shown = Shown(str(row.section.key), said=str(refused), wrong=True)
    return update(request, row.section.minutes, now, shown)
