"""Notes: made beside a paper, changed and shared one by one, listed, searched and taken along."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from icsgov.boards.middleware import keeps_typed
from icsgov.nhsuk.forms import render_form
from meetings import noting, reading
from meetings.book.opened import open_paper
from meetings.book.placing import Placed, place_notes
from meetings.forms.notes import NoteForm, WordsForm
from meetings.models import Note
from meetings.views.book.paper import paper_context

A_PAGE = 100


def wants_json(request: HttpRequest) -> bool:
    """Whether a script of ours asks, and not a form."""
    return request.headers.get("Accept", "") == "application/json"


def as_json(placed: Placed, me: int | None) -> dict[str, Any]:
    """A note for the script that draws it."""
    note = placed.note
    return {
        "key": str(note.key),
        "version": note.version,
        "kind": note.kind,
        "words": note.words,
        "quote": note.quote,
        "page": placed.page,
        "label": placed.label,
        "rects": list(placed.rects),
        "ink": note.ink if placed.page else [],
        "colour": note.colour,
        "width": note.width,
        "mine": note.owner_id == me,
        "owner": str(note.owner),
        "shared": [str(each) for each in note.shared_with.all()],
        "gone": placed.was if placed.is_gone else "",
    }


@keeps_typed
@require_http_methods(["GET", "HEAD", "POST"])
def paper_notes(
    request: HttpRequest, board: str, address: str, part: int, key: UUID
) -> HttpResponse:
    """The reader's notes on a paper, for the script; what is sent becomes a new one."""
    now = timezone.now()
    found = reading.get_meeting(request.user, board, address, now)
    opened = open_paper(request.user, found, part, key, now)
    if request.method != "POST":
        placed = place_notes(opened, noting.notes_on(request.user, found, key, now))
        return JsonResponse(
            {"notes": [as_json(each, noting.reader(request.user, now)) for each in placed]}
        )
    form = NoteForm(request.POST, auto_id="note-form-%s")
    if not form.is_valid():
        if wants_json(request):
            return JsonResponse({"errors": form.errors.get_json_data()}, status=422)
        placed = place_notes(opened, noting.notes_on(request.user, found, key, now))
        context = paper_context(opened, placed) | {"note_form": form, "form": form}
        context["me"] = noting.reader(request.user, now)
        return render(request, "meetings/reading_paper.html", context, status=422)
    note = noting.make(request.user, opened, form.cleaned_data, now)
    if wants_json(request):
        (placed_now,) = place_notes(opened, [note])
        return JsonResponse(as_json(placed_now, noting.reader(request.user, now)), status=201)
    messages.success(request, "Your note is saved. Nobody else can read it.")
    return redirect("reading-paper", **opened.where)


@keeps_typed
@require_http_methods(["GET", "HEAD", "POST"])
def note(request: HttpRequest, key: UUID) -> HttpResponse:
    """One's own note: its words, and with whom it is shared."""
    now = timezone.now()
    found = noting.get_own(request.user, key, now)
    members = noting.members_to_share_with(found, now)
    initial = {
        "words": found.words,
        "version": found.version,
        "shared_with": [each.key for each in found.shared_with.all()],
    }
    sent = request.POST if request.method == "POST" else None
    form = WordsForm(sent, initial=initial, members=members)
    context = {"note": found, "clash": ""}
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        changed = noting.change(
            found, given["version"], given["words"], given.get("shared_with", ()), now
        )
        if changed and wants_json(request):
            return JsonResponse({"version": found.version, "words": found.words})
        if changed:
            messages.success(request, "Your note is saved.")
            return redirect("reading-notes")
        if wants_json(request):
            return JsonResponse({"version": found.version, "words": found.words}, status=409)
        context["clash"] = found.words
        form = WordsForm(request.POST | {"version": found.version}, members=members)
        return render(request, "meetings/book/note.html", {**context, "form": form}, status=409)
    if request.method == "POST" and wants_json(request):
        return JsonResponse({"errors": form.errors.get_json_data()}, status=422)
    return render_form(request, "meetings/book/note.html", form, context)


@require_POST
def remove(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take one's own note away."""
    noting.remove(noting.get_own(request.user, key, timezone.now()))
    if wants_json(request):
        return HttpResponse(status=204)
    messages.success(request, "Your note is gone.")
    return redirect("reading-notes")


@require_safe
def notes(request: HttpRequest) -> HttpResponse:
    """All notes of the reader, and those shared with them; by words, kind, meeting and owner."""
    now = timezone.now()
    rows = noting.notes_seen(request.user, now)
    wanted = {name: request.GET.get(name, "").strip() for name in ("q", "kind", "whose", "meeting")}
    meetings = noting.meetings_noted(request.user, now)
    if wanted["q"]:
        rows = rows.holding(wanted["q"][:200])
    if wanted["kind"] in Note.Kind.values:
        rows = rows.filter(kind=wanted["kind"])
    if wanted["whose"] == "mine":
        rows = rows.filter(owner=noting.reader(request.user, now))
    elif wanted["whose"] == "shared":
        rows = rows.exclude(owner=noting.reader(request.user, now))
    chosen = next((each for each in meetings if str(each.key) == wanted["meeting"]), None)
    if chosen:
        rows = rows.filter(meeting=chosen)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "places": noting.places(request.user, page.object_list, now),
        "wanted": wanted,
        "kinds": Note.Kind.choices,
        "meetings": meetings,
        "me": noting.reader(request.user, now),
        "to_clear": noting.to_clear(request.user, meetings, now),
    }
    return render(request, "meetings/book/notes.html", context)
