"""One search over everything that a member may read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from meetings import reading
from meetings.book import library

LONGEST = 200


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What the packs, minutes and own notes of a reader say about something."""
    now = timezone.now()
    words = "".join(sign for sign in request.GET.get("q", "") if sign.isprintable())
    words = words.strip()[:LONGEST]
    boards = reading.boards_of(request.user, now)
    board = request.GET.get("board", "")
    board = board if board in {each.slug for each in boards} else ""
    found = library.search(request.user, words, board, _page(request), now) if words else None
    for release in found.read if found else ():
        reading.note(request.user, release, now)
    context = {"words": words, "board": board, "boards": boards, "found": found}
    return render(request, "meetings/book/library.html", context)


def _page(request: HttpRequest) -> int:
    typed = request.GET.get("page", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else 1
