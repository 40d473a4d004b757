"""Files of a paper: uploaded, checked, looked at, put in order, replaced, taken out."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.forms import Form
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from icsgov.nhsuk.asked import by_htmx
from icsgov.nhsuk.forms import render_form
from icsgov.press.limits import LIMITS
from icsgov.record.models import Blob
from meetings import paper_access
from meetings.forms.papers import FileTitleForm, OneFileForm, UploadForm
from meetings.models import PaperFile
from meetings.progress import Progress, progress
from meetings.tasks import receiving, word_files
from meetings.tasks.receiving import Upload

GONE = "This file is no longer part of the paper. Look at the list again."
# A browser shows nothing of these that could act: no script, no form, no frame.
INERT = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
SHOWN = {"pdf": "application/pdf", "png": "image/png", "jpeg": "image/jpeg"}


def files(request: HttpRequest, key: UUID) -> HttpResponse:
    """The files in print order, with what the door says of each; and more to upload."""
    now = timezone.now()
    row = progress(paper_access.get_desk_paper(request.user, key, "read", now), now)
    template = "meetings/papers/files.html" + ("#list" if by_htmx(request) else "")
    return _list(request, row, UploadForm(), now, template)


def _list(
    request: HttpRequest,
    row: Progress,
    form: UploadForm,
    now: datetime,
    template: str = "meetings/papers/files.html",
) -> HttpResponse:
    context = {
        "row": row,
        "paper": row.paper,
        "can": paper_access.rights(request.user, row, now),
        "checking": receiving.stages(row.files),
    }
    return render_form(request, template, form, context)


@require_POST
def upload(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take files in at the end of the list."""
    now = timezone.now()
    row = progress(paper_access.get_desk_paper(request.user, key, "write", now), now)
    form = UploadForm(request.POST, request.FILES)
    if form.is_valid() and is_too_much(row.files, form.cleaned_data["uploads"]):
        form.add_error("uploads", too_much())
    if not form.is_valid():
        return _list(request, row, form, now)
    acting_for = paper_access.acting_for(request.user, row.paper, now)
    uploads = [came(file) for file in form.cleaned_data["uploads"]]
    receiving.hand_in(row.paper, uploads, request.user, now, acting_for=acting_for)
    return redirect("paper-files", key=key)


def is_too_much(files: list[PaperFile], more: list[UploadedFile]) -> bool:
    """Whether the files of one paper would be more than we keep for it."""
    held = sum(file.original.size for file in files)
    return held + sum(file.size or 0 for file in more) > LIMITS.paper_bytes


def too_much() -> str:
    """What to say of it."""
    most = LIMITS.paper_bytes // 1_000_000
    return f"The files of one paper may have {most} MB together at most"


def came(file: TemporaryUploadedFile) -> Upload:
    """The bytes as they lie on the disk, and the bare name."""
    name = "".join(char for char in file.name or "" if char.isprintable())
    return Upload(Path(file.temporary_file_path()), name[-150:].strip() or "file")


def file(request: HttpRequest, key: UUID) -> HttpResponse:
    """One file: its first page, what was noticed, and what can be done with it."""
    return _file_page(request, _get(request, key, "read"))


def _file_page(request: HttpRequest, one: PaperFile, **forms: Form) -> HttpResponse:
    now = timezone.now()
    key = one.version.paper.key
    row = progress(paper_access.get_desk_paper(request.user, key, "read", now), now)
    context = {
        "file": one,
        "row": row,
        "paper": row.paper,
        "can": paper_access.rights(request.user, row, now),
        "is_current": one.version_id == row.paper.current_id,
        "checking": receiving.stages([one]),
        "title_form": FileTitleForm(initial={"title": one.title}),
        "file_form": OneFileForm(),
        **forms,
    }
    template = "meetings/papers/file.html" + ("#verdict" if by_htmx(request) else "")
    return render(request, template, context, status=422 if forms else 200)


def _get(request: HttpRequest, key: UUID, action: str) -> PaperFile:
    """The file with this key, if the reader may do this to its paper."""
    return paper_access.get_file(request.user, key, action, timezone.now())


def _change(request: HttpRequest, file: PaperFile, step: Callable[[str], object]) -> HttpResponse:
    """Do one thing to the list of files; say so when somebody else took the file out."""
    now = timezone.now()
    try:
        step(paper_access.acting_for(request.user, file.version.paper, now))
    except LookupError:
        messages.error(request, GONE)
    return redirect("paper-files", key=file.version.paper.key)


