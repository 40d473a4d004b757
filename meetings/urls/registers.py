"""Addresses of the public registers. They are permanent."""

from django.urls import path

from icsgov.record.addresses import MEETING
from meetings.proofs.outcomes import ACTION, DECISION, FORWARD
from meetings.views.outcomes import actions, public

urlpatterns = [
    path("decisions/", public.register, {"kind": DECISION}, name="decisions"),
    path("decisions/decisions.csv", public.as_csv, {"kind": DECISION}, name="decisions-csv"),
    path(f"decisions/{MEETING}<slug:series>/", public.decision, name="decision"),
    path("actions/", public.register, {"kind": ACTION}, name="actions"),
    path("actions/actions.csv", public.as_csv, {"kind": ACTION}, name="actions-csv"),
    path("actions/mine/<str:token>/", actions.report_by_link, name="action-report"),
    path("actions/<slug:board>/<int:number>/", public.action, name="action"),
    path("forward-plan/", public.register, {"kind": FORWARD}, name="forward-plan"),
    path("forward-plan/forward-plan.csv", public.as_csv, {"kind": FORWARD}, name="forward-csv"),
    path("forward-plan/<uuid:key>/", public.promise, name="promise"),
    path("<slug:board>/decisions/", public.register, {"kind": DECISION}, name="board-decisions"),
    path(
        "<slug:board>/decisions/decisions.csv",
        public.as_csv,
        {"kind": DECISION},
        name="board-decisions-csv",
    ),
    path("<slug:board>/actions/", public.register, {"kind": ACTION}, name="board-actions"),
    path(
        "<slug:board>/actions/actions.csv",
        public.as_csv,
        {"kind": ACTION},
        name="board-actions-csv",
    ),
    path("<slug:board>/forward-plan/", public.register, {"kind": FORWARD}, name="board-forward"),
    path(
        "<slug:board>/forward-plan/forward-plan.csv",
        public.as_csv,
        {"kind": FORWARD},
        name="board-forward-csv",
    ),
]
