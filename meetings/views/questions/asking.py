"""The public's side: where to ask, the form, one's own page, and saying that one comes."""

from datetime import datetime
from typing import Any

from allauth.account.adapter import get_adapter
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from icsgov.boards.middleware import public
from icsgov.nhsuk.forms import render_form
from icsgov.work import limits
from meetings import questions_access
from meetings.forms.questions import AskForm, PutAgainForm, VisitForm
from meetings.models import Question
from meetings.questions import asking, moderating
from meetings.questions.asking import Occasion
from meetings.tasks import question_mail

# Questions and visits from one machine in an hour: a library or an office may share an address.
MOST = 10


@public
def choose(request: HttpRequest) -> HttpResponse:
    """The meetings that the public may ask questions of, each with its last day."""
    now = timezone.now()
    return render(request, "meetings/questions/choose.html", {"occasions": asking.occasions(now)})


@public
def ask(request: HttpRequest, board: str, address: str) -> HttpResponse:
    """Ask a question of a meeting; the receipt has a private link to what becomes of it."""
    now = timezone.now()
    occasion = _occasion(board, address, now)
    items = asking.items(occasion.meeting.key, now)
    initial = {"item": request.GET.get("item", "")}
    form = AskForm(request.POST or None, now=now, occasion=occasion, items=items, initial=initial)
    context = {"occasion": occasion}
    if form.is_valid():
        if _too_often(request, "ask", now):
            return _wait(request, "meetings/questions/ask.html", form, context)
        question, contact, item = form.unsaved
        token = asking.receive(question, contact, now, item=item)
        moderating.tell(question, question_mail.RECEIVED, now)
        return redirect("question-status", token=token)
    return render_form(request, "meetings/questions/ask.html", form, context)


def _occasion(board: str, address: str, now: datetime) -> Occasion:
    found = asking.occasion(f"{board}/{address}", now)
    if found is None:
        raise Http404
    return found


def _too_often(request: HttpRequest, what: str, now: datetime) -> bool:
    who = get_adapter().get_client_ip(request)
    return not limits.within(what, who, now, most=MOST)


def _wait(request: HttpRequest, template: str, form: Any, context: dict[str, Any]) -> HttpResponse:
    """429 with all that was typed."""
    form.add_error(None, "Much was sent from your connection. Send this again in an hour.")
    return render(request, template, {"form": form, **context}, status=429)


@public
def status(request: HttpRequest, token: str) -> HttpResponse:
    """One's own question: its reference, what becomes of it; new words where they are needed."""
    now = timezone.now()
    question = questions_access.question_at(token)
    rules = question.board.rules(question.board.today(question.received_at))
    form = None
    if question.state == Question.State.RETURNED:
        initial = {"question": question.asked}
        form = PutAgainForm(request.POST or None, now=now, rule=rules.questions, initial=initial)
        if form.is_valid():
            words = form.cleaned_data["question"]
            moderating.put_again(question, None, now, words=words)
            return redirect("question-status", token=token)
    context = {"question": question, "rule": rules.questions, "token": token}
    if form is None:
        return render(request, "meetings/questions/status.html", context)
    return render_form(request, "meetings/questions/status.html", form, context)


@public
def visit(request: HttpRequest, board: str, address: str) -> HttpResponse:
    """Say that one comes to a meeting, and what one needs there."""
    now = timezone.now()
    occasion = asking.visit(f"{board}/{address}", now)
    if occasion is None:
        raise Http404
    form = VisitForm(request.POST or None, now=now)
    context = {"occasion": occasion}
    if form.is_valid():
        if _too_often(request, "visit", now):
            return _wait(request, "meetings/questions/visit.html", form, context)
        form.unsaved(occasion.meeting).save()
        return redirect("visit-thanks", board=board, address=address)
    return render_form(request, "meetings/questions/visit.html", form, context)


@public
def thanks(request: HttpRequest, board: str, address: str) -> HttpResponse:
    """What happens after somebody said that they come."""
    occasion = asking.visit(f"{board}/{address}", timezone.now())
    if occasion is None:
        raise Http404
    return render(request, "meetings/questions/thanks.html", {"occasion": occasion})
