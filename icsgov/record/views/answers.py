"""What all answers made from releases share: no reader, a short life, a notice when withdrawn."""

import hashlib
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import parse_etags
from django.views.decorators.http import require_safe

from icsgov.boards.middleware import public
from icsgov.record import ready
from icsgov.record.drawing import is_page
from icsgov.record.freshness import max_age
from icsgov.record.glossary import explained, terms
from icsgov.record.kept import SHELF, Answer
from icsgov.record.models import Release, Stamp, Tombstone
from icsgov.record.takedowns import TakenDown


def tells_what_is_gone(
    view: Callable[..., HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """A view that answers with the notice (410) where what it looks for was taken down."""

    @wraps(view)
    def told(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except TakenDown as gone:
            return taken_down(request, gone.stone)

    return told


UNKEPT = (404, 422)  # an API says so in an answer of its own


def from_the_record(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A public view that gets `now`, and whose answer may be kept until the next release.

    A 404 passes by: it is kept nowhere, because at the hour of a release it is none any more.
    Whether the reader has the answer already is asked after it was made, so never before a 404.
    """

    told = tells_what_is_gone(view)

    def draws(request: HttpRequest, now: datetime, **kwargs: Any) -> Any:
        response: Any = told(request, now, **kwargs)
        if response.status_code == 200 and is_page(response):
            response.content = explained(response.content.decode(), terms(now)).encode()
        return response

    @wraps(view)
    def answer(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        now = timezone.now()
        stamp, address = Stamp.objects.now(), request.build_absolute_uri()
        kept = SHELF.get(address, stamp, now) or _ready(request, address, stamp, now)
        request.is_public_record = kept is not None  # type: ignore[attr-defined]
        if kept is not None:
            return _told(request, kept, now)
        response = draws(request, now, **kwargs)
        if response.status_code in UNKEPT:
            return response
        request.is_public_record = True  # type: ignore[attr-defined]
        age = max_age(now)
        if response.status_code != 200 or response.streaming or response.has_header("ETag"):
            response["Cache-Control"] = f"public, max-age={age}"
            return response
        made = _made(response.content, response.items(), stamp, now, age)
        SHELF.put(address, made)
        return _told(request, made, now)

    # For who draws it before somebody asks (icsgov/record/drawing.py).
    answer.draws = draws  # type: ignore[attr-defined]
    return public(require_safe(answer))


def _ready(request: HttpRequest, address: str, stamp: str, now: datetime) -> Answer | None:
    """What was drawn at its release and still holds, kept in this process from now on."""
    page = None if request.META.get("QUERY_STRING") else ready.find(request.get_full_path(), now)
    if page is None:
        return None
    made = _made(page.bytes, page.headers, stamp, now, max_age(now))
    SHELF.put(address, made)
    return made


def _made(
    content: bytes, headers: Iterable[Iterable[str]], stamp: str, now: datetime, age: int
) -> Answer:
    return Answer(
        stamp=stamp,
        made=now,
        until=now + timedelta(seconds=age),
        content=content,
        headers=tuple((name, value) for name, value in headers),
        etag=f'"{hashlib.sha256(content).hexdigest()[:32]}"',
    )


def _told(request: HttpRequest, answer: Answer, now: datetime) -> HttpResponse:
    """The answer, or 304 for who has it already."""
    known = parse_etags(request.headers.get("If-None-Match", ""))
    if "*" in known or answer.etag in [each.removeprefix("W/") for each in known]:
        response = HttpResponse(status=304)
    else:
        response = HttpResponse(answer.content, headers=dict(answer.headers))
    age = max(0, int((answer.until - now).total_seconds()))
    response["Cache-Control"] = f"public, max-age={age}"
    response["ETag"] = answer.etag
    return response


def withdrawn(request: HttpRequest, release: Release) -> HttpResponse:
    """410 with the notice of what was taken back, when and why."""
    answer = render(request, "record/withdrawn.html", {"release": release}, status=410)
    return _unlogged(answer) if release.expunged_at else answer


def taken_down(request: HttpRequest, stone: Tombstone) -> HttpResponse:
    """410 with the notice of what was taken down for good, when and on what ground."""
    context = {"stone": stone, "take_down": stone.take_down, "release": stone.release}
    return _unlogged(render(request, "record/taken_down.html", context, status=410))


def _unlogged(answer: HttpResponse) -> HttpResponse:
    """Django's log would name the address, in which words of a title may stand."""
    answer._has_been_logged = True  # type: ignore[attr-defined]
    return answer
