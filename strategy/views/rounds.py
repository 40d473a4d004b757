"""Update rounds: the owner's pages, and the page that a lead's link opens."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from icsgov.boards.middleware import public
from icsgov.boards.rights import may
from icsgov.nhsuk.forms import render_form
from strategy import access, editing, rounds
from strategy.forms.rounds import AgainForm, AnswerForm, RoundForm
from strategy.kinds import PROGRESS
from strategy.models import UpdateRound


def new_round(request: HttpRequest, address: str) -> HttpResponse:
    """Ask all leads of a plan for an update."""
    now = timezone.now()
    plan = access.get_plan(request.user, address, "write", now)
    form = RoundForm(
        request.POST or None, instance=UpdateRound(plan=plan), today=plan.board.today(now)
    )
    if form.is_valid():
        asked = rounds.open_round(form.instance, request.user, now)
        messages.success(request, f"{len(asked)} leads get a link by e-mail.")
        return redirect("desk-round", key=form.instance.key)
    context = {"plan": plan, "leads": rounds.leads(plan)}
    return render_form(request, "strategy/desk/new_round.html", form, context)


def edit(request: HttpRequest, key: UUID) -> HttpResponse:
    """Give an open round another deadline; the links of the leads go on working."""
    now = timezone.now()
    row = access.get_round(request.user, key, "write", now)
    if row.state != "open":
        return redirect("desk-round", key=key)
    today = row.plan.board.today(now)
    form = RoundForm(request.POST or None, instance=row, today=today)
    if form.is_valid() and form.save_by(request.user, now):
        messages.success(request, "Saved. Links that were sent work until the new deadline.")
        return redirect("desk-round", key=key)
    context = {"plan": row.plan, "heading": f"Change {row.title}"}
    return render_form(request, "strategy/desk/form.html", form, context)


def round_page(request: HttpRequest, key: UUID) -> HttpResponse:
    """Who has answered what; the answers that came are taken or sent back here."""
    now = timezone.now()
    row = access.get_round(request.user, key, "read", now)
    context = {
        "round": row,
        "plan": row.plan,
        "updates": rounds.answers(row),
        "edition": editing.edition_of(PROGRESS, row.key, now),
        "again": AgainForm(),
        "may_write": may(request.user, "write", row, now),
    }
    return render(request, "strategy/desk/round.html", context)


@require_POST
def accept(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take an answer as it is."""
    now = timezone.now()
    update = access.get_update(request.user, key, "write", now)
    if update.can_move("accepted"):
        rounds.accept(update, request.user, now)
        messages.success(request, f"Accepted: {update.part.called}.")
    return redirect("desk-round", key=update.round.key)


def again(request: HttpRequest, key: UUID) -> HttpResponse:
    """Send an answer back, saying what is missing."""
    now = timezone.now()
    update = access.get_update(request.user, key, "write", now)
    form = AgainForm(request.POST or None)
    if form.is_valid():
        if update.can_move("again"):
            rounds.ask_again(update, form.cleaned_data["words"], request.user, now)
            messages.success(request, f"{update.lead} gets a new link.")
        return redirect("desk-round", key=update.round.key)
    context = {"heading": f"Ask again: {update.part.called}", "plan": update.round.plan}
    return render_form(request, "strategy/desk/form.html", form, context)


@require_POST
def close(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take no more answers."""
    now = timezone.now()
    row = access.get_round(request.user, key, "write", now)
    if row.can_move("closed"):
        row.close(request.user, now)
    return redirect("desk-round", key=key)


@public
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """What a lead's single-use link opens: the last text, and the questions."""
    now = timezone.now()
    update = access.get_asked(token)
    if update.is_late(now):
        return render(request, "strategy/late.html", {"update": update}, status=410)
    form = AnswerForm(
        request.POST or None,
        metrics=rounds.metrics_of(update.part),
        rated="assessments" in update.part.kind.gathers,
    )
    if form.is_valid():
        rounds.give(update, form.cleaned_data, now)
        return render(request, "strategy/answered.html", {"update": update})
    return render_form(request, "strategy/answer.html", form, {"update": update})
