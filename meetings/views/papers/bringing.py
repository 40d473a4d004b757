"""A paper brought to another board, and what other boards made of it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from icsgov.ledger.models import Conflict
from icsgov.nhsuk.forms import render_form
from meetings import bringing, paper_access
from meetings.forms.bringing import BringForm
from meetings.progress import progress
from meetings.views.papers.saving import sent


def bring(request: HttpRequest, key: UUID) -> HttpResponse:
    """Make a paper of it for another board, under one of its coming items."""
    now = timezone.now()
    paper = paper_access.get_desk_paper(request.user, key, "keep", now)
    places = bringing.places(request.user, paper, now)
    form = BringForm(sent(request), places=places)
    if not form.is_valid():
        context = {"row": progress(paper, now), "paper": paper, "has_places": places.exists()}
        return render_form(request, "meetings/papers/bring.html", form, context)
    made = bringing.bring(paper, form.cleaned_data["item"], request.user, now)
    messages.success(request, f"The paper now goes to {made.board} too, as a paper of its own.")
    return redirect("paper", key=made.key)


@require_POST
def considered(request: HttpRequest, key: UUID) -> HttpResponse:
    """Put what other boards made of it into the cover sheet."""
    now = timezone.now()
    paper = paper_access.get_desk_paper(request.user, key, "write", now)
    acting_for = paper_access.acting_for(request.user, paper, now)
    try:
        bringing.update_considered(
            paper, paper.board.today(now), request.user, now, acting_for=acting_for
        )
    except Conflict:
        messages.error(request, "Somebody changed the cover sheet meanwhile. Try again.")
    else:
        messages.success(request, "The cover sheet says who considered the paper before.")
    return redirect("paper", key=key)
