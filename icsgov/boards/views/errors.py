"""Error pages. Hidden and missing look the same."""

from django.conf import settings
from django.core.exceptions import (
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from icsgov.boards.middleware import public


def _why(exception: Exception | None) -> str:
    """What was wrong with a request that cannot be read, and what to do; "" for anything else."""
    match exception:
        case TooManyFilesSent():
            most = settings.DATA_UPLOAD_MAX_NUMBER_FILES
            return (
                f"You sent more than {most} files at once. Send them in several goes, or as a zip."
            )
        case TooManyFieldsSent():
            return "The form has more fields than we take at once. Send it in parts."
        case RequestDataTooBig():
            most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1_000_000
            return (
                f"The text was longer than {most} million letters. Send it as a file, or in parts."
            )
    return ""


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400, for a request that is too large, cut off, or none of ours."""
    return render(request, "400.html", {"why": _why(exception)}, status=400)


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
