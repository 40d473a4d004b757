"""The register on the desk: all questions, one of them, and entering what came another way."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from icsgov.boards.rights import may
from icsgov.ledger.models import Change
from icsgov.nhsuk.forms import render_form
from icsgov.press.personal import find
from meetings import access, questions_access
from meetings.forms.questions import EnterForm
from meetings.models import Question
from meetings.questions import asking, enclosing

SHOWN = 50


def register(request: HttpRequest) -> HttpResponse:
    """The questions that the reader sees, those that wait first; by state where one is chosen."""
    now = timezone.now()
    rows = questions_access.seen(request.user, now)
    counts = questions_access.counts(rows)
    state = request.GET.get("state", "")
    shown = rows.filter(state=state) if state in counts else rows
    boards = questions_access.kept_boards(request.user, now)
    context = {
        "page": Paginator(shown, SHOWN).get_page(request.GET.get("page")),
        "states": [each for each in Question.State.choices if each[0] in counts],
        "state": state if state in counts else "",
        "query": f"state={state}" if state in counts else "",
        "keeps": boards.exists(),
        "today": timezone.localdate(now),
    }
    return render(request, "meetings/questions/register.html", context)


def enter(request: HttpRequest) -> HttpResponse:
    """Enter a question that came by e-mail, by post or in the room."""
    now = timezone.now()
    boards = questions_access.kept_boards(request.user, now)
    if not boards.exists():
        raise PermissionDenied
    form = EnterForm(request.POST or None, boards=boards, initial=_initial(request, boards))
    if form.is_valid():
        question, contact = form.unsaved
        asking.receive(question, contact, now, by=request.user)
        messages.success(request, f"Question {question.ref} is in the register.")
        return redirect("desk-question", key=question.key)
    return render_form(request, "meetings/questions/enter.html", form)


def _initial(request: HttpRequest, boards: Any) -> dict[str, Any]:
    board = boards.filter(slug=request.GET.get("board", "")).first() or boards.first()
    return {"board": board.slug, "published": "no", "meeting": request.GET.get("meeting", "")}


def question(request: HttpRequest, key: UUID) -> HttpResponse:
    """A question with what came, what is published, and what can be done next."""
    now = timezone.now()
    row = questions_access.get_question(request.user, key, "read", now)
    keeps = may(request.user, "moderate", row, now)
    context = {
        "question": row,
        "keeps": keeps,
        "answers": may(request.user, "answer", row, now),
        "contact": getattr(row, "contact", None) if keeps else None,
        "others": asking.others_by(row) if keeps else 0,
        "rule": row.board.rules(row.board.today(row.received_at)).questions,
        "under": enclosing.item_for(row.meeting) if row.meeting else None,
        "late": row.is_late(row.board.today(now)),
        "changes": Change.objects.of(row)[:20] if keeps else (),
        "doubts": list(find(f"{row.printed}\n{row.answer}")) if keeps else (),
    }
    return render(request, "meetings/questions/question.html", context)


def visitors(request: HttpRequest, board: str, address: str) -> HttpResponse:
    """Who comes to a meeting and what they need, for those who receive them."""
    now = timezone.now()
    meeting = access.get_meeting(request.user, board, address, "write", now)
    rows = list(questions_access.visitors(request.user, meeting, now))
    context = {
        "meeting": meeting,
        "visitors": rows,
        "people": sum(each.people for each in rows),
        "keep_days": meeting.rules.questions.keep_days,
    }
    return render(request, "meetings/questions/visitors.html", context)
