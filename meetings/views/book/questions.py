"""Asking the author of a paper before the meeting, and what becomes of the answer."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from icsgov.boards.middleware import keeps_typed
from icsgov.boards.rights import may
from icsgov.ledger.models import Conflict
from icsgov.nhsuk.forms import render_form
from meetings import asking, reading
from meetings.book.opened import open_paper
from meetings.forms.asking import AnswerForm, AskForm, SettleForm


@keeps_typed
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, board: str, address: str, part: int, key: UUID) -> HttpResponse:
    """Put a question to the author of a paper."""
    now = timezone.now()
    found = reading.get_meeting(request.user, board, address, now)
    opened = open_paper(request.user, found, part, key, now)
    paper = asking.paper_to_ask(found, part, key)
    if paper is None:
        raise Http404
    form = AskForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        question = asking.ask(
            request.user,  # type: ignore[arg-type]
            opened,
            paper,
            form.cleaned_data["text"],
            now,
        )
        messages.success(request, "Your question has been sent.")
        return redirect("reading-question", key=question.key)
    context = {
        "sitting": found,
        "opened": opened,
        "questions": asking.questions_on(request.user, found, key, now),
    }
    return render_form(request, "meetings/book/ask.html", form, context)


@keeps_typed
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, key: UUID) -> HttpResponse:
    """A question; its author answers here, or the secretary for them."""
    now = timezone.now()
    found = asking.get_question(request.user, key, now)
    answers = may(request.user, "answer", found, now)
    if request.method == "POST":
        asking.require(request.user, "answer", found, now)
    initial = {"answer": found.answer, "version": found.version}
    form = AnswerForm(request.POST if request.method == "POST" else None, initial=initial)
    status = 200
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            asking.answer(found, given["version"], given["answer"], request.user, now)  # type: ignore[arg-type]
        except Conflict:
            found.refresh_from_db()
            form = AnswerForm({"answer": given["answer"], "version": found.version})
            status = 409
        else:
            messages.success(request, "Your answer is saved. The member who asked is told.")
            return redirect("reading-question", key=key)
    shared = {"shared": found.shared, "recorded": found.recorded_at is not None}
    context = {
        "question": found,
        "answers": answers,
        "shares": may(request.user, "share", found, now),
        "settle_form": SettleForm(initial=shared),
        "clash": status == 409,
    }
    if status == 409:
        context["form"] = form
        return render(request, "meetings/book/question.html", context, status=409)
    return render_form(request, "meetings/book/question.html", form, context)


@require_POST
def settle(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say how far question and answer go."""
    now = timezone.now()
    found = asking.get_question(request.user, key, now)
    asking.require(request.user, "share", found, now)
    form = SettleForm(request.POST)
    if found.answer and form.is_valid():
        given = form.cleaned_data
        asking.settle(
            found,
            shared=given["shared"],
            recorded=given["recorded"],
            by=request.user,  # type: ignore[arg-type]
            now=now,
        )
        messages.success(request, "Saved.")
    else:
        messages.error(request, "Nothing is shared before there is an answer.")
    return redirect("reading-question", key=key)
