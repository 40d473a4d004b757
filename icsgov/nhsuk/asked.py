"""How a page was asked for."""

from django.http import HttpRequest, QueryDict


def by_htmx(request: HttpRequest) -> bool:
    """Whether htmx asks and will put the answer into the page it has."""
    return bool(getattr(request, "htmx", False))


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with, also where all of it is empty; None while it is filled in."""
    return request.POST if request.method == "POST" else None
