"""The cover sheet as a Word form: downloaded filled in, and read back when it comes."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import content_disposition_header

from icsgov.nhsuk.forms import render_form
from meetings import form_reading, paper_access
from meetings.exporters.cover_docx import word
from meetings.form_reading import Offer
from meetings.forms.word_forms import TakeForm
from meetings.models import PaperFile
from meetings.progress import Progress, progress
from meetings.tasks import forms
from meetings.views.papers.files import GONE
from meetings.views.papers.saving import sent

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TAKEN = "The cover sheet has been read into its fields."


def cover(request: HttpRequest, key: UUID) -> HttpResponse:
    """The form of this paper, filled as far as the cover sheet is."""
    now = timezone.now()
    return download(progress(paper_access.get_desk_paper(request.user, key, "write", now), now))


def download(row: Progress) -> HttpResponse:
    """The form as a file to save."""
    response = HttpResponse(word(form_reading.sheet(row)), content_type=WORD)
    named = content_disposition_header(True, f"Cover sheet {row.paper.slug}.docx")
    response["Content-Disposition"] = named or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def read(request: HttpRequest, key: UUID) -> HttpResponse:
    """What came in a form beside what there is; a person takes it."""
    now = timezone.now()
    file = paper_access.get_file(request.user, key, "write", now)
    paper = paper_access.get_desk_paper(request.user, file.version.paper.key, "write", now)
    offered = offer(progress(paper, now), file)
    form = TakeForm(sent(request), offered=offered)
    if not form.is_valid():
        context = {"offered": offered, "paper": paper, "row": offered.row}
        return render_form(request, "meetings/papers/form.html", form, context)
    acting_for = paper_access.acting_for(request.user, paper, now)
    try:
        forms.take(offered, form.cleaned_data["take"], request.user, now, acting_for=acting_for)
    except LookupError:
        messages.error(request, GONE)
    else:
        messages.success(request, taken_words(offered, form.cleaned_data["take"]))
    return redirect("paper", key=paper.key)


def offer(row: Progress, file: PaperFile) -> Offer:
    """What the form offers; 404 for a file that is none, or is no longer there."""
    try:
        return form_reading.offer(row, file)
    except LookupError:
        raise Http404 from None


def taken_words(offered: Offer, keys: list[str]) -> str:
    """What was done, in a sentence or two."""
    rest = " The paper that followed it is being checked." if offered.has_rest else ""
    return (TAKEN if keys else "Nothing was taken from the cover sheet.") + rest
