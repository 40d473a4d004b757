"""The chairs' word on the agenda, and how presenters are printed on it."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from icsgov.boards.models import Person
from icsgov.boards.rights import may, standing
from icsgov.nhsuk.forms import render_form
from meetings import access, agreeing, presenting
from meetings.drafts import Draft
from meetings.forms.remarks import AgreeForm, PresenterForm
from meetings.views.answers import part_action


def agree(request: HttpRequest, board: str, address: str, part: int) -> HttpResponse:
    """A chair agrees; a secretary records that one did, with the evidence."""
    now = timezone.now()
    meeting = access.get_meeting(request.user, board, address, "read", now)
    draft = access.get_draft(request.user, meeting, part, now)
    chairs = {str(seat.person.key): seat.person for seat in draft.chairs}
    own = next((each for each in chairs.values() if each.pk == _person(request, now)), None)
    records = may(request.user, part_action(part), meeting, now)
    if own is None and not records:
        raise PermissionDenied
    form = AgreeForm(
        request.POST or None,
        chairs=list(chairs.items()) if records else [],
        needs_chair=own is None,
        initial={"seen": draft.agreed_sha256},
    )
    if form.is_valid() and _agree(request, form, draft, chairs, own):
        return redirect("meeting", board=board, address=address)
    context = {"meeting": meeting, "draft": draft, "own": own, "records": records}
    return render_form(request, "meetings/agree.html", form, context)


def _person(request: HttpRequest, now: datetime) -> int | None:
    return standing(request.user, now).person


def _agree(
    request: HttpRequest,
    form: AgreeForm,
    draft: Draft,
    chairs: dict[str, Person],
    own: Person | None,
) -> bool:
    """Keep the agreement; False, saying so, when the agenda is no longer what was read."""
    if form.cleaned_data["seen"] != draft.agreed_sha256:
        form.changed_meanwhile(draft.agreed_sha256)
        return False
    person = chairs.get(form.cleaned_data["chair"]) or own
    if person is None:
        return False
    evidence = form.cleaned_data["evidence"] if person != own else ""
    agreeing.agree(draft, person, request.user, timezone.now(), evidence=evidence)
    messages.success(request, f"{person} has agreed the agenda.")
    return True


def presenter(request: HttpRequest, board: str, address: str, person: UUID) -> HttpResponse:
    """How somebody is printed on every item of this agenda."""
    now = timezone.now()
    meeting = access.get_meeting(request.user, board, address, "write", now)
    lead = access.get_presenter(request.user, meeting, person, now)
    form = PresenterForm(request.POST or None, instance=lead)
    if form.is_valid():
        presenting.reprint(meeting, lead.person, request.user, now, **form.cleaned_data)
        return redirect("meeting", board=board, address=address)
    return render_form(request, "meetings/presenter.html", form, {"meeting": meeting, "lead": lead})
