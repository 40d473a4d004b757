"""The public pages of a meeting and its papers, live and as they were released."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from icsgov.record import access, lasting, linked, pages, questions, takedowns, watching
from icsgov.record.access import MeetingRecord
from icsgov.record.models import Release
from icsgov.record.pages import Beside
from icsgov.record.publish import tree_from, tree_of
from icsgov.record.tree import Node
from icsgov.record.views.answers import from_the_record, withdrawn
from icsgov.record.views.files import send
from icsgov.record.watching import Recording


@from_the_record
def meeting(request: HttpRequest, now: datetime, board: str, address: str) -> HttpResponse:
    """When, where and how to come; the agenda with its papers; what was published when."""
    record = access.meeting_record(f"{board}/{address}", now)
    if record.address != record.path:
        return redirect(f"/{record.address}/", permanent=True)
    if record.notice is None and record.pack is None and record.withdrawn:
        return withdrawn(request, record.withdrawn)
    if record.notice is None and record.pack is None:
        return redirect(f"/{record.path}/minutes/")
    context = _around(record)
    asked = questions.of_meeting(record.path, now)
    context |= {
        "asked": asked,
        "items": questions.items(asked, now) if asked else {},
        "recording": watching.recording(record.releases[0].subject, now),
        "minutes_state": access.state_of(record.minutes),
    }
    if record.pack:
        beside = _beside(context["items"].values(), context["recording"])
        context |= _pack_context(record, record.pack, f"/{record.path}/", beside)
    if record.notice:
        context["notice"] = context["facts"] = tree_of(record.notice)
    context |= _for_the_public(record, context["facts"], now)
    return render(request, "record/meeting.html", context)


def _for_the_public(record: MeetingRecord, facts: Node, now: datetime) -> dict[str, Any]:
    """Whether it is over, what was decided, the way to ask and to come while there is time."""
    today = lasting.today(now)
    over = facts.on is not None and facts.on < today
    notice = record.notice is not None and facts.kind == "notice" and facts.state == "planned"
    return {
        "is_over": over,
        "decided": access.decided(now, path__startswith=f"decisions/{record.path}/"),
        "linked": linked.block(linked.event(facts, record.path)),
        "takes_questions": notice and today.isoformat() <= facts.data.get("questions_by", ""),
        "takes_visitors": notice and not over and facts.data.get("mode") in ("in person", "hybrid"),
    }


def _beside(items: Iterable[questions.Item], recording: Recording | None) -> dict[UUID, Beside]:
    """What is on the record beside items, by their keys."""
    counts = Counter(item.key for item in items if item.key)
    times = {UUID(key) for key in recording.times} if recording else set()
    return {
        key: Beside(recording.of(key) if recording else None, counts[key])
        for key in {*counts, *times}
    }


def _around(record: MeetingRecord) -> dict[str, Any]:
    """What every page of a meeting knows: where it stands, and what was published of it."""
    board, _ = record.path.split("/")
    return {
        "record": record,
        "withdrawn": record.withdrawn,
        "board_href": f"/{board}/",
        "meeting_href": f"/{record.path}/",
    }


def _pack_context(
    record: MeetingRecord, pack: Release, base: str, beside: Mapping[UUID, Beside] | None = None
) -> dict[str, Any]:
    root = tree_of(pack, without=pages.INSIDE)
    context = pages.context_for_meeting(root, pages.shelf_of(pack, base), beside)
    own = {"release": pack, "changes": record.changes(pack)}
    return {**context, **own, "facts": root, "pack_href": f"{base}pack.pdf"}


@from_the_record
def paper(
    request: HttpRequest, now: datetime, board: str, address: str, slug: str
) -> HttpResponseBase:
    """A paper as it is now: its cover sheet, its text and its files."""
    record = access.meeting_record(f"{board}/{address}", now)
    if record.address != record.path:
        return redirect(f"/{record.address}/{slug}/", permanent=True)
    if record.pack is None or access.paper_entry(record.pack, slug) is None:
        return _elsewhere(request, record, slug)
    return _paper_page(request, record, record.pack, slug, f"/{record.path}/")


def _elsewhere(request: HttpRequest, record: MeetingRecord, slug: str) -> HttpResponse:
    """A letter leads to its paper; a paper that is gone to the last release that had it."""
    lettered = access.paper_called(record.pack, slug) if record.pack else None
    if lettered is not None:
        return redirect("public-paper", *record.path.split("/"), lettered.anchor)
    last = access.last_pack_with(record, slug)
    if last is None:
        takedowns.look_at(record.packs, slug)
    if last.is_withdrawn:
        return withdrawn(request, last)
    return redirect(f"{release_address(record, last)}{slug}/")


def _paper_page(
    request: HttpRequest, record: MeetingRecord, pack: Release, slug: str, base: str
) -> HttpResponse:
    found = access.paper_entry(pack, slug)
    if found is None:
        takedowns.look_at([pack], slug)
    is_live = pack == record.pack
    root = tree_of(pack, without=pages.INSIDE)
    whole = tree_from(pack.entries.within(found))
    context = pages.context_for_paper(root, whole, pages.shelf_of(pack, base))
    context |= {"release": pack, "is_live": is_live, **_around(record)}
    return render(request, "record/paper.html", context)


def release_address(record: MeetingRecord, pack: Release) -> str:
    """The permanent address of one release of a meeting's papers."""
    board, address = record.path.split("/")
    return reverse("public-release", args=(board, address, pack.number))


@from_the_record
def release(
    request: HttpRequest, now: datetime, board: str, address: str, number: int
) -> HttpResponse:
    """The agenda and papers as they were released then."""
    record = access.meeting_record(f"{board}/{address}", now)
    pack = record.pack_number(number)
    if pack.is_withdrawn:
        return withdrawn(request, pack)
    context = _around(record) | _pack_context(record, pack, release_address(record, pack))
    context |= {"is_live": pack == record.pack, "permanent": True}
    return render(request, "record/release.html", context)


@from_the_record
def release_paper(
    request: HttpRequest, now: datetime, board: str, address: str, number: int, slug: str
) -> HttpResponse:
    """A paper as it was released then: its paragraphs never change."""
    record = access.meeting_record(f"{board}/{address}", now)
    pack = record.pack_number(number)
    if pack.is_withdrawn:
        return withdrawn(request, pack)
    return _paper_page(request, record, pack, slug, release_address(record, pack))


@from_the_record
def pack(
    request: HttpRequest, now: datetime, board: str, address: str, number: int | None = None
) -> HttpResponseBase:
    """The whole pack as one PDF, the live one or that of a release."""
    record = access.meeting_record(f"{board}/{address}", now)
    found = record.pack if number is None else record.pack_number(number)
    if found is None and record.withdrawn:
        return withdrawn(request, record.withdrawn)
    if found is None:
        raise Http404
    if found.is_withdrawn:
        return withdrawn(request, found)
    return send(request, access.pack_file(found))
