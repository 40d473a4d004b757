"""Correcting the address with which somebody signs in."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from icsgov.boards import access, addresses
from icsgov.boards.forms import AddressForm
from icsgov.nhsuk.asked import came_from
from icsgov.nhsuk.forms import render_form


def correct(request: HttpRequest, key: UUID) -> HttpResponse:
    """The new address, and how it is known; then back to where somebody came from."""
    now = timezone.now()
    user = access.get_account(request.user, key, now, "correct the address of")
    form = AddressForm(request.POST if request.method == "POST" else None, user=user)
    back = came_from(request)
    if form.is_valid():
        said = form.cleaned_data
        addresses.correct(user, said["email"], said["how"], request.user, now)
        words = f"{user} signs in with {user.email} now. Both addresses are told."
        messages.success(request, words)
        return after_correction(request, user.person, back, now)
    context = {"account": user, "earlier": addresses.earlier(user), "back": back}
    return render_form(request, "boards/address.html", form, context)


def after_correction(request: HttpRequest, person: Any, back: str, now: datetime) -> HttpResponse:
    """To where what ended with the old address is sent anew; else back to where one came from."""
    anew = addresses.to_send_anew(person, request.user, now)
    if anew:
        return redirect(f"{anew}?{urlencode({'next': back})}" if back else anew)
    return redirect(back) if back else redirect("person", key=person.key)
