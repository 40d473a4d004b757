"""Addresses of plans and bulletins: the public ones, which are permanent, and the desk."""

from django.urls import URLPattern, URLResolver, include, path

from strategy.kinds import BULLETIN, PLAN, PROGRESS
from strategy.views import bulletins, desk, editions, owners, parts, public, rounds

ADDRESS = "strategy/<slug:address>/"
EDITION = f"{ADDRESS}editions/<int:number>/"

public_patterns = [
    path("strategy/", public.home, name="strategy"),
    path("strategy/parts/<uuid:key>/", public.by_key, name="public-part"),
    path("strategy/updates/<str:token>/", rounds.answer, name="strategy-update"),
    path("strategy/bulletins/", bulletins.index, name="bulletins"),
    path("strategy/bulletins/feed/", bulletins.feed, name="bulletins-feed"),
    path("strategy/bulletins/subscribe/", bulletins.subscribe, name="bulletins-subscribe"),
    path("strategy/bulletins/<slug:address>/", bulletins.bulletin, name="public-bulletin"),
    path(
        "strategy/bulletins/<slug:address>/bulletin.pdf",
        bulletins.pdf,
        name="public-bulletin-pdf",
    ),
    path(ADDRESS, public.plan, name="public-plan"),
    path(f"{ADDRESS}plan.pdf", public.pdf, name="public-plan-pdf"),
    path(f"{ADDRESS}metrics/", public.metrics, name="public-plan-metrics"),
    path(f"{ADDRESS}changes/", public.changes, name="public-plan-changes"),
    path(EDITION, public.edition, name="public-plan-edition"),
    path(f"{EDITION}plan.pdf", public.pdf, name="public-plan-edition-pdf"),
    path(f"{EDITION}<slug:anchor>/", public.edition_part, name="public-plan-edition-part"),
    path(f"{ADDRESS}<slug:anchor>/", public.part, name="public-plan-part"),
]
part_patterns = [
    path("", parts.part, name="desk-part"),
    path("row/", parts.row, name="desk-part-row"),
    path("edit/", parts.edit, name="desk-part-edit"),
    path("move/", parts.move, name="desk-part-move"),
    path("history/", parts.history, name="desk-part-history"),
    path("places/", parts.places, name="desk-part-places"),
    path("add/", parts.begin_under, name="desk-part-begin-under"),
    path("add/<slug:sort>/", parts.add_under, name="desk-part-add-under"),
    path("say/<slug:facts>/", parts.say, name="desk-part-say"),
]


def edition(kind: str, *views: str) -> list[URLPattern]:
    """Building, looking at and releasing what has editions; `name` is how the desk calls it."""
    where = {
        "build": "build/",
        "preview": "<uuid:key>/preview.pdf",
        "release": "<uuid:key>/release/",
        "withdraw": "<uuid:key>/withdraw/",
    }
    return [
        path(
            f"{kind}/<str:name>/{where[view]}",
            getattr(editions, view),
            {"kind": kind},
            f"{kind}-{view}",
        )
        for view in views
    ]


edition_patterns = [
    *edition(PLAN, "build", "preview", "release", "withdraw"),
    *edition(BULLETIN, "build", "preview", "release", "withdraw"),
    *edition(PROGRESS, "build", "preview"),  # a report goes into a meeting as a paper
]
desk_patterns: list[URLPattern | URLResolver] = [
    path("", desk.home, name="desk-strategy"),
    path("new/", desk.new_plan, name="desk-plan-new"),
    path("parts/<uuid:key>/", include(part_patterns)),
    path("rounds/<uuid:key>/", rounds.round_page, name="desk-round"),
    path("rounds/<uuid:key>/edit/", rounds.edit, name="desk-round-edit"),
    path("rounds/<uuid:key>/close/", rounds.close, name="desk-round-close"),
    path("updates/<uuid:key>/accept/", rounds.accept, name="desk-update-accept"),
    path("updates/<uuid:key>/again/", rounds.again, name="desk-update-again"),
    path("bulletins/new/", bulletins.new, name="desk-bulletin-new"),
    path("bulletins/entries/<uuid:key>/", bulletins.edit_entry, name="desk-entry"),
    path("bulletins/<slug:address>/", bulletins.desk, name="desk-bulletin"),
    path("bulletins/<slug:address>/edit/", bulletins.edit, name="desk-bulletin-edit"),
    path("bulletins/<slug:address>/clear/", bulletins.clear, name="desk-bulletin-clear"),
    path("bulletins/<slug:address>/entries/new/", bulletins.new_entry, name="desk-entry-new"),
    path("editions/", include(edition_patterns)),
    path("<slug:address>/", desk.plan, name="desk-plan"),
    path("<slug:address>/edit/", desk.edit_plan, name="desk-plan-edit"),
    path("<slug:address>/owners/", owners.owners, name="desk-plan-owners"),
    path("<slug:address>/owners/<uuid:person>/", owners.drop, name="desk-plan-owner-drop"),
    path("<slug:address>/coverage/", desk.cover, name="desk-plan-coverage"),
    path("<slug:address>/readings/", desk.readings, name="desk-plan-readings"),
    path("<slug:address>/readings.xlsx", desk.workbook, name="desk-plan-workbook"),
    path("<slug:address>/rounds/new/", rounds.new_round, name="desk-round-new"),
    path("<slug:address>/add/", desk.begin_part, name="desk-part-begin"),
    path("<slug:address>/add/<slug:sort>/", parts.add, name="desk-part-add"),
]
urlpatterns = [*public_patterns, path("desk/strategy/", include(desk_patterns))]
