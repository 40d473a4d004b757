"""Letting somebody in: the secretary records how they know who it is; the person opens the link."""

from uuid import UUID

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from icsgov.boards import access, addresses, letting_in
from icsgov.boards.forms import AcceptForm, LetInForm
from icsgov.boards.middleware import public
from icsgov.boards.models import LettingIn
from icsgov.nhsuk.forms import render_form


def let_in(request: HttpRequest, key: UUID) -> HttpResponse:
    """Record the check, and send the link to the account's own address."""
    now = timezone.now()
    user = access.get_account(request.user, key, now, "let in")
    form = LetInForm(
        request.POST if request.method == "POST" else None,
        keeps_second_step=addresses.corrected_lately(user, request.user, now),
    )
    if form.is_valid():
        letting_in.let_in(user, form.cleaned_data, request.user, now)
        messages.success(request, f"A link that works once, for 4 hours, is on its way to {user}.")
        return redirect("person", key=key)
    context = {"account": user, "earlier": letting_in.of_account(user)}
    return render_form(request, "boards/let_in.html", form, context)


@public
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """Choose a new password; a used, old or guessed link is not found."""
    now = timezone.now()
    found = LettingIn.objects.by_token(token, now)
    if found is None:
        raise Http404
    form = AcceptForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            letting_in.use(found, form.cleaned_data["password"], now)
        except ValueError as error:
            form.add_error(None, str(error))
        else:
            # Wrong passwords before count no longer.
            get_adapter()._delete_login_attempts_cached_email(request, email=found.user.email)
            messages.success(request, "Your new password is set. Sign in with it.")
            return redirect("account_login")
    return render_form(request, "boards/let_in_link.html", form, {"found": found})
