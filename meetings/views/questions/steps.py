"""The steps of a question on the desk, each on a page of its own."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from icsgov.ledger.models import Conflict, MoveRefused
from icsgov.nhsuk.forms import render_form
from meetings import questions_access
from meetings.directory import Directory
from meetings.forms.questions import (
    AcceptForm,
    AnswerForm,
    MergeForm,
    RejectForm,
    RewriteForm,
    SendBackForm,
)
from meetings.models import AgendaItem, Question
from meetings.proofs.questions import release_question
from meetings.questions import moderating
from strategy import links

FORM = "meetings/questions/step.html"


def _step(
    request: HttpRequest,
    question: Question,
    form: forms.Form,
    do: Callable[[datetime], None],
    **context: Any,
) -> HttpResponse:
    """Do the step where the form is right; who comes second is told what the first one did."""
    now = timezone.now()
    if form.is_valid():
        try:
            do(now)
        except MoveRefused:
            state = question.get_state_display().lower()
            messages.warning(request, f"Somebody was first: the question is now: {state}.")
            return redirect("desk-question", key=question.key)
        except Conflict as conflict:
            theirs: Any = conflict.theirs
            form.add_error(None, "Somebody else changed it. Their words: " + theirs.printed)
            form.data = {**request.POST.dict(), "version": str(theirs.version)}
        else:
            messages.success(request, context["done"])
            return redirect("desk-question", key=question.key)
    return render_form(request, FORM, form, {"question": question, **context})


def accept(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take the question, and say who answers it."""
    now = timezone.now()
    row = questions_access.get_question(request.user, key, "moderate", now)
    directory = Directory(row.board, row.board.today(now))
    form = AcceptForm(request.POST or None, directory=directory)

    def do(at: datetime) -> None:
        person = form.found.person if form.found else None
        moderating.accept(row, request.user, at, answerer=person, answerer_name=form.printed)

    return _step(
        request,
        row,
        form,
        do,
        heading=f"Take question {row.ref}",
        button="Take and publish it",
        done=f"Question {row.ref} is on the public register.",
        people=directory.own,
        shows_words=True,
    )


def reject(request: HttpRequest, key: UUID) -> HttpResponse:
    """Turn the question away on one of the board's published grounds."""
    now = timezone.now()
    row = questions_access.get_question(request.user, key, "moderate", now)
    rules = row.board.rules(row.board.today(row.received_at))
    form = RejectForm(request.POST or None, rules=rules, leading=moderating.answered_with(row))
    return _step(
        request,
        row,
        form,
        lambda at: moderating.reject(row, request.user, at, ground=form.words),
        heading=f"Do not take question {row.ref}",
        button="Do not take it",
        warns=True,
        done=f"The register says that {row.ref} was not taken, and why.",
    )


def send_back(request: HttpRequest, key: UUID) -> HttpResponse:
    """Ask who asked to put it again."""
    row = questions_access.get_question(request.user, key, "moderate", timezone.now())
    form = SendBackForm(request.POST or None)
    return _step(
        request,
        row,
        form,
        lambda at: moderating.send_back(row, request.user, at, note=form.cleaned_data["note"]),
        heading=f"Send question {row.ref} back",
        button="Send it back",
        done="Who asked can put it again on their own page.",
        shows_words=True,
    )


def merge(request: HttpRequest, key: UUID) -> HttpResponse:
    """Answer it together with another question."""
    now = timezone.now()
    row = questions_access.get_question(request.user, key, "moderate", now)
    others = questions_access.others_of_board(request.user, row, now)
    form = MergeForm(request.POST or None, others=others)
    if not form.is_possible:
        messages.warning(request, "No other question is taken yet. Take the other one first.")
        return redirect("desk-question", key=key)
    return _step(
        request,
        row,
        form,
        lambda at: moderating.merge(row, request.user, at, into=form.cleaned_data["into"]),
        heading=f"Answer question {row.ref} with another",
        button="Answer them together",
        done=f"{row.ref} now leads to the other question.",
        shows_words=True,
    )


def answer(request: HttpRequest, key: UUID) -> HttpResponse:
    """Write the answer, or amend it; the register shows it at once."""
    row = questions_access.get_question(request.user, key, "answer", timezone.now())
    initial = {"words": row.answer, "how": row.how or Question.How.WRITING}
    form = AnswerForm(request.POST or None, initial=initial)

    def do(at: datetime) -> None:
        given = form.cleaned_data
        moderating.answer(row, request.user, at, words=given["words"], how=given["how"])

    return _step(
        request,
        row,
        form,
        do,
        heading=f"Answer question {row.ref}",
        button="Publish the answer",
        done=f"The answer to {row.ref} is published.",
        shows_words=True,
    )


def rewrite(request: HttpRequest, key: UUID) -> HttpResponse:
    """Change what is published of it, and the item it is about."""
    row = questions_access.get_question(request.user, key, "moderate", timezone.now())
    items = AgendaItem._default_manager.filter(meeting=row.meeting, part=1).in_order()
    initial = {
        "words": row.printed,
        "version": row.version,
        "item": row.item.key if row.item else None,
    }
    form = RewriteForm(request.POST or None, items=items, initial=initial)

    def do(at: datetime) -> None:
        given = form.cleaned_data
        fields = {"printed": given["words"], "item": given["item"]}
        moderating.rewrite(row, request.user, at, version=given["version"], **fields)

    return _step(
        request,
        row,
        form,
        do,
        heading=f"What is published of {row.ref}",
        button="Save",
        done="Saved.",
        came=row.asked,
    )


def supports(request: HttpRequest, key: UUID) -> HttpResponse:
    """Name the priorities that the question is about, on whose pages it will stand."""
    now = timezone.now()
    row = questions_access.get_question(request.user, key, "moderate", now)
    form = links.SupportsForm(request.POST or None, thing=row, user=request.user, now=now)

    def do(at: datetime) -> None:
        with transaction.atomic():
            form.save(request.user, at)
            release_question(row, request.user, at)

    heading = f"Priorities that {row.ref} is about"
    return _step(request, row, form, do, heading=heading, button="Save", done="Saved.")
