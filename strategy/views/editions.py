"""Building and releasing editions of plans and bulletins, and looking at what was built."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from icsgov.nhsuk.forms import render_form
from icsgov.record.models import ReleaseFile
from icsgov.record.publications import Hindered
from icsgov.record.tasks import ask_for_build
from icsgov.record.views.files import send
from strategy import access, editing
from strategy.forms.editions import WithdrawForm
from strategy.kinds import BULLETIN, PLAN
from strategy.models import Bulletin, Plan, UpdateRound

Thing = Plan | Bulletin | UpdateRound


def _thing(request: HttpRequest, kind: str, name: str, action: str, now: datetime) -> Thing:
    """What an edition is of, by the name in its address."""
    if kind == PLAN:
        return access.get_plan(request.user, name, action, now)
    if kind == BULLETIN:
        return access.get_bulletin(request.user, name, action, now)
    try:
        wanted = "write" if action == "release" else action
        return access.get_round(request.user, UUID(name), wanted, now)
    except ValueError:
        raise Http404 from None


def _back(kind: str, thing: Thing) -> HttpResponse:
    if isinstance(thing, UpdateRound):
        return redirect("desk-round", key=thing.key)
    view = "desk-plan" if kind == PLAN else "desk-bulletin"
    return redirect(view, address=thing.address)


@require_POST
def build(request: HttpRequest, kind: str, name: str) -> HttpResponse:
    """Ask for a build of the next edition."""
    now = timezone.now()
    thing = _thing(request, kind, name, "release", now)
    ask_for_build(kind, thing.key, 1, by=request.user, now=now)
    messages.success(request, "The PDF is being made. Look here again in a moment.")
    return _back(kind, thing)


@require_safe
def preview(request: HttpRequest, kind: str, name: str, key: UUID) -> HttpResponseBase:
    """The very PDF that would be released."""
    now = timezone.now()
    thing = _thing(request, kind, name, "read", now)
    made = editing.build_of(kind, thing.key, key)
    return send(request, ReleaseFile(blob=made.pack, filename=f"{made.path.split('/')[-1]}.pdf"))


def withdraw(request: HttpRequest, kind: str, name: str, key: UUID) -> HttpResponse:
    """Take a released edition back, with the reason that readers will find in its place."""
    now = timezone.now()
    thing = _thing(request, kind, name, "release", now)
    found = editing.released(kind, thing.key, key)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if found.is_withdrawn:
        messages.warning(request, "That edition is withdrawn already.")
        return _back(kind, thing)
    if form.is_valid():
        editing.take_back(thing, found, form.cleaned_data["reason"], request.user, now)
        messages.success(request, "Withdrawn. Readers find your reason in its place.")
        return _back(kind, thing)
    context = {"release": found, "back": _back(kind, thing)["Location"]}
    return render_form(request, "strategy/desk/withdraw.html", form, context)


@require_POST
def release(request: HttpRequest, kind: str, name: str, key: UUID) -> HttpResponse:
    """Release a build to everybody."""
    now = timezone.now()
    thing = _thing(request, kind, name, "release", now)
    made = editing.build_of(kind, thing.key, key)
    if isinstance(thing, Bulletin) and thing.state != "cleared":
        messages.warning(request, "Clear the bulletin first.")
        return _back(kind, thing)
    try:
        editing.release(made, request.POST.get("words", "")[:1000], request.user, now)
    except Hindered as hindered:
        for each in hindered.hindrances:
            messages.error(request, each.sentence)
    else:
        messages.success(request, "Released.")
    return _back(kind, thing)
