"""What the link of a round opens: one person's own interests, without an account, once."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from icsgov.boards.middleware import public
from icsgov.nhsuk.forms import render_form
from meetings.declaring import rounds
from meetings.forms.interests import LinkForm
from meetings.models import Interest, InterestReturn

HIDDEN = ("csrfmiddlewaretoken", "agree")


@public
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Confirm one's interests, let some lapse, declare another; the link is used up by it."""
    now = timezone.now()
    asked = InterestReturn.objects.by_token(token)
    if asked is None:
        raise Http404
    if not InterestReturn.objects.open(now).filter(pk=asked.pk).exists():
        return _over(request, asked)
    form = LinkForm(request.POST or None, held=_held(asked, now))
    if form.is_valid():
        try:
            done = rounds.answer(asked, form.ended, form.new, None, now)
        except ValueError:
            return _over(request, InterestReturn.objects.get(pk=asked.pk))
        return render(request, "meetings/interests/link_done.html", {"asked": done})
    return render_form(request, "meetings/interests/link.html", form, {"asked": asked})


def _held(asked: InterestReturn, now: datetime) -> list[Interest]:
    return list(asked.person.interests.held(now.date()).order_by("kind", "declared"))


def _over(request: HttpRequest, asked: InterestReturn) -> HttpResponse:
    """410: when it was used, or that it is over; with what was typed, so that nothing is lost."""
    typed = [
        value
        for name, values in request.POST.lists()
        for value in values
        if value.strip() and name not in HIDDEN
    ]
    context = {"asked": asked, "typed": typed}
    return render(request, "meetings/interests/link_over.html", context, status=410)