@require_POST
def confirm(request: HttpRequest, key: UUID) -> HttpResponse:
    """“This is the right file.”"""
    one = _get(request, key, "write")
    receiving.confirm(one, request.user, timezone.now())
    return redirect("paper-files", key=one.version.paper.key)


@require_POST
def take_clean(request: HttpRequest, key: UUID) -> HttpResponse:
    """Put the copy without changes and comments in the place of the file."""
    one = _get(request, key, "write")
    now = timezone.now()
    return _change(
        request,
        one,
        lambda who: word_files.take_clean_copy(one, request.user, now, acting_for=who),
    )


@require_POST
def text(request: HttpRequest, key: UUID) -> HttpResponse:
    """Let the text made from a Word file stand on the web, or take it off again."""
    one = _get(request, key, "write")
    now = timezone.now()
    who = paper_access.acting_for(request.user, one.version.paper, now)
    step = word_files.withhold_text if "off" in request.POST else word_files.release_text
    step(one, request.user, now, acting_for=who)
    return redirect("paper-file", key=key)


@require_POST
def retitle(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say what the file is called in the pack."""
    now = timezone.now()
    one = _get(request, key, "write")
    form = FileTitleForm(request.POST)
    if not form.is_valid():
        return _file_page(request, one, title_form=form)
    title = form.cleaned_data["title"]
    return _change(
        request,
        one,
        lambda who: receiving.retitle(one, title, request.user, now, acting_for=who),
    )


@require_POST
def replace(request: HttpRequest, key: UUID) -> HttpResponse:
    """Put another file in its place."""
    now = timezone.now()
    one = _get(request, key, "write")
    form = OneFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _file_page(request, one, file_form=form)
    upload = came(form.cleaned_data["file"])
    return _change(
        request,
        one,
        lambda who: receiving.replace(one, upload, request.user, now, acting_for=who),
    )


@require_POST
def remove(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take it out; earlier versions keep it."""
    now = timezone.now()
    one = _get(request, key, "write")
    messages.success(request, f"{one.filename} was removed. Earlier versions still have it.")
    return _change(
        request, one, lambda who: receiving.remove(one, request.user, now, acting_for=who)
    )


@require_POST
def move(request: HttpRequest, key: UUID) -> HttpResponse:
    """One place up or down."""
    now = timezone.now()
    one = _get(request, key, "write")
    places = -1 if request.POST.get("to") == "up" else 1
    return _change(
        request, one, lambda who: receiving.move(one, places, request.user, now, acting_for=who)
    )


def content(request: HttpRequest, key: UUID, what: str) -> HttpResponseBase:
    """The bytes: the original, the clean PDF, or the picture of the first page."""
    now = timezone.now()
    one = _get(request, key, "read")
    blob = bytes_of(one, what)
    if blob is None:
        raise Http404
    if not what.endswith("first-page"):
        paper_access.log_reading(request.user, one.version.paper, now, one.filename)
    stem = one.filename.rpartition(".")[0] or one.filename
    name = one.filename if what == "original" else f"{stem}.{blob.kind}"
    return send(blob, name, saved=what in ("original", "clean"))


def bytes_of(one: PaperFile, what: str) -> Blob | None:
    """The bytes that an address names; those of the clean copy by the hashes in the verdict."""
    copies = {"clean": "sha256", "clean-pdf": "pdf", "clean-first-page": "first_page"}
    if what in copies:
        return Blob.objects.filter(sha256=one.clean_copy.get(copies[what]) or "none").first()
    return {"original": one.original, "pdf": one.normalised, "first-page": one.thumbnail}.get(what)


def send(blob: Blob, filename: str, *, saved: bool = False) -> HttpResponseBase:
    """Bytes of the desk: shown where that is harmless, else handed over for saving."""
    kind = None if saved else SHOWN.get(blob.kind)
    response = FileResponse(blob.path.open("rb"), content_type=kind or "application/octet-stream")
    named = content_disposition_header(kind is None, filename)
    response["Content-Disposition"] = named or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = INERT
    return response


def picture(request: HttpRequest, key: UUID, sha256: str) -> HttpResponseBase:
    """A picture in the drafted text."""
    found = paper_access.get_picture(request.user, key, sha256, timezone.now())
    return send(found.blob, f"picture.{found.blob.kind}")
