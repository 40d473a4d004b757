"""What an author's link opens: the way in for one paper, and for nothing else."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from icsgov.boards.middleware import public
from icsgov.ledger.models import MoveRefused
from icsgov.nhsuk.asked import by_htmx
from icsgov.nhsuk.forms import render_form
from meetings import put_in_access
from meetings.forms.papers import UploadForm
from meetings.forms.word_forms import TakeForm
from meetings.put_in_access import Desk
from meetings.tasks import forms, handling, receiving, word_files
from meetings.views.papers import word
from meetings.views.papers.files import GONE, bytes_of, came, is_too_much, send, too_much
from meetings.views.papers.saving import sent

PAGE = "meetings/put_in/page.html"


@public
def page(request: HttpRequest, token: str) -> HttpResponse:
    """The paper’s title, deadline and checklist, what came last, and the way to send more."""
    now = timezone.now()
    desk = put_in_access.open_desk(token, now)
    if desk.is_over:
        return _over(request, desk)
    if request.method != "POST":
        return _page(request, token, desk, UploadForm())
    if desk.shut is not None:
        return _refuse(request, token, desk)
    form = UploadForm(request.POST, request.FILES)
    if form.is_valid() and is_too_much(desk.row.files, form.cleaned_data["uploads"]):
        form.add_error("uploads", too_much())
    if not form.is_valid():
        return _page(request, token, desk, form)
    _take(request, desk, form, now)
    return redirect("put-in", token=token)


def _take(request: HttpRequest, desk: Desk, form: UploadForm, now: datetime) -> None:
    """Keep what was sent, and say what the paper had already."""
    uploads = [came(file) for file in form.cleaned_data["uploads"]]
    doubles = receiving.put_in(desk.paper, uploads, None, now, acting_for=desk.author)
    desk.link.note_use(now)
    if len(doubles) < len(uploads):
        messages.success(request, "We have received it. It is being checked.")
    for double in doubles:
        words = f"“{double.filename}” is the same as a file that we have already."
        messages.warning(request, f"{words} It was not added again.")


def _page(request: HttpRequest, token: str, desk: Desk, form: UploadForm) -> HttpResponse:
    context = {
        "token": token,
        "desk": desk,
        "row": desk.row,
        "paper": desk.paper,
        "checking": receiving.stages(desk.row.files),
        "can_submit": desk.shut is None and desk.paper.can_move("submitted"),
    }
    template = PAGE + ("#received" if by_htmx(request) else "")
    return _private(render_form(request, template, form, context))


def _closed(request: HttpRequest, token: str, desk: Desk) -> HttpResponse | None:
    """The answer of a link that puts nothing in any more; None while it does."""
    if desk.is_over:
        return _over(request, desk)
    if desk.shut is not None:
        return _refuse(request, token, desk)
    return None


def _over(request: HttpRequest, desk: Desk) -> HttpResponse:
    """One sentence on why the link opens nothing, and whom to ask; no word of the paper."""
    context = {"shut": desk.shut, "contact": desk.paper.board.contact}
    return _private(render(request, "meetings/put_in/over.html", context, status=410))


def _refuse(request: HttpRequest, token: str, desk: Desk) -> HttpResponse:
    if desk.shut is not None:
        messages.error(request, f"{desk.shut.words} Nothing was changed.")
    return redirect("put-in", token=token)


def _private(response: HttpResponse) -> HttpResponse:
    """The address is a secret: no other site learns it, and no search engine keeps it.

    Not "no-referrer": with that a browser names no origin, and its forms are refused.
    """
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


@public
@require_POST
def submit(request: HttpRequest, token: str) -> HttpResponse:
    """Hand the paper in for its author."""
    now = timezone.now()
    desk = put_in_access.open_desk(token, now)
    if (closed := _closed(request, token, desk)) is not None:
        return closed
    try:
        handling.submit(desk.paper, None, now, acting_for=desk.author)
    except MoveRefused:
        return redirect("put-in", token=token)
    desk.link.note_use(now)
    messages.success(request, "Thank you. The paper has been handed in.")
    return redirect("put-in", token=token)


@public
@require_POST
def remove(request: HttpRequest, token: str, key: UUID) -> HttpResponse:
    """Take a wrong file out again; earlier versions keep it."""
    now = timezone.now()
    desk = put_in_access.open_desk(token, now)
    if (closed := _closed(request, token, desk)) is not None:
        return closed
    file = put_in_access.own_file(desk, key)
    try:
        receiving.remove(file, None, now, acting_for=desk.author)
    except LookupError:
        return redirect("put-in", token=token)
    messages.success(request, f"“{file.filename}” was taken out.")
    return redirect("put-in", token=token)


@public
@require_POST
def take_clean(request: HttpRequest, token: str, key: UUID) -> HttpResponse:
    """Put the copy without changes and comments in the place of a file."""
    now = timezone.now()
    desk = put_in_access.open_desk(token, now)
    if (closed := _closed(request, token, desk)) is not None:
        return closed
    file = put_in_access.own_file(desk, key)
    try:
        word_files.take_clean_copy(file, None, now, acting_for=desk.author)
    except LookupError:
        messages.error(request, GONE)
        return redirect("put-in", token=token)
    desk.link.note_use(now)
    messages.success(request, f"The clean copy of “{file.filename}” is in its place.")
    return redirect("put-in", token=token)


@public
def clean(request: HttpRequest, token: str, key: UUID) -> HttpResponseBase:
    """The clean copy to look at; nothing else of a paper is shown."""
    desk = put_in_access.open_desk(token, timezone.now())
    if desk.is_over:
        return _over(request, desk)
    file = put_in_access.own_file(desk, key)
    blob = bytes_of(file, "clean-pdf")
    if blob is None:
        raise Http404
    response = send(blob, "clean-copy.pdf")
    response["Referrer-Policy"] = "same-origin"
    return response


@public
def cover(request: HttpRequest, token: str) -> HttpResponse:
    """The cover sheet of this paper as a Word form."""
    desk = put_in_access.open_desk(token, timezone.now())
    if (closed := _closed(request, token, desk)) is not None:
        return closed
    return _private(word.download(desk.row))


@public
def read(request: HttpRequest, token: str, key: UUID) -> HttpResponse:
    """What came in a form beside what there is; its author takes it."""
    now = timezone.now()
    desk = put_in_access.open_desk(token, now)
    if (closed := _closed(request, token, desk)) is not None:
        return closed
    offered = word.offer(desk.row, put_in_access.own_file(desk, key))
    form = TakeForm(sent(request), offered=offered)
    if not form.is_valid():
        context = {"offered": offered, "desk": desk, "paper": desk.paper, "token": token}
        return _private(render_form(request, "meetings/put_in/form.html", form, context))
    try:
        forms.take(offered, form.cleaned_data["take"], None, now, acting_for=desk.author)
    except LookupError:
        messages.error(request, GONE)
    else:
        messages.success(request, word.taken_words(offered, form.cleaned_data["take"]))
    desk.link.note_use(now)
    return redirect("put-in", token=token)
