"""Screens for boards, their names and their rules."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from icsgov.boards import access, rule_forms, tasks
from icsgov.boards.forms import BoardForm, RenameForm, RuleDateForm
from icsgov.boards.models import Board
from icsgov.boards.rights import may, standing
from icsgov.boards.rules import NAMES
from icsgov.nhsuk.forms import render_form


def boards(request: HttpRequest) -> HttpResponse:
    """All boards; those that the reader manages have a way in. Others go to the public ones."""
    now = timezone.now()
    seats = standing(request.user, now)
    if not access.manages(seats):
        return redirect("home")
    rows = [
        {"board": board, "managed": may(request.user, "manage", board, now)}
        for board in Board.objects.select_related("parent")
    ]
    return render(request, "boards/boards.html", {"rows": rows, "seats": seats})


def board(request: HttpRequest, slug: str) -> HttpResponse:
    """One board: its seats today, earlier ones, and its rules."""
    now = timezone.now()
    row = access.get_board(request.user, slug, "manage", now)
    today = row.today(now)
    seats = row.seats.select_related("person__account", "organisation", "assistant")
    context = {
        "board": row,
        "seats": seats.held(today),
        "coming": seats.filter(starts__gt=today),
        "ended": seats.filter(ends__lt=today).order_by("-ends"),
        "own": getattr(request.user, "person_id", None),
        "names": row.names.all(),
    }
    return render(request, "boards/board.html", context)


def new_board(request: HttpRequest) -> HttpResponse:
    """Make a board (administrators)."""
    now = timezone.now()
    access.require_administrator(request.user, now)
    form = BoardForm(request.POST or None)
    if form.is_valid():
        with transaction.atomic():
            form.save_by(request.user, now)
            tasks.board_saved(form.instance, request.user, now)
        messages.success(request, f"{form.instance} is there. Now give it a secretary.")
        return redirect("board", slug=form.instance.slug)
    return render_form(request, "boards/form.html", form, {"heading": "New board"})


def edit_board(request: HttpRequest, slug: str) -> HttpResponse:
    """Change what a board is; its name is changed by renaming it."""
    now = timezone.now()
    row = access.get_board(request.user, slug, "manage", now)
    form = BoardForm(request.POST or None, instance=row)
    del form.fields["name"]
    if form.is_valid():
        with transaction.atomic():
            saved = form.save_by(request.user, now)
            if saved:
                tasks.board_saved(form.instance, request.user, now)
        if saved:
            messages.success(request, "Saved.")
            return redirect("board", slug=slug)
    return render_form(
        request, "boards/form.html", form, {"heading": f"Change {row.name}", "board": row}
    )


def rename_board(request: HttpRequest, slug: str) -> HttpResponse:
    """Give a board a new name from today; the old one stays in its history."""
    now = timezone.now()
    row = access.get_board(request.user, slug, "manage", now)
    form = RenameForm(request.POST or None, initial={"name": row.name})
    if form.is_valid():
        with transaction.atomic():
            row.rename(form.cleaned_data["name"], request.user, now)
            tasks.board_saved(row, request.user, now)
        messages.success(request, f"The board is called {row.name} from today.")
        return redirect("board", slug=slug)
    return render_form(
        request, "boards/form.html", form, {"heading": f"Rename {row.name}", "board": row}
    )


def board_rules(request: HttpRequest, slug: str) -> HttpResponse:
    """The rules in force today and since when, each with its source."""
    now = timezone.now()
    row = access.get_board(request.user, slug, "manage", now)
    today = row.today(now)
    in_force = row.rules(today)
    stored = {rule.name: rule for rule in row.rule_rows.filter(starts__lte=today)}
    rules = [
        {
            "name": name,
            "words": rule_forms.WORDS[name],
            "lines": rule_forms.in_words(name, getattr(in_force, name)),
            "row": stored.get(name),
        }
        for name in NAMES
    ]
    coming = row.rule_rows.filter(starts__gt=today)
    return render(request, "boards/rules.html", {"board": row, "rules": rules, "coming": coming})


def edit_rule(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Let a rule hold from a day on."""
    now = timezone.now()
    row = access.get_board(request.user, slug, "manage", now)
    if name not in NAMES:
        raise Http404
    today = row.today(now)
    form = rule_forms.form_for(name, getattr(row.rules(today), name), request.POST or None)
    dated = RuleDateForm(request.POST or None, initial={"starts": today})
    if request.method == "POST" and form.is_valid() and dated.is_valid():
        value = rule_forms.value_of(name, form)
        try:
            tasks.set_rule(row, name, value, request.user, now, **dated.cleaned_data)
        except ValidationError as error:
            dated.add_error(None, error.messages)
        else:
            messages.success(request, f"{rule_forms.WORDS[name][0]}: saved.")
            return redirect("board-rules", slug=slug)
    context = {"board": row, "rule": name, "words": rule_forms.WORDS[name], "dated": dated}
    status = 422 if dated.errors or (form.is_bound and not form.is_valid()) else 200
    return render(request, "boards/rule.html", {"form": form, **context}, status=status)
