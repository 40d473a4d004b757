"""Publishing a build, confirming it for somebody else, and taking a release back."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from icsgov.ledger.models import MoveRefused
from icsgov.nhsuk.forms import render_form
from icsgov.record.models import Build, Publication
from icsgov.record.models.releases import Audience
from icsgov.record.publications import Hindered, hindrances
from meetings import packs, publishing, withholding
from meetings.forms.packs import PublishForm, WithdrawForm
from meetings.models import Meeting
from meetings.packs import Pack
from meetings.preflight import preflight

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
ANSWERED = "Somebody has answered this already. Nothing was done."


@get_or_post
def publish(request: HttpRequest, board: str, address: str, part: int, key: UUID) -> HttpResponse:
    """What becomes known to whom, and when; sent, it is published or put to a second person."""
    now = timezone.now()
    meeting = packs.get_meeting(request.user, board, address, part, "publish", now)
    build = packs.get_build(meeting, part, key)
    pack = packs.pack_of(meeting, part, now)
    form = _form(request, pack, now)
    if form.is_valid():
        try:
            publication = _ask(meeting, build, form, request.user, now)
        except Hindered as error:
            for each in error.hindrances:
                form.add_error(None, each.sentence)
        else:
            messages.success(request, _said(publication))
            return _to_pack(meeting, part)
    context = _summary(meeting, build, pack, now)
    return render_form(request, "meetings/packs/publish.html", form, context)


def _form(request: HttpRequest, pack: Pack, now: datetime) -> PublishForm:
    return PublishForm(
        request.POST if request.method == "POST" else None,
        audiences=packs.audiences_for(pack.meeting, pack.part),
        zone=pack.meeting.zone,
        now=now,
        follows=bool(pack.live),
    )


def _ask(
    meeting: Meeting, build: Build, form: PublishForm, user: Any, now: datetime
) -> Publication:
    values = form.cleaned_data
    return publishing.ask(
        meeting,
        build,
        values["hours"],
        by=user,
        now=now,
        words=values.get("words", ""),
        tell_members=values["tell_members"],
    )


def _said(publication: Publication) -> str:
    if publication.state == Publication.State.ASKED:
        return "A second person has been asked for. It is published when they confirm it."
    return "The pack is published, or will be at the hour you chose."


def _summary(meeting: Meeting, build: Build, pack: Pack, now: datetime) -> dict[str, Any]:
    """All that somebody should know before they say yes."""
    return {
        "meeting": meeting,
        "build": build,
        "pack": pack,
        "contents": packs.contents(build),
        "since": packs.changes_since_release(build, pack),
        "hindrances": hindrances(build, now),
        "own_packs": withholding.own_packs(build, now),
        "findings": preflight(meeting, build.part, now),
        "readers": publishing.readers(meeting.board, build.part, now),
        "second_person": meeting.rules.second_person,
        "may_be_public": Audience.PUBLIC in packs.audiences_for(meeting, build.part),
    }


def _to_pack(meeting: Meeting, part: int) -> HttpResponse:
    return redirect("pack", board=meeting.board.slug, address=meeting.address, part=part)


@get_or_post
def confirm(request: HttpRequest, board: str, address: str, part: int, key: UUID) -> HttpResponse:
    """The second person looks at what was asked for, and says yes or no."""
    now = timezone.now()
    meeting = packs.get_meeting(request.user, board, address, part, "confirm", now)
    publication = packs.get_publication(meeting, part, key)
    build = publication.build
    context = _summary(meeting, build, packs.pack_of(meeting, part, now), now)
    context |= {"publication": publication, "hours": packs.hours(publication, now)}
    context["is_own"] = publication.asked_by == request.user
    if request.method != "POST":
        return render(request, "meetings/packs/confirm.html", context)
    try:
        said = _answer(request, meeting, publication, now)
    except (Hindered, MoveRefused) as error:
        said = str(error) if isinstance(error, Hindered) else ANSWERED
        return render(request, "meetings/packs/confirm.html", context | {"error": said}, status=422)
    messages.success(request, said)
    return _to_pack(meeting, part)


def _answer(request: HttpRequest, meeting: Meeting, publication: Publication, now: datetime) -> str:
    if request.POST.get("answer") == "yes":
        publishing.confirm(meeting, publication, request.user, now)
        return "Confirmed. The pack is published, or will be at the hour that was chosen."
    publishing.refuse(publication, request.user, now)
    return "It is not published."


@get_or_post
def withdraw(request: HttpRequest, board: str, address: str, part: int, key: UUID) -> HttpResponse:
    """Take a release back with its reason, or call off one whose hour has not come."""
    now = timezone.now()
    meeting = packs.get_meeting(request.user, board, address, part, "withdraw", now)
    release = packs.get_release(meeting, part, key)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if release.is_withdrawn:
        messages.warning(request, ANSWERED)
        return _to_pack(meeting, part)
    if form.is_valid():
        publishing.take_back(meeting, release, form.cleaned_data["reason"], request.user, now)
        messages.success(request, "Done. Nobody can read that release any more.")
        return _to_pack(meeting, part)
    context = {"meeting": meeting, "release": release, "planned": release.effective_at > now}
    return render_form(request, "meetings/packs/withdraw.html", form, context | {"part": part})
