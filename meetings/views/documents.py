"""A board's documents on the desk: listed, begun, published, taken back."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from icsgov.boards.rights import may
from icsgov.nhsuk.forms import render_form
from icsgov.record import pages
from icsgov.record.models import Release
from icsgov.record.publications import Hindered
from icsgov.record.views.personal import finds
from meetings import documents, unsealing
from meetings.access import get_desk_board, keeps_board
from meetings.documents_access import documents_of, get_document, get_kept_board
from meetings.forms.documents import DocumentForm, ReleaseDocumentForm
from meetings.forms.packs import WithdrawForm


def board_documents(request: HttpRequest, board: str) -> HttpResponse:
    """How the board is governed, and the papers of its past meetings."""
    now = timezone.now()
    row = get_desk_board(request.user, board, now)
    rows = list(documents_of(request.user, row, now))
    context = {
        "board": row,
        "documents": rows,
        "published": documents.published(rows, now),
        "writes": keeps_board(request.user, row, now),
        "today": row.today(now),
    }
    return render(request, "meetings/documents/list.html", context)


def new_document(request: HttpRequest, board: str) -> HttpResponse:
    """Begin a document; its text and files are added on the page of its paper."""
    now = timezone.now()
    row = get_kept_board(request.user, board, now)
    form = DocumentForm(request.POST or None)
    if form.is_valid():
        asked = form.cleaned_data
        made = documents.begin(
            row,
            asked["kind"],
            asked["title"],
            request.user,
            now,
            on=asked["on"],
            review=asked["review"],
        )
        return redirect("desk-document", key=made.key)
    context = {"heading": "Add a document", "board": row}
    return render_form(request, "meetings/documents/form.html", form, context)


def document(request: HttpRequest, key: UUID) -> HttpResponse:
    """Where a document stands, and publishing it."""
    now = timezone.now()
    row = get_document(request.user, key, "read", now)
    if request.method == "POST":
        get_document(request.user, key, "release", now)
    form = ReleaseDocumentForm(request.POST or None, first=documents.live(row, now) is None)
    if form.is_valid():
        try:
            documents.release(row, form.cleaned_data["words"], request.user, now)
        except Hindered as hindered:
            form.add_error(None, str(hindered))
        else:
            messages.success(request, "Published.")
            return redirect("desk-document", key=key)
    context = {
        "document": row,
        "board": row.board,
        "current": documents.version_of(row),
        "hindrances": documents.hindrances(row),
        "releases": documents.releases(row),
        "live": documents.live(row, now),
        "writes": may(request.user, "write", row, now),
    }
    return render_form(request, "meetings/documents/document.html", form, context)


@require_http_methods(["GET", "HEAD", "POST"])
def document_personal(request: HttpRequest, key: UUID) -> HttpResponse:
    """What in a document looks like personal data, before it is published."""
    now = timezone.now()
    row = get_document(request.user, key, "release", now)
    version = documents.version_of(row)
    if version is None:
        raise Http404
    return finds(request, documents.draft_of(row, version), str(row), now)


def preview(request: HttpRequest, key: UUID) -> HttpResponse:
    """The page that the public would get; nothing is published by looking at it."""
    now = timezone.now()
    row = get_document(request.user, key, "release", now)
    shown = documents.as_public(row)
    root = shown["document"]
    if root is None:
        raise Http404
    given = Release(number=1, effective_at=now, changes=[])
    links = {"home": "", "board_href": f"/{row.board.slug}/", "contents": pages.contents(root)}
    context = {**shown, **links, "of": row, "release": given, "live": given, "releases": []}
    return render(request, "meetings/documents/as_public.html", context)


def cancel(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take back the draft of a paper that was to be released: all is as before."""
    now = timezone.now()
    row = get_document(request.user, key, "release", now)
    if not row.is_released_later:
        raise Http404
    if request.method == "POST":
        try:
            unsealing.cancel(row, request.user, now)
        except unsealing.Decided:
            messages.error(request, "It was published already. Withdraw the release instead.")
            return redirect("desk-document", key=key)
        messages.success(request, "Nothing was released. The paper is as it was.")
        return redirect("paper-unseal", key=row.paper.key)
    return render(request, "meetings/documents/cancel.html", {"document": row, "board": row.board})


def edit_document(request: HttpRequest, key: UUID) -> HttpResponse:
    """Change its kind and dates; the public sees them with the next release."""
    now = timezone.now()
    row = get_document(request.user, key, "write", now)
    form = DocumentForm(request.POST or None, instance=row)
    if form.is_valid() and form.save_by(request.user, now):
        messages.success(request, "Saved. Publish the document again to show the public.")
        return redirect("desk-document", key=key)
    context = {"heading": f"Change {row}", "board": row.board}
    return render_form(request, "meetings/documents/form.html", form, context)


def withdraw_document(request: HttpRequest, key: UUID, number: int) -> HttpResponse:
    """Take a release back, with a reason that the public reads."""
    now = timezone.now()
    row = get_document(request.user, key, "withdraw", now)
    given = next((each for each in documents.releases(row) if each.number == number), None)
    if given is None or given.is_withdrawn:
        raise Http404
    form = WithdrawForm(request.POST or None)
    if form.is_valid():
        documents.take_back(row, given, form.cleaned_data["reason"], request.user, now)
        messages.success(request, "Withdrawn. Your reason stands in its place.")
        return redirect("desk-document", key=key)
    heading = f"Withdraw release {number} of {row}"
    context = {"heading": heading, "verb": "Withdraw it", "board": row.board}
    return render_form(request, "meetings/documents/form.html", form, context)
