"""Accepting an invitation."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from icsgov.boards.forms import AcceptForm
from icsgov.boards.middleware import public
from icsgov.boards.models import Invitation
from icsgov.nhsuk.forms import render_form


@public
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Choose a password; the link works once. A used or foreign link is not found."""
    now = timezone.now()
    found = Invitation.objects.by_token(token, now)
    if found is None:
        raise Http404
    form = AcceptForm(request.POST or None)
    if form.is_valid():
        try:
            found.accept(form.cleaned_data["password"], now)
        except ValueError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Your account is ready. Sign in to start.")
            return redirect("account_login")
    return render_form(request, "boards/invitation.html", form, {"invitation": found})
