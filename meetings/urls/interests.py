"""Addresses of interests: one's own, a board's on the desk, a meeting's, a link's, the public's."""

from django.urls import include, path

from meetings.views.interests import desk, link, meeting, own, public

of_board = [
    path("", desk.board, name="desk-interests"),
    path("declare/", desk.declare, name="desk-interest-new"),
    path("workbook.xlsx", desk.workbook, name="desk-interests-workbook"),
    path("bring-in/", desk.bring_in, name="desk-interests-in"),
    path("round/", desk.new_round, name="desk-interests-round"),
    path("round/<uuid:key>/again/", desk.ask_again, name="desk-interests-again"),
    path("<uuid:key>/", desk.change, name="desk-interest"),
]
of_meeting = [
    path("", meeting.interests, name="meeting-interests"),
    path("record/", meeting.record, name="interest-record"),
    path("enclose/", meeting.enclose, name="interests-enclose"),
    path("<uuid:key>/withdraw/", meeting.withdraw, name="interest-withdraw"),
]
of_reader = [
    path("", own.own, name="own-interests"),
    path("declare/", own.declare, name="own-interest-new"),
    path("confirm/", own.confirm, name="own-interests-confirm"),
    path("<uuid:key>/", own.change, name="own-interest"),
    path("<uuid:key>/end/", own.end, name="own-interest-end"),
]
urlpatterns = [
    path("desk/interests/<slug:board>/", include(of_board)),
    path("desk/<slug:board>/<slug:address>/interests/", include(of_meeting)),
    path("reading/interests/", include(of_reader)),
    path("interests/<str:token>/", link.link, name="interests-link"),
    path("<slug:board>/interests/", public.register, name="public-interests"),
    path("<slug:board>/interests.csv", public.csv, name="public-interests-csv"),
]
