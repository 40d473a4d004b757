"""Screens for people, organisations, seats and administrators."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from icsgov.boards import access, addresses, tasks
from icsgov.boards.forms import (
    AdministratorForm,
    EndForm,
    InviteForm,
    OrganisationForm,
    PersonForm,
    SeatForm,
)
from icsgov.boards.models import Administrator, Invitation, Organisation, Person, Seat
from icsgov.boards.rights import may
from icsgov.boards.saving import VersionedForm
from icsgov.boards.views.addresses import after_correction
from icsgov.nhsuk.asked import came_from
from icsgov.nhsuk.forms import render_form


def people(request: HttpRequest) -> HttpResponse:
    """Everybody, or those whose name holds the words looked for."""
    now = timezone.now()
    access.require_manager(request.user, now)
    words = request.GET.get("q", "")[:100]
    rows = Person.objects.named(words).select_related("account").order_by("family_name")[:300]
    organisations = Organisation.objects.all()
    context = {"people": rows, "q": words, "organisations": organisations}
    return render(request, "boards/people.html", context)


def person(request: HttpRequest, key: UUID) -> HttpResponse:
    """One person: seats, account, invitation."""
    now = timezone.now()
    row = access.get_person(request.user, key, now)
    account = getattr(row, "account", None)
    context = {
        "person": row,
        "seats": row.seats.select_related("board", "organisation").order_by("-starts"),
        "invitation": Invitation.objects.open(now).filter(person=row).first(),
        "form": InviteForm(initial={"email": row.email}),
        "may_let_in": account is not None and may(request.user, "let in", account, now),
        "may_correct": account is not None
        and may(request.user, "correct the address of", account, now),
    }
    return render(request, "boards/person.html", context)


def edit_person(request: HttpRequest, key: UUID | None = None) -> HttpResponse:
    """Add a person, or change a name as it will be printed from now on."""
    now = timezone.now()
    access.require_manager(request.user, now)
    row = access.get_person(request.user, key, now) if key else None
    form = PersonForm(request.POST or None, instance=row)
    back = came_from(request)
    if form.is_valid() and _save_person(form, request, now):
        messages.success(request, f"{form.instance}: saved.")
        if "email" in form.changed_data:
            return after_correction(request, form.instance, back, now)
        return redirect(back) if back else redirect("person", key=form.instance.key)
    context = {"heading": f"Change {row}" if row else "New person", "back": back}
    return render_form(request, "boards/form.html", form, context)


def _save_person(form: PersonForm, request: HttpRequest, now: datetime) -> bool:
    """Save a person; what went to another address before ends in the same transaction."""
    with transaction.atomic():
        saved = _save_name(form, request, now)
        if saved:
            addresses.person_saved(form.instance, form.initial.get("email", ""), request.user, now)
    return saved


def edit_organisation(request: HttpRequest, key: UUID | None = None) -> HttpResponse:
    """Add or change an organisation."""
    now = timezone.now()
    access.require_manager(request.user, now)
    row = access.get_organisation(request.user, key, now) if key else None
    form = OrganisationForm(request.POST or None, instance=row)
    if form.is_valid() and _save_name(form, request, now):
        messages.success(request, f"{form.instance}: saved.")
        return redirect("people")
    heading = f"Change {row}" if row else "New organisation"
    return render_form(request, "boards/form.html", form, {"heading": heading})


def _save_name(form: VersionedForm, request: HttpRequest, now: datetime) -> bool:
    """Save a name, and the public profiles on which it stands, together."""
    with transaction.atomic():
        saved = form.save_by(request.user, now)
        if saved:
            tasks.name_saved(form.instance, request.user, now)
    return saved


@require_POST
def send_invitation(request: HttpRequest, key: UUID) -> HttpResponse:
    """Invite a person who has no account yet."""
    now = timezone.now()
    row = access.get_person(request.user, key, now)
    form = InviteForm(request.POST)
    if hasattr(row, "account"):
        form.add_error(None, f"{row} has an account already.")
    if form.is_valid():
        tasks.invite(row, form.cleaned_data["email"], request.user, now)
        messages.success(request, f"The invitation is on its way to {row}.")
        return redirect("person", key=key)
    return render_form(request, "boards/form.html", form, {"heading": f"Invite {row}"})


def new_seat(request: HttpRequest, slug: str) -> HttpResponse:
    """Give a person a seat on a board; nobody gives one to themselves."""
    now = timezone.now()
    board = access.get_board(request.user, slug, "manage", now)
    form = SeatForm(
        request.POST or None,
        instance=Seat(board=board),
        initial={"starts": board.today(now), "person": request.GET.get("person")},
    )
    if form.is_valid():
        if not may(request.user, "manage", form.instance, now):
            raise PermissionDenied
        with transaction.atomic():
            form.save_by(request.user, now)
            tasks.seat_saved(form.instance, request.user, now, had_part2=False)
        messages.success(request, f"{form.instance.person} has a seat on the {board}.")
        return redirect("board", slug=slug)
    context = {"heading": f"New seat on the {board.short_name}", "board": board}
    return render_form(request, "boards/form.html", form, context)


def edit_seat(request: HttpRequest, key: UUID) -> HttpResponse:
    """Change a seat. A new job title or role is better a new seat: this mends mistakes."""
    now = timezone.now()
    seat = access.get_seat(request.user, key, now)
    had_part2 = seat.part2
    form = SeatForm(request.POST or None, instance=seat)
    if form.is_valid():
        with transaction.atomic():
            saved = form.save_by(request.user, now)
            if saved:
                tasks.seat_saved(form.instance, request.user, now, had_part2=had_part2)
        if saved:
            messages.success(request, "Saved.")
            return redirect("board", slug=seat.board.slug)
    context = {"heading": f"Seat of {seat.person}", "board": seat.board, "seat": seat}
    return render_form(request, "boards/form.html", form, context)


def end_seat(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say on which day a seat ends; rights end with that day."""
    now = timezone.now()
    seat = access.get_seat(request.user, key, now)
    today = seat.board.today(now)
    form = EndForm(request.POST or None, starts=seat.starts, initial={"ends": today})
    if form.is_valid():
        with transaction.atomic():
            seat.save_at(seat.version, request.user, now, ends=form.cleaned_data["ends"])
            tasks.seat_saved(seat, request.user, now, had_part2=seat.part2)
        messages.success(request, f"The seat of {seat.person} ends.")
        return redirect("board", slug=seat.board.slug)
    context = {"heading": f"End the seat of {seat.person}", "board": seat.board}
    return render_form(request, "boards/form.html", form, context)


def administrators(request: HttpRequest) -> HttpResponse:
    """Who manages boards and people; add somebody."""
    now = timezone.now()
    access.require_administrator(request.user, now)
    form = AdministratorForm(request.POST or None, initial={"starts": timezone.localdate(now)})
    if form.is_valid():
        if not may(request.user, "manage", form.instance, now):
            raise PermissionDenied
        form.instance.create_by(request.user, now)
        messages.success(request, f"{form.instance.person} is an administrator.")
        return redirect("administrators")
    rows = Administrator.objects.select_related("person").order_by("-starts")
    return render_form(request, "boards/administrators.html", form, {"rows": rows})


@require_POST
def end_administrator(request: HttpRequest, key: UUID) -> HttpResponse:
    """End somebody's administration today."""
    now = timezone.now()
    access.require_administrator(request.user, now)
    row = access.get_administrator(request.user, key, now)
    row.save_at(row.version, request.user, now, ends=timezone.localdate(now))
    messages.success(request, f"{row.person} is no administrator after today.")
    return redirect("administrators")
