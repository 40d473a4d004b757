"""The public page of a board's document: its constitution, or the papers of a meeting long past."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from icsgov.record import pages
from icsgov.record.editions import editions
from icsgov.record.kinds import DOCUMENT
from icsgov.record.publish import tree_of
from icsgov.record.views.answers import from_the_record, withdrawn


@from_the_record
def document(
    request: HttpRequest, now: datetime, board: str, address: str, number: int | None = None
) -> HttpResponse:
    """The document as it is now, or as it was released then; what was published when."""
    known = editions(DOCUMENT, f"{board}/documents/{address}", now)
    found = known.number(number) if number is not None else known.live or known.withdrawn
    if found is None:
        raise Http404
    if found.is_withdrawn:
        return withdrawn(request, found)
    if number is None and found.path != f"{board}/documents/{address}":
        return redirect(f"/{found.path}/", permanent=True)
    root = tree_of(found, without={"page"})
    context = {
        "document": root,
        "release": found,
        "live": known.live,
        "releases": known.releases,
        "permanent": number is not None,
        "contents": pages.contents(root),
        "shelf": pages.shelf_of(found, ""),
        "board_href": f"/{found.path.split('/')[0]}/",
        "home": f"/{found.path}/",
    }
    return render(request, "record/document.html", context)
