"""Error pages. Hidden and missing look the same."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from icsgov.boards.middleware import public


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, for what is missing and what is not for this reader."""
    return render(request, "404.html", status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403, for what the reader sees and may not do."""
    return render(request, "403.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, without anything that could fail again."""
    return render(request, "500.html", status=500)


@public
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that was open too long."""
    return render(request, "403.html", {"stale_form": True}, status=403)
