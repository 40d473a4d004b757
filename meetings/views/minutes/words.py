"""The minutes as a Word file, and the file that comes back."""

from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from icsgov.boards.middleware import keeps_typed
from icsgov.ledger.models import MoveRefused
from icsgov.record.kinds import MINUTES
from icsgov.record.proofs import prove
from meetings import minutes_access as access
from meetings.exporters import minutes_docx
from meetings.forms.minutes_steps import BringForm, PastForm
from meetings.minuting import past as importing
from meetings.minuting import returning, writing
from meetings.models import Minutes, Proposal
from meetings.views.minutes.showing import where

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
def export(request: HttpRequest, board: str, address: str, part: int) -> HttpResponse:
    """What the minutes say now, for somebody who works in Word; of Part 2 a record is kept."""
    now = timezone.now()
    found = access.get_minutes(request.user, board, address, part, "write", now)
    proof = prove(MINUTES, found.meeting.key, part, now)
    copy = returning.copy_out(found, request.user, now)
    if part > 1:
        found.record_change("read", request.user, now, words="Took Part 2 as a Word file")
    texts = {UUID(key): text for key, text in copy.texts.items()}
    file = minutes_docx.word(proof.root, texts, copy.key)
    response = HttpResponse(file, content_type=DOCX)
    name = f"{proof.filename}-minutes.docx"
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


@require_POST
@keeps_typed
def past(request: HttpRequest, board: str, address: str, part: int) -> HttpResponse:
    """Begin the minutes of a meeting with the Word file of them."""
    now = timezone.now()
    meeting = access.get_meeting(request.user, board, address, part, now)
    form = PastForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        path = Path(file.temporary_file_path())
        try:
            made = importing.bring_in(meeting, part, path, file.name, request.user, now)
        except returning.NotTaken as reason:
            form.add_error("file", str(reason))
        else:
            messages.success(request, "The minutes are in. Compare them with what was printed.")
            return redirect("minutes", **where(made))
    context = {"meeting": meeting, "part": part, "form": form}
    return render(request, "meetings/minutes/begin.html", context, status=422)


@keeps_typed
def bring(request: HttpRequest, board: str, address: str, part: int) -> HttpResponse:
    """Bring an edited Word file back; what it changes is shown, and a person decides on each."""
    now = timezone.now()
    found = access.get_minutes(request.user, board, address, part, "write", now)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = BringForm(*sent)
    if form.is_bound and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            path = Path(file.temporary_file_path())
            made = returning.bring_back(found, path, file.name, request.user, now)
        except returning.NotTaken as reason:
            form.add_error("file", str(reason))
        else:
            count = made.proposals.count()
            messages.success(request, _found(count))
            return redirect("minutes-bring", **where(found))
    return _page(request, found, form, 422 if form.errors else 200)


def _found(count: int) -> str:
    if not count:
        return "The Word file changes nothing."
    return f"{count} change{'s' if count > 1 else ''} found. Nothing is taken over yet."


def _page(
    request: HttpRequest, minutes: Minutes, form: Any, status: int, **more: Any
) -> HttpResponse:
    context = {
        "minutes": minutes,
        "meeting": minutes.meeting,
        "form": form,
        "offers": returning.offers(minutes),
        "is_open": writing.is_open(minutes),
        **more,
    }
    return render(request, "meetings/minutes/bring.html", context, status=status)


@require_POST
def settle(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take one change over, or leave it."""
    now = timezone.now()
    row = access.get_proposal(request.user, key, now)
    minutes = row.section.minutes
    try:
        said = _settled(row, request.POST, request.user, now)
    except returning.Differs:
        words = "The paragraph was changed here since you read this page. Look at it again."
        messages.warning(request, words)
        return _page(request, minutes, BringForm(), 409)
    except (MoveRefused, writing.Refused) as refused:
        late = "Somebody else settled this change before you."
        messages.warning(request, late if isinstance(refused, MoveRefused) else str(refused))
        return redirect("minutes-bring", **where(minutes))
    messages.success(request, said)
    return redirect("minutes-bring", **where(minutes))


def _settled(row: Proposal, sent: Any, by: Any, now: datetime) -> str:
    if sent.get("answer") != "take":
        row.settle(Proposal.State.LEFT, by, now)
        return "The change from Word is left. The minutes stay as they are."
    version = sent.get("version", "")
    return returning.take_over(row, int(version) if version.isdecimal() else -1, by, now)


@require_POST
def bring_all(request: HttpRequest, board: str, address: str, part: int) -> HttpResponse:
    """Take over every change that clashes with nothing."""
    now = timezone.now()
    found = access.get_minutes(request.user, board, address, part, "write", now)
    try:
        taken, waiting = returning.take_over_plain(found, request.user, now)
    except writing.Refused as refused:
        messages.warning(request, str(refused))
        return redirect("minutes-bring", **where(found))
    rest = f" {waiting} still need your answer." if waiting else ""
    messages.success(request, f"{taken} taken over.{rest}")
    return redirect("minutes-bring", **where(found))
