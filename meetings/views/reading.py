"""What members read, as a book: what is asked of them first, then paper after paper."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from icsgov.record import access as record
from icsgov.record import pages
from icsgov.record.models import Release, ReleaseFile
from icsgov.record.pages import Shelf
from icsgov.record.publish import tree_from, tree_of
from icsgov.record.tree import Node
from icsgov.record.views.files import send, starts_reading
from meetings import reading
from meetings.models import Meeting

PAST_SHOWN = 10


@dataclass(frozen=True)
class Part:
    """One part of a meeting as its reader has it."""

    number: int
    release: Release
    root: Node
    shelf: Shelf

    @property
    def is_private(self) -> bool:
        return self.number > 1

    @cached_property
    def rows(self) -> list[pages.AgendaRow]:
        return pages.agenda_rows(self.root, self.shelf)

    @cached_property
    def papers(self) -> list[pages.PaperLink]:
        return [paper for row in self.rows for paper in row.papers]

    @property
    def asks(self) -> bool:
        """Whether the board is asked to do anything."""
        return any(row.asked for row in self.rows)

    @property
    def pack_href(self) -> str:
        return f"{self.shelf.base}pack.pdf"


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """My meetings: the next ones of my boards, and those that were."""
    now = timezone.now()
    today = timezone.localdate(now)
    mine = reading.meetings_of(request.user, now)
    coming = list(mine.filter(date__gte=today).order_by("date", "starts"))
    past = list(mine.past(today)[:PAST_SHOWN])
    packs = reading.packs_of(request.user, [*coming, *past], now)
    sizes = reading.pages_of(packs.values())
    context = {
        "coming": [_on_the_list(request.user, each, packs, sizes, now) for each in coming],
        "past": [_on_the_list(request.user, each, packs, sizes, now) for each in past],
    }
    return render(request, "meetings/reading_home.html", context)


def _on_the_list(
    user: Any, meeting: Meeting, packs: reading.Packs, sizes: dict[int, int], now: datetime
) -> dict[str, Any]:
    """A meeting, its packs with their number of pages, and the way in."""
    own = [packs[meeting.key, part] for part in (1, 2) if (meeting.key, part) in packs]
    return {
        "meeting": meeting,
        "packs": [{"release": pack, "pages": sizes.get(pack.pk, 0)} for pack in own],
        "joining_link": reading.joining_link(user, meeting, now),
    }


@require_safe
def meeting(request: HttpRequest, board: str, address: str) -> HttpResponse:
    """What is asked of the board, then the agenda of Part 1, then that of Part 2."""
    now = timezone.now()
    found = reading.get_meeting(request.user, board, address, now)
    packs = reading.packs_of_one(request.user, found, now)
    parts = [_part(found, number, release) for number, release in packs.items()]
    for part in parts:
        reading.note(request.user, part.release, now)
    context = {
        "meeting": found,
        "parts": parts,
        "joining_link": reading.joining_link(request.user, found, now),
        "minutes_parts": reading.minutes_parts(request.user, found, now),
    }
    return render(request, "meetings/reading_meeting.html", context)


def _part(meeting: Meeting, number: int, release: Release) -> Part:
    where = {"board": meeting.board.slug, "address": meeting.address, "part": number}
    base = reverse("reading-pack", kwargs=where).removesuffix("pack.pdf")
    root = tree_of(release, without=pages.INSIDE)
    prefix = f"part-{number}-" if number > 1 else ""
    shelf = pages.shelf_of(release, base, address=file_address, by_key=True, prefix=prefix)
    return Part(number, release, root, shelf)


def file_address(file: ReleaseFile) -> str:
    return reverse("reading-file", kwargs={"key": file.key})


@require_safe
def paper(request: HttpRequest, board: str, address: str, part: int, key: UUID) -> HttpResponse:
    """A paper, with the ways to the one before and the one after, in the order of the pack."""
    now = timezone.now()
    found = reading.get_meeting(request.user, board, address, now)
    packs = reading.packs_of_one(request.user, found, now)
    entry = record.paper_with(packs[part], key) if part in packs else None
    if entry is None:
        raise Http404
    parts = {number: _part(found, number, release) for number, release in packs.items()}
    reading.note(request.user, packs[part], now, anchor=entry.anchor)
    here = parts[part]
    whole = tree_from(packs[part].entries.within(entry))
    context = pages.context_for_paper(here.root, whole, here.shelf)
    context |= {"sitting": found, "part": here, **_neighbours(parts, part, entry.anchor)}
    return render(request, "meetings/reading_paper.html", context)


def _neighbours(parts: dict[int, Part], part: int, anchor: str) -> dict[str, Any]:
    """The papers before and after this one; Part 2 follows Part 1."""
    order = [(each.number, paper) for each in parts.values() for paper in each.papers]
    at = [(number, paper.node.anchor) for number, paper in order].index((part, anchor))
    return {
        "previous": order[at - 1][1] if at else None,
        "following": order[at + 1][1] if at + 1 < len(order) else None,
    }


@require_safe
def pack(request: HttpRequest, board: str, address: str, part: int) -> HttpResponseBase:
    """The whole pack of a part as one PDF."""
    now = timezone.now()
    found = reading.get_meeting(request.user, board, address, now)
    release = reading.get_pack(request.user, found, part, now)
    whole = record.pack_file(release)
    if starts_reading(request):
        reading.note(request.user, release, now, file=whole)
    return send(request, whole)


@require_safe
def file(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """A file of a paper, or a picture in one."""
    now = timezone.now()
    found = record.file_for(request.user, key, now)
    if starts_reading(request):
        reading.note(request.user, found.release, now, file=found)
    return send(request, found)
