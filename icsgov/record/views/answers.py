"""What all answers made from releases share: no reader, a short life, a notice when withdrawn."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from icsgov.boards.middleware import public
from icsgov.record.freshness import max_age
from icsgov.record.models import Release


def from_the_record(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A public view that gets `now`, and whose answer may be kept until the next release.

    A 404 passes by: it is kept nowhere, because at the hour of a release it is none any more.
    """

    @wraps(view)
    def answer(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        now = timezone.now()
        response = view(request, now, **kwargs)
        request.is_public_record = True  # type: ignore[attr-defined]
        response["Cache-Control"] = f"public, max-age={max_age(now)}"
        return response

    return public(require_safe(answer))


def withdrawn(request: HttpRequest, release: Release) -> HttpResponse:
    """410 with the notice of what was taken back, when and why."""
    return render(request, "record/withdrawn.html", {"release": release}, status=410)
