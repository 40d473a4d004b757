"""Addresses of the API, its description for people, and that for programs (OpenAPI)."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path

from icsgov.record.api import derived  # noqa: F401  (adds its lists)
from icsgov.record.api.endpoints import api
from icsgov.record.api.pages import guide, openapi
from icsgov.record.views.answers import from_the_record


def _timed(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A view of the API as one made from the record: it is told the time."""

    @wraps(view)
    def answer(request: HttpRequest, now: datetime, **kwargs: Any) -> HttpResponseBase:
        request.record_now = now  # type: ignore[attr-defined]
        return view(request, **kwargs)

    return answer


def _patterns() -> list[URLPattern]:
    """The API's addresses under names of their own."""
    patterns: Any = api.urls[0]
    return [
        path(f"oparl/v1/{pattern.pattern}", from_the_record(_timed(pattern.callback)), name=name)
        for pattern in patterns
        if (name := pattern.name) and name.startswith("oparl")
    ]


urlpatterns = [
    path("", guide, name="api"),
    path("openapi.json", openapi, name="api-openapi"),
    *_patterns(),
]
