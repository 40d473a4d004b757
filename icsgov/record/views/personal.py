"""The look for personal data, on the desk: find by find, before the public gets it."""

from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from icsgov.nhsuk.asked import came_from
from icsgov.nhsuk.forms import render_form
from icsgov.record import access
from icsgov.record.personal import Held, look, settle


class SettleForm(forms.Form):
    """Which find it is, and why it may be public."""

    digest = forms.CharField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label="Why may it be public?",
        max_length=500,
        help_text="For example: it is the practice’s own line, printed on its website.",
        error_messages={"required": "Say why it may be public, or have the paper changed."},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def personal(request: HttpRequest, key: UUID) -> HttpResponse:
    """What in a build looks like personal data."""
    now = timezone.now()
    build = access.get_build(request.user, key, "settle", now)
    return finds(request, build, build.title, now)


def finds(request: HttpRequest, held: Held, title: str, now: datetime) -> HttpResponse:
    """What looks like personal data, each with its page; and why some of it may be public."""
    back = came_from(request)
    form = SettleForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        said = form.cleaned_data
        try:
            settle(held, said["digest"], said["reason"], request.user, now)
        except LookupError:
            raise Http404 from None
        messages.success(request, "Noted. It may be public.")
        return redirect(f"{request.path}?{urlencode({'next': back})}" if back else request.path)
    asked = form.data.get("digest", "")
    context = {"title": title, "look": look(held), "asked": asked, "back": back}
    return render_form(request, "record/personal.html", form, context)
