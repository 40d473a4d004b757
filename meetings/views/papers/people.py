"""Who writes a paper and who leads it; what they and the secretary say to each other."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from icsgov.nhsuk.forms import render_form
from meetings import access, paper_access
from meetings.directory import Directory
from meetings.forms.papers import CommentForm
from meetings.forms.people import PeopleForm
from meetings.models import Comment, PaperRole
from meetings.progress import progress
from meetings.views.papers.saving import sent

# A lead can clear the paper, so leads are named by the secretary; authors name each other.
ACTION = {PaperRole.Role.AUTHOR: "write", PaperRole.Role.LEAD: "keep"}


def people(request: HttpRequest, key: UUID, role: str) -> HttpResponse:
    """The authors, or the executive leads, with names and titles as printed."""
    if role not in PaperRole.Role.values:
        raise Http404
    now = timezone.now()
    action = ACTION[PaperRole.Role(role)]
    row = progress(paper_access.get_desk_paper(request.user, key, action, now), now)
    directory = Directory(row.paper.board, row.meeting.date if row.meeting else row.today)
    form = PeopleForm(sent(request), paper=row.paper, role=role, directory=directory)
    at = request.POST.get("remove", "")
    if at.isdecimal():
        form.without(int(at))
    if not form.is_valid():
        context = {"row": row, "paper": row.paper, "role": PaperRole.Role(role)}
        return render_form(request, "meetings/papers/people.html", form, context)
    acting_for = paper_access.acting_for(request.user, row.paper, now)
    form.save(request.user, now, acting_for=acting_for)
    if {"add", "remove"} & set(request.POST):
        return redirect("paper-people", key=key, role=role)
    messages.success(request, "Saved.")
    return redirect("paper", key=key)


@require_POST
def comment(request: HttpRequest, key: UUID) -> HttpResponse:
    """Write a comment on the paper."""
    now = timezone.now()
    paper = access.get_paper(request.user, key, "comment", now)
    form = CommentForm(request.POST)
    if not form.is_valid():
        return render_form(request, "meetings/papers/comment.html", form, {"paper": paper})
    by: Any = request.user
    Comment.objects.create(paper=paper, text=form.cleaned_data["text"], by=by, at=now)
    return redirect(f"{redirect('paper', key=key).url}#comments")


@require_POST
def settle(request: HttpRequest, key: UUID, comment: UUID) -> HttpResponse:
    """Say that a comment is dealt with."""
    now = timezone.now()
    paper = access.get_paper(request.user, key, "comment", now)
    found = access.visible(Comment.objects.about(paper), key=comment)
    found.settle(request.user, now)
    return redirect(f"{redirect('paper', key=key).url}#comments")
