"""Correcting the address with which somebody signs in."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from icsgov.boards import access, addresses
from icsgov.boards.forms import AddressForm
from icsgov.nhsuk.forms import render_form


def correct(request: HttpRequest, key: UUID) -> HttpResponse:
    """The new address, and how it is known; then back to where somebody came from."""
    now = timezone.now()
    user = access.get_account(request.user, key, now, "correct the address of")
    form = AddressForm(request.POST if request.method == "POST" else None, user=user)
    back = _back(request)
    if form.is_valid():
        said = form.cleaned_data
        addresses.correct(user, said["email"], said["how"], request.user, now)
        words = f"{user} signs in with {user.email} now. Both addresses are told."
        messages.success(request, words)
        return redirect(back) if back else redirect("person", key=key)
    context = {"account": user, "earlier": addresses.earlier(user), "back": back}
    return render_form(request, "boards/address.html", form, context)


def _back(request: HttpRequest) -> str:
    """Where to go afterwards: a page of this site; "" for the person's own."""
    back = request.POST.get("next") or request.GET.get("next") or ""
    is_own = back.startswith("/desk/") and url_has_allowed_host_and_scheme(back, None)
    return back if is_own else ""
