"""Addresses of plans and bulletins: the public ones, which are permanent, and the desk."""

from django.urls import path

from strategy.views import public

PLAN = "strategy/<slug:address>/"
EDITION = f"{PLAN}editions/<int:number>/"

urlpatterns = [
    path("strategy/", public.home, name="strategy"),
    path(PLAN, public.plan, name="public-plan"),
    path(f"{PLAN}plan.pdf", public.pdf, name="public-plan-pdf"),
    path(f"{PLAN}metrics/", public.metrics, name="public-plan-metrics"),
    path(f"{PLAN}changes/", public.changes, name="public-plan-changes"),
    path(EDITION, public.edition, name="public-plan-edition"),
    path(f"{EDITION}plan.pdf", public.pdf, name="public-plan-edition-pdf"),
    path(f"{EDITION}<slug:anchor>/", public.edition_part, name="public-plan-edition-part"),
    path(f"{PLAN}<slug:anchor>/", public.part, name="public-plan-part"),
]
