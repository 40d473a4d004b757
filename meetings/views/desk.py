"""The home of the desk, and where people land who have signed in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from icsgov.boards.rights import standing
from meetings import access, drafts, questions_access, takedowns_access
from meetings.dropping import waiting
from meetings.reviewing import reviews
from meetings.timeline import HORIZON, needs, own_needs, question_needs, timeline
from meetings.unreached import unreached

MOST_NEEDS = 8


def home_signed_in(request: HttpRequest) -> HttpResponse:
    """To the desk, to the papers owed, to the boards, or to the reading room."""
    now = timezone.now()
    seats = standing(request.user, now)
    if seats.secretary | seats.chair:
        return redirect("desk")
    if access.owes_papers(request.user, now):
        return redirect("papers-mine")
    if seats.administrator:
        return redirect("boards")
    return redirect("reading" if seats.member else "papers-mine")


def desk(request: HttpRequest) -> HttpResponse:
    """What the coming six weeks hold, and what cannot wait. Others go where their work is."""
    now = timezone.now()
    seats = standing(request.user, now)
    if not seats.secretary | seats.chair:
        return redirect("home-signed-in")
    boards = list(access.desk_boards(request.user, now))
    coming = access.coming_meetings(request.user, now, HORIZON)
    read = [
        draft
        for draft in drafts.read(coming)
        if not draft.is_private or draft.meeting.board_id in seats.part2
    ]
    kept = [draft for draft in read if draft.meeting.board_id in seats.secretary]
    asked = question_needs(questions_access.pressing(request.user, now), timezone.localdate(now))
    again = reviews(request.user, now)
    gone = takedowns_access.waiting(request.user, now)
    came = [*waiting(request.user, now), *unreached(request.user, now)]
    pressing = [*gone, *asked, *own_needs(read, seats.person), *came, *needs(kept, now), *again]
    by_board = [
        {
            "board": board,
            "days": timeline(
                (each for each in coming if each.board_id == board.pk), board.today(now)
            ),
            "today": board.today(now),
            "writes": board.pk in seats.secretary,
        }
        for board in boards
    ]
    context = {
        "boards": by_board,
        "needs": pressing[:MOST_NEEDS],
        "more": max(0, len(pressing) - MOST_NEEDS),
        "is_new": not coming and not access.has_meetings(request.user, now),
        "keeps": bool(seats.secretary),
    }
    return render(request, "meetings/desk.html", context)
