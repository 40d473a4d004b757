"""How a page was asked for."""

from django.http import HttpRequest


def by_htmx(request: HttpRequest) -> bool:
    """Whether htmx asks and will put the answer into the page it has."""
    return bool(getattr(request, "htmx", False))
