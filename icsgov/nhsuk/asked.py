"""How a page was asked for."""

from django.http import HttpRequest, QueryDict
from django.utils.http import url_has_allowed_host_and_scheme


def by_htmx(request: HttpRequest) -> bool:
    """Whether htmx asks and will put the answer into the page it has."""
    return bool(getattr(request, "htmx", False))


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with, also where all of it is empty; None while it is filled in."""
    return request.POST if request.method == "POST" else None


def came_from(request: HttpRequest) -> str:
    """The page of the desk to which somebody wants to go back; "" for none, or another site's."""
    back = request.POST.get("next") or request.GET.get("next") or ""
    is_own = back.startswith("/desk/") and url_has_allowed_host_and_scheme(back, None)
    return back if is_own else ""
