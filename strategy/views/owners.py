"""Who may write a plan besides the secretariat: named here, and taken off again."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from icsgov.nhsuk.forms import render_form
from strategy import access
from strategy.forms.plans import OwnerForm


def owners(request: HttpRequest, address: str) -> HttpResponse:
    """The owners of a plan, and naming another."""
    now = timezone.now()
    plan = access.get_plan(request.user, address, "name owners", now)
    form = OwnerForm(request.POST if request.method == "POST" else None, plan=plan)
    if form.is_valid():
        person = form.cleaned_data["person"]
        plan.name_owner(person, request.user, now)
        messages.success(request, f"{person} can now change this plan.")
        return redirect("desk-plan-owners", address=address)
    context = {"plan": plan, "owners": plan.owners.select_related("person")}
    return render_form(request, "strategy/desk/owners.html", form, context)


@require_POST
def drop(request: HttpRequest, address: str, person: UUID) -> HttpResponse:
    """Take an owner off; what they wrote stays."""
    now = timezone.now()
    plan = access.get_plan(request.user, address, "name owners", now)
    owner = access.get_owner(plan, person)
    plan.drop_owner(owner.person, request.user, now)
    messages.success(request, f"{owner.person} can no longer change this plan.")
    return redirect("desk-plan-owners", address=address)
