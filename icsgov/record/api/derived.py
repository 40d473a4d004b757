"""Objects without a key of their own: a meeting's Location, a paper's Consultation; no terms."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import Http404, HttpRequest
from ninja import Query

from icsgov.record.api import addresses, meetings, schemas, shapes, things
from icsgov.record.api.endpoints import add, now_of, only
from icsgov.record.api.lists import Asked, paged
from icsgov.record.api.shapes import ROWS, Object
from icsgov.record.api.things import Thing

SOMEWHERE = Q(data__has_key="venue") & ~Q(data__venue="")
BY = ("release__subject", "thing")


def _locations(rows: Any, now: datetime) -> list[Object]:
    wanted = things.read(rows)
    found = things.entries(shapes.MEETING.source, [each.key for each in wanted], now)
    return [_location(each, found.get(each.key, [])) for each in wanted]


def _location(thing: Thing, rows: list[Any]) -> Object:
    made = next(filter(None, (meetings.location(thing.key, row) for row in rows)), None)
    base = {
        "id": addresses.url("locations", thing.key),
        "type": addresses.oparl("Location"),
    }
    days = {"created": thing.created, "modified": thing.modified}
    return {**base, **(made or {"deleted": True}), **days}


def list_locations(request: HttpRequest, asked: Query[Asked]) -> Object:
    """Where meetings are, one for each meeting that says where."""
    now = now_of(request)
    rows = things.things(shapes.MEETING.source, now, asked.span, SOMEWHERE)
    return paged(request, asked, rows, lambda page: _locations(page, now))


def one_location(request: HttpRequest, key: UUID) -> Object:
    """Where one meeting is."""
    now = now_of(request)
    rows = things.things(shapes.MEETING.source, now, things.EVER, SOMEWHERE, thing=key)
    return only(_locations(rows, now))


def _consultations(rows: Any, now: datetime) -> list[Object]:
    wanted = list(rows)
    found = things.entries(shapes.PAPER.source, [each["thing"] for each in wanted], now)
    papers = [paper for each in found.values() for paper in each]
    items, boards = things.within(papers, *ROWS), shapes.board_keys(papers)
    made = {
        (paper.release.subject, paper.thing): meetings.consultation(paper, items, boards)
        for paper in papers
    }
    return [_dated(row, made.get((row["release__subject"], row["thing"]))) for row in wanted]


def _dated(row: dict[str, Any], made: Object | None) -> Object:
    base = {
        "id": addresses.url("consultations", row["release__subject"], row["thing"]),
        "type": addresses.oparl("Consultation"),
    }
    days = {"created": row["created"], "modified": row["modified"]}
    return {**base, **(made or {"deleted": True}), **days}


def list_consultations(request: HttpRequest, asked: Query[Asked]) -> Object:
    """Papers before meetings."""
    now = now_of(request)
    rows = things.things(shapes.PAPER.source, now, asked.span, by=BY)
    return paged(request, asked, rows, lambda page: _consultations(page, now))


def one_consultation(request: HttpRequest, meeting: UUID, paper: UUID) -> Object:
    """One paper before one meeting."""
    now = now_of(request)
    where = {"release__subject": meeting, "thing": paper}
    rows = things.things(shapes.PAPER.source, now, things.EVER, by=BY, **where)
    return only(_consultations(rows, now))


def no_terms(request: HttpRequest, asked: Query[Asked]) -> Object:
    """Boards of the NHS have no legislative terms."""
    return paged(request, asked, [], list)


def no_term(request: HttpRequest, key: UUID) -> Object:
    """There is none."""
    raise Http404


add("locations", schemas.Location, list_locations, one_location, "Where meetings are.")
add(
    "consultations",
    schemas.Consultation,
    list_consultations,
    one_consultation,
    "Papers before meetings.",
    keys="{uuid:meeting}/{uuid:paper}",
)
add("legislative-terms", schemas.LegislativeTerm, no_terms, no_term, "None: the list is empty.")
