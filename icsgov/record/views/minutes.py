"""The public minutes of a meeting: live, as they were released, and as PDF."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from icsgov.record import access, extracts, pages, watching
from icsgov.record.access import MeetingRecord
from icsgov.record.models import Release
from icsgov.record.publish import tree_of
from icsgov.record.views.answers import from_the_record, withdrawn
from icsgov.record.views.extracts import answer
from icsgov.record.views.files import send


@from_the_record
def minutes(
    request: HttpRequest, now: datetime, board: str, address: str, number: int | None = None
) -> HttpResponse:
    """The minutes with an anchor for every paragraph; draft or confirmed, with corrections."""
    record = access.meeting_record(f"{board}/{address}", now)
    if record.address != record.path and number is None:
        return redirect(f"/{record.address}/minutes/", permanent=True)
    found = _found(record, number)
    if found.is_withdrawn:
        return withdrawn(request, found)
    root = tree_of(found, without={"page"})
    context = {
        "record": record,
        "release": found,
        "is_live": found == record.minutes,
        "permanent": number is not None,
        "node": root,
        "shelf": pages.shelf_of(found, ""),
        "recording": watching.recording(found.subject, now),
        "came": access.came_of(root, now),
        "changes": found.changes,
        "board_href": f"/{board}/",
        "meeting_href": f"/{record.path}/",
    }
    return render(request, "record/minutes.html", context)


@from_the_record
def pdf(
    request: HttpRequest, now: datetime, board: str, address: str, number: int | None = None
) -> HttpResponseBase:
    """The print of the minutes."""
    record = access.meeting_record(f"{board}/{address}", now)
    found = _found(record, number)
    if found.is_withdrawn:
        return withdrawn(request, found)
    return send(request, access.pack_file(found))


@from_the_record
def extract(
    request: HttpRequest, now: datetime, board: str, address: str, item: str
) -> HttpResponseBase:
    """One item as a PDF: its minutes, its decisions, its papers, as they are released now."""
    record = access.meeting_record(f"{board}/{address}", now)
    if record.address != record.path:
        return redirect(f"/{record.address}/{item}/extract.pdf", permanent=True)
    found = extracts.find(record.pack, record.minutes, item)
    if found is None:
        raise Http404
    return answer(request, found)


def _found(record: MeetingRecord, number: int | None) -> Release:
    """The live minutes or those of that number, withdrawn ones included; else 404."""
    rows = record.all_minutes
    if number is None:
        last = rows[0] if rows else None
        found = record.minutes or (last if last and last.is_withdrawn else None)
    else:
        found = next((each for each in rows if each.number == number), None)
    if found is None:
        raise Http404
    return found
