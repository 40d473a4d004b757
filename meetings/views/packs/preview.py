"""The very build, as its readers would get it: the PDF, the files, the pages."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from icsgov.record import pages
from icsgov.record.models import Blob, Build, PersonalPack, Release, ReleaseFile
from icsgov.record.models.releases import Audience
from icsgov.record.pages import FileLink, Shelf
from icsgov.record.views.files import send, starts_reading
from meetings import packs
from meetings.book.parts import Part
from meetings.models import Meeting


def load(
    request: HttpRequest, board: str, address: str, part: int, key: UUID, now: datetime
) -> tuple[Meeting, Build]:
    """The build for somebody who may see it; who looked at a Part 2 is kept."""
    meeting = packs.get_meeting(request.user, board, address, part, "read", now)
    build = packs.get_build(meeting, part, key)
    if part > 1 and starts_reading(request):
        words = f"Looked at the pack of Part {part} built at {build.at:%Y-%m-%d %H:%M}"
        meeting.record_change("read", request.user, now, words=words)
    return meeting, build


@require_safe
def pdf(request: HttpRequest, board: str, address: str, part: int, key: UUID) -> HttpResponseBase:
    """The pack as one PDF, shown in the browser."""
    _, build = load(request, board, address, part, key, timezone.now())
    name = next(each["filename"] for each in build.report["files"] if each["role"] == "pack")
    return send(request, ReleaseFile(blob=build.pack, filename=name))


@require_safe
def own(
    request: HttpRequest, board: str, address: str, part: int, key: UUID, absent: str
) -> HttpResponseBase:
    """The pack of those from whom some of its papers are withheld."""
    _, build = load(request, board, address, part, key, timezone.now())
    made = PersonalPack.objects.of(build, absent)
    if made is None:
        raise Http404
    name = next(each["filename"] for each in build.report["files"] if each["role"] == "pack")
    return send(request, ReleaseFile(blob=made.pack, filename=name))


@require_safe
def file(
    request: HttpRequest, board: str, address: str, part: int, key: UUID, sha256: str
) -> HttpResponseBase:
    """A paper, a file or a picture of the build."""
    _, build = load(request, board, address, part, key, timezone.now())
    for each in build.report["files"]:
        if each["sha256"] == sha256:
            blob = Blob.objects.by_hash([sha256])[sha256]
            return send(request, ReleaseFile(blob=blob, filename=each["filename"]))
    raise Http404


@require_safe
def as_reader(
    request: HttpRequest, board: str, address: str, part: int, key: UUID, audience: str
) -> HttpResponse:
    """The page of the meeting as members or the public would read it."""
    now = timezone.now()
    meeting, build = load(request, board, address, part, key, now)
    _check(meeting, part, audience)
    root, shelf = build.root, shelf_of(meeting, build, audience)
    context = pages.context_for_meeting(root, shelf) | around(meeting, build, audience, now)
    if audience == Audience.PUBLIC:
        return render(request, "meetings/packs/as_public.html", context)
    context |= {"meeting": meeting, "parts": [Part(part, context["release"], root, shelf)]}
    return render(request, "meetings/packs/as_member.html", context)


@require_safe
def paper_as_reader(
    request: HttpRequest, board: str, address: str, part: int, key: UUID, audience: str, paper: UUID
) -> HttpResponse:
    """The page of a paper as members or the public would read it."""
    now = timezone.now()
    meeting, build = load(request, board, address, part, key, now)
    _check(meeting, part, audience)
    root, shelf = build.root, shelf_of(meeting, build, audience)
    found = next((node for node in root.of_kind("paper") if node.thing == paper), None)
    if found is None:
        raise Http404
    context = pages.context_for_paper(root, found, shelf)
    context |= around(meeting, build, audience, now) | {"is_live": True}
    if audience == Audience.PUBLIC:
        return render(request, "meetings/packs/paper_as_public.html", context)
    context |= {"sitting": meeting, "part": Part(part, context["release"], root, shelf)}
    return render(request, "meetings/packs/paper_as_member.html", context)


def _check(meeting: Meeting, part: int, audience: str) -> None:
    if audience not in packs.audiences_for(meeting, part):
        raise Http404


def around(meeting: Meeting, build: Build, audience: str, now: datetime) -> dict[str, Any]:
    """What the pages know besides the tree; nothing of it is kept."""
    where = {"board": meeting.board.slug, "address": meeting.address, "part": build.part}
    return {
        "build": build,
        "audience": Audience(audience),
        "facts": build.root,
        "release": Release(number=1, effective_at=now, changes=[]),
        "board_href": f"/{meeting.board.slug}/",
        "meeting_href": reverse(
            "pack-preview", kwargs=where | {"key": build.key, "audience": audience}
        ),
        "pack_href": reverse("pack-pdf", kwargs=where | {"key": build.key}),
        "pack_page": reverse("pack", kwargs=where),
    }


def shelf_of(meeting: Meeting, build: Build, audience: str) -> Shelf:
    """Links that stay within the preview."""
    where: dict[str, Any] = {
        "board": meeting.board.slug,
        "address": meeting.address,
        "part": build.part,
        "key": build.key,
    }
    files = build.report["files"]
    blobs = Blob.objects.by_hash(each["sha256"] for each in files)
    urls = {
        each["filename"]: reverse("pack-file", kwargs=where | {"sha256": each["sha256"]})
        for each in files
    }
    links = {
        each["anchor"]: _link(urls[each["filename"]], each["filename"], blobs[each["sha256"]])
        for each in files
        if each["role"] != "image"
    }
    images = {each["sha256"]: urls[each["filename"]] for each in files if each["role"] == "image"}
    base = reverse("pack-preview", kwargs=where | {"audience": audience})
    return Shelf(base=base, files=links, images=images, by_key=True)


def _link(url: str, filename: str, blob: Blob) -> FileLink:
    return FileLink(url, filename, blob.size, blob.pages)
