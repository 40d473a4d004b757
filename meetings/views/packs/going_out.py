"""What went out: each reader with how far it is, once more by one click, what came back; print."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from icsgov.boards.rights import may
from icsgov.nhsuk.forms import render_form
from icsgov.press import returned
from icsgov.record import workbooks
from icsgov.record.models import Release
from icsgov.work import scratch
from meetings import going_out, packs
from meetings.exporters import printed
from meetings.forms.going_out import CameBackForm, ReturnedForm
from meetings.going_out import Recipient, Sent
from meetings.models import Meeting

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
NOTHING = "Nothing was sent: it is under way already, or there is nobody to send it to."


@dataclass(frozen=True)
class Outgoing:
    """A release with what went out beside it, and everybody who reads it."""

    meeting: Meeting
    part: int
    release: Release
    together: list[Release]
    rows: list[Recipient]
    by: Any
    now: datetime

    @property
    def mailed(self) -> Release | None:
        """What an e-mail can name now."""
        return going_out.readable_of(self.together, self.now)

    @property
    def untold(self) -> list[Recipient]:
        return [each for each in self.rows if each.may_be_sent and each.last is None]

    @property
    def counted(self) -> list[tuple[going_out.Sent, int]]:
        return going_out.counted(self.rows)

    @property
    def correctable(self) -> set[UUID]:
        """The people whose address took nothing, and may be corrected by who looks."""
        return {
            each.person.key
            for each in self.rows
            if each.account
            and each.account.is_active
            and each.sent in (Sent.CAME_BACK, Sent.FAILED)
            and may(self.by, "correct the address of", each.account, self.now)
        }

    @property
    def on_paper(self) -> list[Recipient]:
        return [each for each in self.rows if each.in_print]

    def find(self, person: UUID) -> Recipient:
        """One of them; 404 for anybody else."""
        found = going_out.of_person(self.rows, person)
        if found is None:
            raise Http404
        return found

    @property
    def where(self) -> dict[str, Any]:
        return {
            "board": self.meeting.board.slug,
            "address": self.meeting.address,
            "part": self.part,
            "key": self.release.key,
        }

    @property
    def context(self) -> dict[str, Any]:
        return {"meeting": self.meeting, "part": self.part, "release": self.release, "out": self}

    def back(self) -> HttpResponse:
        return redirect("pack-going-out", **self.where)


def _load(
    request: HttpRequest, board: str, address: str, part: int, key: UUID, now: datetime
) -> Outgoing:
    meeting = packs.get_meeting(request.user, board, address, part, "publish", now)
    release = packs.get_release(meeting, part, key)
    together = going_out.told_of_with(release)
    at = max(now, release.effective_at)
    rows = going_out.recipients(meeting, part, at, together, now=now)
    return Outgoing(meeting, part, release, together, rows, request.user, now)


@require_safe
def sent(request: HttpRequest, board: str, address: str, part: int, key: UUID) -> HttpResponse:
    """Everybody who reads this release: told, came back, in print."""
    out = _load(request, board, address, part, key, timezone.now())
    context = out.context | {"form": ReturnedForm()}
    return render(request, "meetings/going_out/sent.html", context)


@require_POST
def send(request: HttpRequest, board: str, address: str, part: int, key: UUID) -> HttpResponse:
    """Send the e-mail to one person once more, or to all who were not told."""
    now = timezone.now()
    out = _load(request, board, address, part, key, now)
    wanted = request.POST.get("person", "")
    chosen = out.untold if wanted == "untold" else [out.find(_key(wanted))]
    release = out.mailed
    done = [each for each in chosen if release and going_out.send_again(each, release, now)]
    if not done:
        messages.warning(request, NOTHING)
    elif len(done) == 1:
        messages.success(request, f"The e-mail to {done[0].person} is on its way.")
    else:
        messages.success(request, f"{len(done)} e-mails are on their way.")
    return out.back()


def _key(words: str) -> UUID:
    try:
        return UUID(words)
    except ValueError:
        raise Http404 from None


@get_or_post
def came_back(
    request: HttpRequest, board: str, address: str, part: int, key: UUID, person: UUID
) -> HttpResponse:
    """Note by hand that the e-mail to somebody came back, and why."""
    now = timezone.now()
    out = _load(request, board, address, part, key, now)
    recipient = out.find(person)
    if not recipient.may_come_back:
        messages.warning(request, f"No e-mail has gone out to {recipient.person} that could.")
        return out.back()
    form = CameBackForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        words = form.cleaned_data["words"]
        going_out.note_return(recipient, words, out.meeting, request.user, now)
        messages.success(request, f"Noted: the e-mail to {recipient.person} came back.")
        return out.back()
    context = out.context | {"recipient": recipient}
    return render_form(request, "meetings/going_out/came_back.html", form, context)


@require_POST
def take_returned(
    request: HttpRequest, board: str, address: str, part: int, key: UUID
) -> HttpResponse:
    """Read a message that came back, and note whose it was."""
    now = timezone.now()
    out = _load(request, board, address, part, key, now)
    form = ReturnedForm(request.POST, request.FILES)
    if form.is_valid():
        found = _read(form.cleaned_data["message"])
        noted = going_out.take_returned(out.rows, found, out.meeting, request.user, now)
        if noted:
            names = ", ".join(str(each.person) for each in noted)
            messages.success(request, f"Noted: the e-mail to {names} came back.")
            return out.back()
        form.add_error("message", _nothing(found))
    return render_form(request, "meetings/going_out/sent.html", form, out.context)


def _read(upload: Any) -> returned.Returned:
    path = Path(upload.temporary_file_path())
    with scratch.folder("returned") as folder:
        return returned.read(path, upload.name, folder)


def _nothing(found: returned.Returned) -> str:
    if found.refused:
        return found.refused
    if found.told and not any(each.is_final for each in found.told):
        return "This message says that the e-mail is late, and is still being tried. Wait for it."
    return (
        "This message names nobody whose e-mail about this release is on record as sent. "
        "Note it by hand beside the name."
    )


@require_safe
def print_page(
    request: HttpRequest, board: str, address: str, part: int, key: UUID
) -> HttpResponse:
    """Who needs print, and the files for the printer."""
    now = timezone.now()
    out = _load(request, board, address, part, key, now)
    printings = going_out.printings(out.rows, out.together, now)
    context = out.context | {"printings": printings}
    return render(request, "meetings/going_out/print.html", context)


@require_safe
def papers(
    request: HttpRequest, board: str, address: str, part: int, key: UUID, person: UUID, ending: str
) -> HttpResponse:
    """The papers as one reader may have them, as one PDF or a zip."""
    now = timezone.now()
    out = _load(request, board, address, part, key, now)
    recipient = out.find(person)
    release = going_out.pack_for(recipient, out.together, now) if recipient.in_print else None
    if release is None or ending not in ("pdf", "zip"):
        raise Http404
    if part > 1:
        words = f"Took the papers of Part {part} to print for {recipient.person}"
        out.meeting.record_change("read", request.user, now, words=words)
    made = printed.one_file(release) if ending == "pdf" else printed.zipped(release)
    kind = "application/pdf" if ending == "pdf" else "application/zip"
    return _file(made, f"{_stem(out)}-print.{ending}", kind)


@require_safe
def addresses(request: HttpRequest, board: str, address: str, part: int, key: UUID) -> HttpResponse:
    """Who gets print and where, as a workbook."""
    out = _load(request, board, address, part, key, timezone.now())
    return workbooks.answer(printed.addresses(out.on_paper), f"{_stem(out)}-addresses.xlsx")


@require_safe
def labels(request: HttpRequest, board: str, address: str, part: int, key: UUID) -> HttpResponse:
    """The same as labels to print."""
    out = _load(request, board, address, part, key, timezone.now())
    if not out.on_paper:
        raise Http404
    made = printed.labels(out.on_paper, f"Labels: {out.meeting}")
    return _file(made, f"{_stem(out)}-labels.pdf", "application/pdf")


def _stem(out: Outgoing) -> str:
    return f"{out.meeting.board.slug}-{out.meeting.address}-part-{out.part}"


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
