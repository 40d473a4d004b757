"""The light poll of the editor: it says who is here, and brings what others wrote."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from meetings import minutes_access as access
from meetings.minuting import together
from meetings.views.minutes import showing
from meetings.views.minutes.showing import Shown


@require_POST
def here(request: HttpRequest, board: str, address: str, part: int) -> HttpResponse:
    """Note the reader as present; 204 while nothing differs from what their page shows."""
    now = timezone.now()
    found = access.get_minutes(request.user, board, address, part, "read", now)
    together.arrive(found, request.user, _key(request.POST.get("open", "")), now)
    present = together.others(found, request.user, now)
    if request.POST.get("seen") == together.fingerprint(found, present):
        return HttpResponse(status=204)
    shown = Shown(request.POST.get("item", ""), live=request.POST.get("open", ""))
    return showing.page(request, found, now, shown)


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
