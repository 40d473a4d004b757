"""What I owe and what waits for me; one paper with everything about it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from meetings import access, bringing, covers, paper_access, questions_access
from meetings.desk_lists import my_papers
from meetings.forms.papers import CommentForm
from meetings.models import Comment
from meetings.progress import progress


def mine(request: HttpRequest) -> HttpResponse:
    """Papers that the reader writes, leads or clears, and those of whom the reader assists."""
    now = timezone.now()
    context = {
        "mine": my_papers(request.user, now),
        "questions": questions_access.owed(request.user, now),
    }
    return render(request, "meetings/papers/mine.html", context)


def paper(request: HttpRequest, key: UUID) -> HttpResponse:
    """One paper: where it stands, who owes what, and all that it holds."""
    now = timezone.now()
    row = progress(paper_access.get_desk_paper(request.user, key, "read", now), now)
    paper_access.log_reading(request.user, row.paper, now, "the paper")
    context = {
        "row": row,
        "paper": row.paper,
        "can": paper_access.rights(request.user, row, now),
        "acting_for": paper_access.acting_for(request.user, row.paper, now),
        "is_part2": access.is_part2(row.paper),
        "lines": covers.lines(row.paper.sheet, row.rules),
        "considered": bringing.out_of_date(
            row.paper, {field.key for field in row.rules.cover_fields}, row.today
        ),
        "comments": Comment.objects.about(row.paper),
        "comment_form": CommentForm(),
    }
    return render(request, "meetings/papers/paper.html", context)
