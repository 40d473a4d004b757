"""The whole site beside a bare Django view, for the benchmark: gunicorn serves both."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from icsgov.boards.middleware import public
from icsgov.urls import handler403, handler404, handler500
from icsgov.urls import urlpatterns as site

__all__ = ["handler403", "handler404", "handler500"]


@public
def bare(request: HttpRequest) -> HttpResponse:
    """The least that Django can answer, behind the same middleware."""
    return HttpResponse("ok", content_type="text/plain")


urlpatterns = [path("bare/", bare), *site]
