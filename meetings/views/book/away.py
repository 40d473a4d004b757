"""Away from the desk: the papers as one file, one's notes to take along, a marked file back."""

from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from icsgov.nhsuk.forms import render_form
from meetings import noting, reading
from meetings.book.parts import parts_of
from meetings.exporters import marked_pack, notes_docx
from meetings.forms.notes import MarkedForm
from meetings.importers.marked_pdf import NotReadable, take_in
from meetings.models import Meeting

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
def whole(request: HttpRequest, board: str, address: str) -> HttpResponse:
    """Every paper that the reader may have as one PDF with bookmarks; `?notes=1` with notes."""
    now = timezone.now()
    found = reading.get_meeting(request.user, board, address, now)
    parts = parts_of(request.user, found, now)
    if not parts:
        raise Http404
    for part in parts.values():
        reading.note(request.user, part.release, now)
    if "notes" in request.GET:
        made = marked_pack.with_notes(request.user, found, parts, now)
        return _file(made, f"{board}-{address}-with-my-notes.pdf", "application/pdf")
    return _file(marked_pack.whole(parts), f"{board}-{address}-papers.pdf", "application/pdf")


@require_safe
def notes_word(request: HttpRequest) -> HttpResponse:
    """All of one's own notes as a Word file; of one meeting where `?meeting=` names it."""
    now = timezone.now()
    rows = noting.own_notes(request.user, now)
    wanted = request.GET.get("meeting", "")
    chosen = [each for each in noting.meetings_noted(request.user, now) if str(each.key) == wanted]
    if chosen:
        rows = rows.filter(meeting=chosen[0])
    owner = request.user.full_name  # type: ignore[union-attr]
    made = notes_docx.word(owner, noting.places(request.user, rows, now))
    return _file(made, "my-notes.docx", WORD)


@require_http_methods(["GET", "HEAD", "POST"])
def hand_back(request: HttpRequest, board: str, address: str) -> HttpResponse:
    """A PDF of these papers that was marked elsewhere: its marks become private notes."""
    now = timezone.now()
    found = reading.get_meeting(request.user, board, address, now)
    parts = parts_of(request.user, found, now)
    if not parts:
        raise Http404
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = MarkedForm(*sent)
    context: dict[str, Any] = {"sitting": found, "taken": None}
    if request.method == "POST" and form.is_valid():
        path = Path(form.cleaned_data["file"].temporary_file_path())
        try:
            taken = take_in(request.user, found, parts, path, now)
        except NotReadable as error:
            form.add_error("file", str(error))
        else:
            if not taken.left:
                return _taken(request, found, taken.new, taken.known)
            context["taken"] = taken
    return render_form(request, "meetings/book/hand_back.html", form, context)


def _taken(request: HttpRequest, meeting: Meeting, new: int, known: int) -> HttpResponse:
    marks = f"{new} mark{'' if new == 1 else 's'} became your notes."
    messages.success(request, marks + (f" {known} were there already." if known else ""))
    return redirect(f"/reading/notes/?meeting={meeting.key}")


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
