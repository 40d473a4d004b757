"""The public page of a board, and the short ways to its next and latest meeting."""

from collections.abc import Iterator
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from icsgov.record import access, lasting, linked, pages
from icsgov.record.publish import tree_of
from icsgov.record.queries import Query
from icsgov.record.views.answers import from_the_record


@from_the_record
def board(request: HttpRequest, now: datetime, board: str) -> HttpResponse:
    """What a board is for, who sits on it, when it meets and what it published."""
    today = lasting.today(now)
    release = access.profile(board, now)
    if release.path != board:
        return redirect("public-board", release.path, permanent=True)
    profile = tree_of(release)
    meetings = access.notices(now, board=release.board)
    documents = access.documents(release.board, now)
    packs = [each for each in documents if each.state == "pack"]
    parent = access.profile_of(profile.data["parent"], now)
    context = {
        "board": profile,
        "parent": parent,
        "linked": linked.block(
            linked.organization(profile, release.path, parent.title if parent else "")
        ),
        "groups": pages.by_role(pages.seats_held(profile, today)),
        "coming": [each for each in meetings if each.on and each.on >= today],
        "has_register": access.has_register(release.board, now),
        "past": pages.by_year(pages.before([*meetings, *packs], today)),
        "documents": [each for each in documents if each.state != "pack"],
        "with_papers": access.with_papers(meetings, now),
        "with_minutes": access.with_minutes((each.release.subject for each in meetings), now),
        "more": list(_more(board)),
    }
    return render(request, "record/board.html", context)


def _more(board: str) -> Iterator[tuple[str, str]]:
    """Words and addresses of what else there is of a board."""
    yield "Decisions", reverse("board-decisions", args=(board,))
    yield "Actions", reverse("board-actions", args=(board,))
    yield "Forward plan: what comes to the board, and when", reverse("board-forward", args=(board,))
    query = Query(board=board).address
    yield "Questions from the public", f"{reverse('questions')}?{query}"
    yield "Search what it published", f"{reverse('search')}?{query}"
    yield "Follow it by e-mail, calendar or feed", f"{reverse('follow')}?{query}"


@from_the_record
def next_meeting(request: HttpRequest, now: datetime, board: str) -> HttpResponse:
    """To the meeting that comes next; to the board where none is planned."""
    release = access.profile(board, now)
    coming = access.coming(now, lasting.today(now), board=release.board)
    planned = next((each for each in coming if each.state not in ("cancelled", "postponed")), None)
    return redirect(f"/{planned.release.path if planned else board}/")


@from_the_record
def latest_papers(request: HttpRequest, now: datetime, board: str) -> HttpResponse:
    """To the latest meeting with papers; to the board where there are none yet."""
    release = access.profile(board, now)
    latest = max(access.packs(now, board=release.board), key=lambda each: each.path, default=None)
    return redirect(f"/{latest.path if latest else board}/")
