"""Addresses of what comes of meetings on the desk: decisions, actions, the forward plan."""

from django.urls import include, path

from meetings.views.outcomes import actions, decisions, forward, paragraphs

action = [
    path("", actions.action, name="desk-action"),
    path("edit/", actions.edit, name="action-edit"),
    path("settle/", actions.settle, name="action-settle"),
    path("report/", actions.report, name="action-report-own"),
    path("take-back/", actions.strike, name="action-strike"),
]
decision = [
    path("", decisions.decision, name="desk-decision"),
    path("edit/", decisions.edit, name="decision-edit"),
    path("adopt/", decisions.adopt, name="decision-adopt"),
    path("take-back/", decisions.strike, name="decision-strike"),
]
promise = [
    path("", forward.promise, name="desk-promise"),
    path("edit/", forward.edit, name="promise-edit"),
    path("move/", forward.move, name="promise-move"),
    path("keep/", forward.keep, name="promise-keep"),
    path("drop/", forward.drop, name="promise-drop"),
    path("reopen/", forward.reopen, name="promise-reopen"),
]
urlpatterns = [
    path("actions/", actions.log, name="desk-actions"),
    path("actions/mine/", actions.mine, name="actions-mine"),
    path("actions/new/", actions.new, name="action-new"),
    path("actions/<uuid:key>/", include(action)),
    path("decisions/", decisions.register, name="desk-decisions"),
    path("decisions/<uuid:key>/", include(decision)),
    path("forward-plan/", forward.plan, name="desk-forward"),
    path("forward-plan/new/", forward.new, name="promise-new"),
    path("forward-plan/<uuid:key>/", include(promise)),
    path("items/<uuid:key>/outcomes/", decisions.asks, name="item-outcomes"),
    path("items/<uuid:key>/outcomes/<int:position>/", decisions.confirm, name="outcome-confirm"),
    path("minutes/paragraphs/<uuid:key>/decision/", paragraphs.decision, name="minute-decision"),
    path("minutes/paragraphs/<uuid:key>/action/", paragraphs.action, name="minute-action"),
    path("minutes/paragraphs/<uuid:key>/promise/", paragraphs.promise, name="minute-promise"),
    path(
        "<slug:board>/<slug:address>/matters-arising/<int:part>/",
        actions.of_meeting,
        name="matters-arising",
    ),
]
