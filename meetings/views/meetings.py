"""Planning meetings: new, like the last, with other details, called off and planned again."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from icsgov.boards.rights import may
from icsgov.ledger.models import MoveRefused, Versioned
from icsgov.nhsuk.asked import posted
from icsgov.nhsuk.dates import date_words
from icsgov.nhsuk.forms import render_form
from meetings import access, planning, unsealing
from meetings.forms.meetings import (
    DETAILS,
    CloneMeeting,
    EditMeeting,
    NewMeeting,
    NoticeForm,
    PlanAgain,
)
from meetings.forms.unsealing import ReviewPartForm
from meetings.models import Meeting

CALLED_OFF = {"cancel": Meeting.State.CANCELLED, "postpone": Meeting.State.POSTPONED}


def board_meetings(request: HttpRequest, board: str) -> HttpResponse:
    """All meetings of a board, and its series."""
    now = timezone.now()
    row = access.get_desk_board(request.user, board, now)
    today = row.today(now)
    context = {
        "board": row,
        "coming": row.meetings.coming(today),
        "past": row.meetings.past(today)[:50],
        "cancelled": row.meetings.filter(state="cancelled", date__gte=today),
        "series": row.series.order_by("name"),
        "writes": access.keeps_board(request.user, row, now),
    }
    return render(request, "meetings/board.html", context)


def new_meeting(request: HttpRequest) -> HttpResponse:
    """Plan a meeting; the board's standing items are on its agenda at once."""
    now = timezone.now()
    boards = access.kept_boards(request.user, now)
    first = boards.filter(slug=request.GET.get("board", "")).first() or boards.first()
    initial = {"board": first, "kind": "public", "mode": "in person"}
    form = NewMeeting(request.POST or None, boards=boards, now=now, initial=initial)
    form.allow_part2(access.part2_boards(request.user, now))
    if form.is_valid():
        new = form.unsaved()
        planning.plan(new, form.private, request.user, now, like=planning.previous(new))
        messages.success(request, f"{new} is planned, with the board’s standing items.")
        return redirect("meeting", board=new.board.slug, address=new.address)
    context = {"heading": "New meeting", "verb": "Plan the meeting"}
    return render_form(request, "meetings/meeting_form.html", form, context)


def clone_meeting(request: HttpRequest, board: str, address: str) -> HttpResponse:
    """Plan a meeting like this one."""
    now = timezone.now()
    last = access.get_meeting(request.user, board, address, "write", now)
    part2 = may(request.user, "write part 2", last, now)
    initial = {"date": planning.next_day(last), "starts": last.starts, "ends": last.ends}
    carriable = planning.carriable(last, last.date, part2)
    form = CloneMeeting(
        request.POST or None, last=last, carriable=carriable, now=now, initial=initial
    )
    if form.is_valid():
        private = planning.private_of(last) if part2 else None
        carry = [row.key for row in carriable if str(row.key) in form.carried]
        new = planning.plan(form.unsaved(), private, request.user, now, like=last, carry=carry)
        messages.success(request, f"{new} is planned like the meeting of {date_words(last.date)}.")
        return redirect("meeting", board=new.board.slug, address=new.address)
    context = {"heading": "Plan the next meeting", "verb": "Plan the meeting", "meeting": last}
    return render_form(request, "meetings/meeting_form.html", form, context)


def edit_meeting(request: HttpRequest, board: str, address: str) -> HttpResponse:
    """Change the details of a meeting. Its address stays when its date moves."""
    now = timezone.now()
    row = access.get_meeting(request.user, board, address, "write", now)
    form = EditMeeting(request.POST or None, meeting=row, now=now)
    if not may(request.user, "write part 2", row, now):
        form.drop_part2()

    def write(stored: Versioned, values: dict[str, Any]) -> None:
        _write_details(stored, values, form, request.user, now)

    if form.is_valid() and not form.merge_into(row, write):
        messages.success(request, "Saved.")
        return redirect("meeting", board=board, address=address)
    context = {"heading": "Change the details", "meeting": row}
    response = render_form(request, "meetings/meeting_form.html", form, context)
    response.status_code = 409 if form.clashes else response.status_code
    return response


@transaction.atomic
def _write_details(
    meeting: Any, values: dict[str, Any], form: EditMeeting, by: Any, now: Any
) -> None:
    """Details and Part 2 in one transaction; a deadline that was the rule's moves with the day."""
    fields = {name: values[name] for name in DETAILS}
    if fields["date"] != meeting.date and fields["papers_due"] == meeting.papers_due:
        fields["papers_due"] = planning.moved_deadline(meeting, fields["date"])
    fields["papers_due"] = fields["papers_due"] or planning.papers_due(meeting, fields["date"])
    planning.rearrange(meeting, meeting.version, fields, by, now)
    if "part2" in values:
        planning.set_part2(meeting, form.private_from(values), by, now)


def review_part2(request: HttpRequest, board: str, address: str) -> HttpResponse:
    """The private papers of a Part 2, each to be decided upon, and when to look at it again."""
    now = timezone.now()
    row = access.get_meeting(request.user, board, address, "write", now)
    if row.board_id not in access.part2_boards(request.user, now):
        raise Http404
    part = row.parts.filter(number=2).first()
    if part is None:
        raise Http404
    form = ReviewPartForm(posted(request), initial={"review": part.review})
    if form.is_valid():
        said = planning.Private(part.starts, part.reason, form.cleaned_data["review"])
        planning.set_part2(row, said, request.user, now)
        messages.success(request, "Saved.")
        return redirect("meeting", board=board, address=address)
    held = unsealing.held_in(access.part2_papers(request.user, row, now), now)
    context = {"meeting": row, "part": part, "held": held}
    return render_form(request, "meetings/part2_review.html", form, context)


def call_off(request: HttpRequest, board: str, address: str, how: str) -> HttpResponse:
    """Cancel or postpone a meeting, telling the public why."""
    now = timezone.now()
    row = access.get_meeting(request.user, board, address, "write", now)
    form = NoticeForm(request.POST or None)
    if form.is_valid():
        words = form.cleaned_data["notice"]
        return _change(request, row, CALLED_OFF[how], words, now)
    heading = "Cancel this meeting" if how == "cancel" else "Postpone this meeting"
    context = {"heading": heading, "meeting": row, "how": how}
    return render_form(request, "meetings/call_off.html", form, context)


def plan_again(request: HttpRequest, board: str, address: str) -> HttpResponse:
    """Plan a cancelled or postponed meeting after all."""
    now = timezone.now()
    row = access.get_meeting(request.user, board, address, "write", now)
    form = PlanAgain(request.POST or None, meeting=row, now=now, initial={"date": row.date})
    if form.is_valid():
        said = form.cleaned_data
        return _change(request, row, "planned", said["notice"], now, day=said["date"])
    context = {"heading": "Plan this meeting again", "meeting": row, "how": "again"}
    return render_form(request, "meetings/call_off.html", form, context)


def _change(
    request: HttpRequest, row: Meeting, to: str, notice: str, now: Any, **day: Any
) -> HttpResponse:
    try:
        planning.change_plan(row, to, notice, request.user, now, **day)
    except MoveRefused:
        state = row.get_state_display().lower()
        messages.error(request, f"The meeting is {state}, so this cannot be done.")
    else:
        messages.success(request, f"The meeting is now {row.get_state_display().lower()}.")
    return redirect("meeting", board=row.board.slug, address=row.address)
