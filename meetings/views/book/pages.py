"""The printed pages of a paper, or of the whole pack, in the viewer; and finding words in them."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from csp.decorators import csp_update
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from icsgov.record import access as record
from icsgov.record.models import ReleaseFile
from icsgov.record.views.answers import tells_what_is_gone
from meetings import noting, reading
from meetings.book import progress, searching
from meetings.book.leaves import Leaf, Leaves, leaves_of
from meetings.book.opened import OpenPaper, open_paper, papers_of
from meetings.book.parts import Part, file_address, neighbours, parts_of
from meetings.book.placing import Placed, place_notes
from meetings.models import Note
from meetings.views.book.notes import as_json

# pdf.js decodes some pictures and colours in WebAssembly; no other page needs it.
View = Callable[..., HttpResponseBase]
PENS = {"colours": Note.Colour.choices, "widths": Note.Width.choices}
VIEWER: Callable[[View], View] = csp_update({"script-src": ["'wasm-unsafe-eval'"]})


@VIEWER
@require_safe
@tells_what_is_gone
def pages(request: HttpRequest, board: str, address: str, part: int, key: UUID) -> HttpResponse:
    """The pages of one paper. `?page=` is a printed number, `?slide=` the paper's own."""
    now = timezone.now()
    found = reading.get_meeting(request.user, board, address, now)
    opened = open_paper(request.user, found, part, key, now)
    if opened.file is None:
        raise Http404
    wanted = _wanted(request, opened.leaves, key)
    if wanted is not None and wanted.thing != key:
        return redirect(_address(opened, wanted))
    was = progress.progress_of(opened.edition, part, progress.opened_by(request.user, [found], now))
    progress.open_paper(request.user, found, part, opened.edition, now)
    at = wanted.number if wanted else _stopped(was)
    notes = place_notes(opened, noting.notes_on(request.user, found, key, now))
    beside = neighbours(opened.parts, part, opened.entry.anchor)
    me = noting.reader(request.user, now)
    context = {
        "sitting": found,
        "part": opened.part,
        "opened": opened,
        "was": was,
        "previous": beside.previous,
        "following": beside.following,
        "notes": notes,
        "me": me,
        **PENS,
        "file": opened.file,
        "book": {
            **_shelf(opened.file, opened.pages, [opened], [(opened, each) for each in notes], me),
            "at": at,
        },
    }
    return render(request, "meetings/book/pages.html", context)


@VIEWER
@require_safe
@tells_what_is_gone
def pack_pages(request: HttpRequest, board: str, address: str, part: int) -> HttpResponse:
    """All pages of a part. With `?page=` the paper's own viewer, where the page is a paper's."""
    now = timezone.now()
    found = reading.get_meeting(request.user, board, address, now)
    parts = parts_of(request.user, found, now)
    here = parts.get(part)
    if here is None:
        raise Http404
    reading.note(request.user, here.release, now)
    leaves = leaves_of(here.release)
    wanted = _wanted(request, leaves, None)
    if wanted is not None and wanted.thing is not None and "whole" not in request.GET:
        where = {"board": board, "address": address, "part": part, "key": wanted.thing}
        return redirect(reverse("reading-pages", kwargs=where) + _query(wanted, request))
    opened = papers_of(found, parts, here, leaves)
    placed = _all_notes(request.user, opened, now)
    me = noting.reader(request.user, now)
    whole = record.pack_file(here.release)
    context = {
        "sitting": found,
        "part": here,
        "notes": [each for _, each in placed],
        "me": me,
        **PENS,
        "file": whole,
        "book": {
            **_shelf(whole, leaves.all, opened, placed, me),
            "at": wanted.at if wanted else 1,
        },
    }
    return render(request, "meetings/book/pages.html", context)


def _all_notes(user: Any, papers: Iterable[OpenPaper], now: Any) -> list[tuple[OpenPaper, Placed]]:
    """The reader's notes on every paper of a part, each with its paper."""
    found = []
    for paper in papers:
        notes = noting.notes_on(user, paper.meeting, paper.thing, now)
        found += [(paper, each) for each in place_notes(paper, notes)]
    return found


def _wanted(request: HttpRequest, leaves: Leaves, key: UUID | None) -> Leaf | None:
    """The page that an address names; 404 where the pack has none of that number."""
    label, slide = request.GET.get("page", ""), request.GET.get("slide", "")
    if slide and key:
        leaf = leaves.slide(key, slide)
    elif label:
        leaf = leaves.labelled(label)
    else:
        return None
    if leaf is None:
        raise Http404
    return leaf


def _query(leaf: Leaf, request: HttpRequest) -> str:
    find = {"find": request.GET["find"]} if request.GET.get("find") else {}
    return "?" + urlencode({"page": leaf.called, **find})


def _address(opened: OpenPaper, leaf: Leaf) -> str:
    """Where another page of the pack is read."""
    if leaf.thing is None:
        where = {name: value for name, value in opened.where.items() if name != "key"}
        return reverse("reading-pack-pages", kwargs=where) + f"?page={leaf.called}"
    where = {**opened.where, "key": leaf.thing}
    return reverse("reading-pages", kwargs=where) + f"?page={leaf.called}"


def _stopped(was: progress.Progress) -> int:
    """The page on which the reader stopped last time."""
    position = was.state.position if was.state else ""
    number = position.removeprefix("page=")
    return int(number) if position.startswith("page=") and number.isdigit() else 1


def _shelf(
    file: ReleaseFile,
    leaves: Sequence[Leaf],
    papers: Sequence[OpenPaper],
    notes: Sequence[tuple[OpenPaper, Placed]],
    me: int | None,
) -> dict[str, Any]:
    """What the viewer's script has to know of the file, its pages, its papers and the notes."""
    return {
        "file": file_address(file),
        "bytes": file.blob.size,
        "leaves": [
            {
                "label": leaf.called,
                "slide": leaf.slide,
                "thing": str(leaf.thing or ""),
                "number": leaf.number,
            }
            for leaf in leaves
        ],
        "papers": {str(paper.thing): _paper(paper) for paper in papers},
        "notes": [{**as_json(each, me), "thing": str(paper.thing)} for paper, each in notes],
    }


def _paper(paper: OpenPaper) -> dict[str, str]:
    return {
        "title": f"Enclosure {paper.edition.label}: {paper.edition.title}",
        "edition": paper.edition.key,
        "notes": reverse("reading-paper-notes", kwargs=paper.where),
        "position": reverse("reading-position", kwargs=paper.where),
    }


@require_safe
def find(request: HttpRequest, board: str, address: str) -> HttpResponse:
    """Words in the whole pack, in every part that the reader may have."""
    now = timezone.now()
    found = reading.get_meeting(request.user, board, address, now)
    parts: dict[int, Part] = parts_of(request.user, found, now)
    words = request.GET.get("q", "").strip()[:200]
    for each in parts.values():
        reading.note(request.user, each.release, now)
    hits = searching.find_in(parts.values(), words) if words else []
    context = {"sitting": found, "words": words, "hits": hits[: searching.MOST], "all": len(hits)}
    return render(request, "meetings/book/find.html", context)
