"""The addresses of the API: the system, its body, and every list with every object in it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest
from ninja import NinjaAPI, Query

from icsgov.record.api import addresses, files, meetings, people, schemas, shapes, things
from icsgov.record.api.lists import Asked, paged
from icsgov.record.api.schemas import Page
from icsgov.record.api.shapes import Kind, Object, Shaper

api = NinjaAPI(
    title="The public record",
    version="1.0",
    description="Read-only, in the terms of OParl 1.1; no key is needed.",
    docs_url=None,
    openapi_url=None,
    urls_namespace="oparl",
)
SHOWS: Any = {"exclude_none": True, "by_alias": True}
SHAPED: tuple[tuple[Kind, type[schemas.Thing], Shaper], ...] = (
    (shapes.ORGANIZATION, schemas.Organization, people.shape_organizations),
    (shapes.PERSON, schemas.Person, people.shape_persons),
    (shapes.MEMBERSHIP, schemas.Membership, people.shape_memberships),
    (shapes.MEETING, schemas.Meeting, meetings.shape_meetings),
    (shapes.AGENDA_ITEM, schemas.AgendaItem, meetings.shape_items),
    (shapes.PAPER, schemas.Paper, meetings.shape_papers),
    *((kind, schemas.Own, shapes.shape_own) for kind in shapes.OWN),
)
LISTS = {
    "organization": "organizations",
    "person": "persons",
    "meeting": "meetings",
    "paper": "papers",
    "agendaItem": "agenda-items",
    "consultation": "consultations",
    "file": "files",
    "locationList": "locations",
    "legislativeTermList": "legislative-terms",
    "membership": "memberships",
    "paragraphs": "minute-paragraphs",
    "decisions": "decisions",
    "actions": "actions",
    "questions": "questions",
    "forward": "forward-entries",
    "priorities": "priorities",
    "places": "places",
}


def now_of(request: HttpRequest) -> datetime:
    """The instant of this answer, which the address gave it (urls.py)."""
    now: datetime = request.record_now  # type: ignore[attr-defined]
    return now


@api.get("/", response=schemas.System, url_name="oparl", summary="The system", **SHOWS)
def system(request: HttpRequest) -> Object:
    """Where to begin."""
    return {
        "id": addresses.absolute(addresses.ROOT),
        "type": addresses.oparl("System"),
        "oparlVersion": f"{addresses.OPARL}/",
        "body": addresses.url("bodies"),
        "name": settings.SITE_NAME,
        "contactEmail": settings.CONTACT_EMAIL or None,
        "website": addresses.absolute("/"),
        "web": addresses.absolute("/api/"),
    }


@api.get(
    "/bodies/",
    response=Page[schemas.Body],
    url_name="oparl-bodies",
    summary="Its one body",
    **SHOWS,
)
def bodies(request: HttpRequest, asked: Query[Asked]) -> Object:
    """The integrated care system."""
    return paged(request, asked, [_body()], list)


@api.get("/body/", response=schemas.Body, url_name="oparl-body", summary="The body", **SHOWS)
def body(request: HttpRequest) -> Object:
    """The integrated care system, with the lists of all there is."""
    return _body()


def _body() -> Object:
    return {
        "id": addresses.url(people.BODY),
        "type": addresses.oparl("Body"),
        "system": addresses.absolute(addresses.ROOT),
        "name": settings.SYSTEM_NAME,
        "classification": "Integrated care system",
        "contactEmail": settings.CONTACT_EMAIL or None,
        "website": addresses.absolute("/"),
        "web": addresses.absolute("/"),
        "legislativeTerm": [],
        **{name: addresses.url(where) for name, where in LISTS.items()},
    }


def offer(kind: Kind, schema: type[schemas.Thing], shape: Shaper) -> None:
    """A list of things of a type, and each of them at its own address."""
    name = kind.name

    def read(rows: Any, now: datetime) -> list[Object]:
        return shapes.objects(kind, things.read(rows), shape, now)

    def listed(request: HttpRequest, asked: Query[Asked]) -> Object:
        now = now_of(request)
        rows = things.things(kind.source, now, asked.span)
        return paged(request, asked, rows, lambda page: read(page, now))

    def one(request: HttpRequest, key: UUID) -> Object:
        now = now_of(request)
        rows = things.things(kind.source, now, things.EVER, thing=key)
        return only(read(rows, now))

    add(name, schema, listed, one, schema.__doc__ or "")


def add(
    name: str,
    schema: type[schemas.Thing],
    listed: Callable[..., Object],
    one: Callable[..., Object],
    words: str,
    keys: str = "{uuid:key}",
) -> None:
    """Put a list and its objects under an address of their name."""
    called = name.replace("-", " ").capitalize()
    api.get(
        f"/{name}/",
        response=Page[schema],  # type: ignore[valid-type]
        url_name=f"oparl-{name}",
        operation_id=f"list_{name.replace('-', '_')}",
        summary=called,
        description=words,
        **SHOWS,
    )(listed)
    api.get(
        f"/{name}/{keys}/",
        response=schema,
        url_name=f"oparl-{name}-one",
        operation_id=f"one_of_{name.replace('-', '_')}",
        summary=f"{called}: one of them",
        description=words,
        **SHOWS,
    )(one)


def only(found: list[Object]) -> Object:
    """The one object that was found; 404 for none."""
    if not found:
        raise Http404
    return found[0]


for row in SHAPED:
    offer(*row)


@api.get(
    "/organizations/{uuid:key}/meetings/",
    response=Page[schemas.Meeting],
    url_name="oparl-organization-meetings",
    summary="Meetings of an organization",
    **SHOWS,
)
def meetings_of(request: HttpRequest, key: UUID, asked: Query[Asked]) -> Object:
    """The meetings of one board."""
    now = now_of(request)
    known = things.things(shapes.ORGANIZATION.source, now, thing=key)
    if not known.exists():
        raise Http404
    board = things.entries(shapes.ORGANIZATION.source, [key], now)[key][-1].release.board_id
    rows = things.things(shapes.MEETING.source, now, asked.span, release__board=board)

    def read(page: Any) -> list[Object]:
        shape = meetings.shape_meetings
        return shapes.objects(shapes.MEETING, things.read(page), shape, now)

    return paged(request, asked, rows, read)


def _files(rows: Any) -> list[Object]:
    return [_file(row) for row in rows.select_related("release", "blob", "entry")]


def _file(row: Any) -> Object:
    days = {"created": row.created, "modified": row.modified}
    if row.over is not None:
        return {**files.named(row), **days, "deleted": True}
    return files.file(row, **days)


def list_files(request: HttpRequest, asked: Query[Asked]) -> Object:
    """Every file that was released."""
    return paged(request, asked, things.files(now_of(request), asked.span), _files)


def one_file(request: HttpRequest, key: UUID) -> Object:
    """A file; what was taken back says so."""
    return only(_files(things.files(now_of(request), things.EVER, key=key)))


add("files", schemas.File, list_files, one_file, schemas.File.__doc__ or "")
