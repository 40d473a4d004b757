"""Calling for papers: who owes what for a meeting, the call, and the links it gives."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from icsgov.nhsuk.asked import came_from
from icsgov.nhsuk.forms import render_form
from meetings import access, calling
from meetings.forms.calls import CallForm, LastDayForm
from meetings.models import Meeting, PaperLink
from meetings.tasks import astray, calls
from meetings.views.papers.saving import sent


def owed(request: HttpRequest, board: str, address: str) -> HttpResponse:
    """Who owes which paper, how far each is, and what the links can do."""
    now = timezone.now()
    meeting = access.get_meeting(request.user, board, address, "chase", now)
    lines = calling.board_of(request.user, meeting, now)
    by = request.GET.get("by", "item")
    backwards = request.GET.get("order") == "down"
    context = {
        "meeting": meeting,
        "today": meeting.board.today(now),
        "lines": calling.in_order(lines, by, backwards=backwards),
        "sorts": calling.SORTS,
        "by": by,
        "backwards": backwards,
        "owed": sum(line.is_owed and not line.is_verbal for line in lines),
        "waiting": access.own_drops(request.user, meeting, now),
        "can_ask": any(calling.to_ask(lines)),
    }
    return render(request, "meetings/calls/owed.html", context)


def call(request: HttpRequest, board: str, address: str) -> HttpResponse:
    """Ask all authors: whom for what, in which words; then it is sent."""
    now = timezone.now()
    meeting = access.get_meeting(request.user, board, address, "chase", now)
    today = meeting.board.today(now)
    lines = calling.to_ask(calling.board_of(request.user, meeting, now))
    initial = {"words": calling.wording(meeting), "closes": calling.last_day(meeting, today)}
    form = CallForm(sent(request), lines=lines, today=today, initial=initial)
    if not form.is_valid():
        context = {"meeting": meeting, "lines": lines}
        return render_form(request, "meetings/calls/call.html", form, context)
    said = form.cleaned_data
    calls.ask(meeting, form.chosen, said["words"], said["closes"], request.user, now)
    count = len(form.chosen)
    messages.success(request, f"{count} {'author is' if count == 1 else 'authors are'} asked.")
    return redirect("meeting-papers", board=board, address=address)


def link(request: HttpRequest, key: UUID) -> HttpResponse:
    """One author's link: its address, to be sent another way, and a new one in its place."""
    now = timezone.now()
    row = access.get_link(request.user, key, now)
    today = row.paper.board.today(now)
    form = LastDayForm(sent(request), today=today, initial={"closes": max(row.closes, today)})
    if form.is_valid():
        row.renew(form.cleaned_data["closes"], request.user, now)
        if calls.send(row, now):
            messages.success(request, f"{row.person} gets the new link by e-mail.")
        else:
            messages.success(request, f"There is a new link. {row.person} has no e-mail address.")
        return redirect("paper-link", key=key)
    context = {
        "link": row,
        "paper": row.paper,
        "meeting": _meeting(row),
        "shut": row.shut(now),
        "address": calls.address(row),
        "email": calling.address_of(row.person),
    }
    return render_form(request, "meetings/calls/link.html", form, context)


def anew(request: HttpRequest, key: UUID) -> HttpResponse:
    """Links that ended with an author's old address, to be sent to the new one in one go."""
    now = timezone.now()
    person = access.get_author(request.user, key, now)
    back = came_from(request)
    links = astray.to_send(person, request.user, now)
    email = calling.address_of(person)
    if request.method == "POST" and email:
        count = astray.send(links, request.user, now)
        if count:
            many = "a new link" if count == 1 else f"{count} new links"
            messages.success(request, f"{person} gets {many} by e-mail, to {email}.")
        return redirect(back) if back else redirect("links-anew", key=key)
    context = {"author": person, "links": links, "email": email, "back": back}
    return render(request, "meetings/calls/anew.html", context)


@require_POST
def revoke(request: HttpRequest, key: UUID) -> HttpResponse:
    """Call a link back."""
    now = timezone.now()
    row = access.get_link(request.user, key, now)
    if row.revoke(request.user, now):
        messages.success(request, f"The link of {row.person} no longer works.")
    return redirect("paper-link", key=key)


def _meeting(row: PaperLink) -> Meeting | None:
    enclosure = row.paper.enclosure
    return enclosure.item.meeting if enclosure else None
