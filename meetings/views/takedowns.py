"""Taking a paper or a release down for good: one asks, another confirms, a record stays."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from icsgov.ledger.models import MoveRefused
from icsgov.nhsuk.forms import render_form
from icsgov.record import site_copies, takedowns
from icsgov.record.models import Release, TakeDown
from meetings import access, minutes_access, packs, paper_access, takedowns_access
from meetings.forms.takedowns import ReleaseTakeDownForm, TakeDownForm
from meetings.minuting import releasing
from meetings.takedowns_access import concerned, copies_of, get_take_down, releases_with

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
ANSWERED = "Somebody has answered this already. Nothing more was done."


@get_or_post
def paper(request: HttpRequest, key: UUID) -> HttpResponse:
    """Ask for a paper to be taken down, in every release that holds it."""
    now = timezone.now()
    row = paper_access.get_desk_paper(request.user, key, "take down", now)
    asked = takedowns.asked(row.key)
    if asked is not None:
        return redirect("take-down", key=asked.key)
    wish = TakeDown(board=row.board, thing=row.key, part=2 if access.is_part2(row) else 1)
    form = TakeDownForm(request.POST if request.method == "POST" else None)
    return _ask(
        request,
        wish,
        form,
        {"paper": row, "releases": releases_with(row.key), "copies": copies_of(row.key)},
        now,
    )


@get_or_post
def release(request: HttpRequest, board: str, address: str, part: int, key: UUID) -> HttpResponse:
    """Ask for a whole release of a pack to be taken down."""
    now = timezone.now()
    meeting = packs.get_meeting(request.user, board, address, part, "confirm", now)
    return _of_release(request, packs.get_release(meeting, part, key), now)


@get_or_post
def any_release(request: HttpRequest, key: UUID) -> HttpResponse:
    """Ask for any release to be taken down: minutes, a document, a plan, a bulletin, a decision."""
    now = timezone.now()
    return _of_release(request, takedowns_access.get_release(request.user, key, now), now)


def _of_release(request: HttpRequest, found: Release, now: datetime) -> HttpResponse:
    asked = takedowns.asked_of(found)
    if asked is not None:
        return redirect("take-down", key=asked.key)
    if found.expunged_at is not None:
        messages.warning(request, "This release was taken down already.")
        return redirect("desk")
    others = [each for each in takedowns_access.siblings(found) if each != found]
    form = ReleaseTakeDownForm(
        request.POST if request.method == "POST" else None,
        number=found.number,
        others=len(others),
    )
    wish = TakeDown(board=found.board, release=found, part=found.part)
    context = {"releases": [found, *others], "whole": found, "others": others}
    return _ask(request, wish, form, context, now)


@get_or_post
def minutes(request: HttpRequest, board: str, address: str, part: int, key: UUID) -> HttpResponse:
    """Ask for a release of the minutes to be taken down, with what came of the meeting."""
    now = timezone.now()
    found = minutes_access.get_minutes(request.user, board, address, part, "clear", now)
    return _of_release(request, releasing.get_release(found, key), now)


def _ask(
    request: HttpRequest, wish: TakeDown, form: TakeDownForm, context: dict[str, Any], now: datetime
) -> HttpResponse:
    if form.is_valid():
        wish.every = isinstance(form, ReleaseTakeDownForm) and form.every
        wish.ground, wish.words = form.cleaned_data["ground"], form.cleaned_data["words"]
        try:
            takedowns.ask(wish, request.user, now)
        except takedowns.Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "A second person has been asked for.")
            return redirect("take-down", key=wish.key)
    return render_form(request, "meetings/takedowns/ask.html", form, context)


@require_safe
def every(request: HttpRequest) -> HttpResponse:
    """The register of take-downs: what waits for a second person, and what was done."""
    found = takedowns_access.every(request.user, timezone.now())
    return render(request, "meetings/takedowns/every.html", {"rows": found})


@get_or_post
def take_down(request: HttpRequest, key: UUID) -> HttpResponse:
    """What is asked for and by whom; the second person says yes or no; then the record of it."""
    now = timezone.now()
    found = get_take_down(request.user, key, now)
    what = concerned(found)
    context: dict[str, Any] = {
        "take_down": found,
        "paper": what.paper,
        "releases": what.releases,
        "copies": copies_of(found.thing) if found.thing else [],
        "is_own": found.asked_by == request.user,
        "audiences": {each.audience for each in what.releases if each.effective_at <= now},
        "site_copies": [(each, each.is_after(found.settled_at)) for each in site_copies.noted()],
        "stones": found.tombstones.filter(role="bytes").order_by("sha256"),
    }
    if request.method != "POST":
        return render(request, "meetings/takedowns/take_down.html", context)
    try:
        said = _answer(request, found, now)
    except (takedowns.Refused, MoveRefused) as error:
        said = str(error) if isinstance(error, takedowns.Refused) else ANSWERED
        context |= {"error": said}
        return render(request, "meetings/takedowns/take_down.html", context, status=422)
    messages.success(request, said)
    return redirect("take-down", key=key)


def _answer(request: HttpRequest, found: TakeDown, now: datetime) -> str:
    if request.POST.get("answer") == "yes":
        takedowns.confirm(found, request.user, now)
        return "It is gone from everything that readers have. Bytes on disk follow in a moment."
    takedowns.refuse(found, request.user, now)
    return "It is not taken down."
