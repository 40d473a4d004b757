"""Taking back a decision or an action that was recorded by mistake."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from icsgov.nhsuk.asked import posted
from icsgov.nhsuk.forms import render_form
from meetings.forms.outcomes import StrikeForm
from meetings.models import Action, AlreadyStruck, Decision
from meetings.outcomes import desk_registers, releasing, striking

BEFORE = "Somebody took it back before you. This is how it stands."


def strike_page(
    request: HttpRequest, row: Decision | Action, page: str, now: datetime
) -> HttpResponse:
    """Ask for the reason; given, the thing is struck. `page` is the name of its own page."""
    form = StrikeForm(posted(request))
    if form.is_valid():
        try:
            striking.strike(row, form.cleaned_data["reason"], request.user, now)
        except AlreadyStruck:
            messages.warning(request, BEFORE)
        else:
            messages.success(request, f"{row} is taken back. Its number is not used again.")
        return redirect(page, key=row.key)
    if row.is_struck:
        messages.warning(request, BEFORE)
        return redirect(page, key=row.key)
    context = {
        "row": row,
        "kind": row.KIND,
        "is_out": releasing.is_out(row),
        "is_public": desk_registers.is_public(row),
    }
    return render_form(request, "meetings/outcomes/strike.html", form, context)
