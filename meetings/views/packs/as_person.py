"""The very build as one named person would get it, before it is released."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from icsgov.boards.models import Person
from icsgov.record import pages
from icsgov.record.models import Build
from icsgov.record.models.releases import Audience
from icsgov.record.pages import FileLink
from icsgov.record.tree import Node
from meetings import going_out, previewing
from meetings.book.parts import Part
from meetings.models import Meeting
from meetings.previewing import Gets
from meetings.views.packs.preview import around, load, shelf_of


@dataclass(frozen=True)
class Preview:
    """A build and the person whose eyes it is seen with."""

    meeting: Meeting
    build: Build
    gets: Gets
    part: int

    @property
    def person(self) -> Person:
        return self.gets.person

    @property
    def root(self) -> Node:
        return self.gets.root

    def address(self, name: str, **more: Any) -> str:
        """An address of this build."""
        where = {"board": self.meeting.board.slug, "address": self.meeting.address}
        return reverse(name, kwargs={**where, "part": self.part, "key": self.build.key, **more})

    @property
    def base(self) -> str:
        """Where the pages of this preview stand."""
        return self.address("pack-preview-person", person=self.person.key)

    @property
    def pack_href(self) -> str:
        """The pack as this person gets it; "" while their own is still to be made."""
        if not self.gets.absent:
            return self.address("pack-pdf")
        own = self.gets.own
        return self.address("pack-own", absent=own.absent) if own else ""

    @property
    def shelf(self) -> pages.Shelf:
        """Files as the person has them."""
        shelf = shelf_of(self.meeting, self.build, Audience.MEMBERS)
        files = dict(shelf.files)
        if self.gets.absent:
            files.pop("", None)
        if self.gets.own:
            pack = self.gets.own.pack
            files[""] = FileLink(self.pack_href, "pack.pdf", pack.size, pack.pages)
        return replace(shelf, base=self.base, files=files)

    def context(self, now: datetime) -> dict[str, Any]:
        """What the templates of readers know, and whose eyes these are."""
        known = around(self.meeting, self.build, Audience.MEMBERS, now)
        known |= {"meeting_href": self.base, "pack_href": self.pack_href}
        return known | {"facts": self.root, "gets": self.gets}


@require_safe
def whom(request: HttpRequest, board: str, address: str, part: int, key: UUID) -> HttpResponse:
    """Choose with whose eyes to look: readers, and assistants, who get nothing of it."""
    now = timezone.now()
    found, build = load(request, board, address, part, key, now)
    context = {
        "meeting": found,
        "build": build,
        "part": part,
        "readers": going_out.recipients(found, part, now, now=now),
        "assistants": previewing.assistants(found, now),
    }
    return render(request, "meetings/going_out/whom.html", context)


def _preview(
    request: HttpRequest,
    where: tuple[str, str, int],
    key: UUID,
    person: UUID,
    now: datetime,
) -> Preview:
    board, address, part = where
    found, build = load(request, board, address, part, key, now)
    gets = previewing.gets(found, build, person, now)
    if gets is None:
        raise Http404
    return Preview(found, build, gets, part)


@require_safe
def meeting(
    request: HttpRequest, board: str, address: str, part: int, key: UUID, person: UUID
) -> HttpResponse:
    """The page of the meeting as this person would read it, and what else reaches them."""
    now = timezone.now()
    seen = _preview(request, (board, address, part), key, person, now)
    context = pages.context_for_meeting(seen.root, seen.shelf) | seen.context(now)
    context |= {"meeting": seen.meeting, "parts": _parts(seen, context["release"])}
    return render(request, "meetings/going_out/as_person.html", context)


def _parts(seen: Preview, release: Any) -> list[Part]:
    """The part, for somebody who reads it; nothing for an assistant."""
    return [Part(seen.part, release, seen.root, seen.shelf)] if seen.gets.reads else []


@require_safe
def paper(
    request: HttpRequest, board: str, address: str, part: int, key: UUID, person: UUID, paper: UUID
) -> HttpResponse:
    """The page of a paper as this person would read it; 404 for one that they do not get."""
    now = timezone.now()
    seen = _preview(request, (board, address, part), key, person, now)
    found = next((node for node in seen.root.of_kind("paper") if node.thing == paper), None)
    if found is None or not seen.gets.reads:
        raise Http404
    context = pages.context_for_paper(seen.root, found, seen.shelf) | seen.context(now)
    context |= {"is_live": True, "sitting": seen.meeting}
    context["part"] = Part(part, context["release"], seen.root, seen.shelf)
    return render(request, "meetings/going_out/paper_as_person.html", context)
