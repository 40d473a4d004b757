"""Addresses of the desk: home, meetings and series, the agenda and its rows."""

from django.urls import include, path

from meetings.views import (
    agenda,
    agreement,
    desk,
    documents,
    items,
    meetings,
    recordings,
    rows,
    series,
)

item = [
    path("", agenda.item, name="item"),
    path("open/", items.item_open, name="item-open"),
    path("move/", rows.move, name="item-move"),
    path("lift/", rows.lift, name="item-lift"),
    path("remove/", rows.remove, name="item-remove"),
    path("history/", rows.history, name="item-history"),
    path("supports/", items.supports, name="item-supports"),
    path("comments/", items.comment, name="item-comment"),
    path("comments/<uuid:comment>/settle/", items.settle, name="item-settle"),
    path("papers/", items.add_paper, name="item-add-paper"),
    path("papers/attach/", items.attach_paper, name="item-attach-paper"),
    path("papers/<uuid:paper>/", items.move_paper, name="item-move-paper"),
]
meeting = [
    path("", agenda.meeting, name="meeting"),
    path("agenda/", agenda.agenda, name="agenda"),
    path("people/", agenda.people, name="agenda-people"),
    path("presenters/<uuid:person>/", agreement.presenter, name="presenter"),
    path("part/<int:part>/rows/", agenda.add_row, name="item-add"),
    path("part/<int:part>/agree/", agreement.agree, name="agenda-agree"),
    path("details/", meetings.edit_meeting, name="meeting-edit"),
    path("part-2/review/", meetings.review_part2, name="part2-review"),
    path("recording/", recordings.recording, name="recording"),
    path("recording/off/", recordings.take_off, name="recording-off"),
    path("clone/", meetings.clone_meeting, name="meeting-clone"),
    path("cancel/", meetings.call_off, {"how": "cancel"}, name="meeting-cancel"),
    path("postpone/", meetings.call_off, {"how": "postpone"}, name="meeting-postpone"),
    path("again/", meetings.plan_again, name="meeting-again"),
]
urlpatterns = [
    path("", desk.desk, name="desk"),
    path("start/", desk.home_signed_in, name="home-signed-in"),
    path("meetings/new/", meetings.new_meeting, name="meeting-new"),
    path("meetings/<slug:board>/", meetings.board_meetings, name="desk-board"),
    path("meetings/<slug:board>/documents/", documents.board_documents, name="desk-documents"),
    path("meetings/<slug:board>/documents/new/", documents.new_document, name="document-new"),
    path("documents/<uuid:key>/", documents.document, name="desk-document"),
    path("documents/<uuid:key>/personal/", documents.document_personal, name="document-personal"),
    path("documents/<uuid:key>/preview/", documents.preview, name="document-preview"),
    path("documents/<uuid:key>/cancel/", documents.cancel, name="document-cancel"),
    path("documents/<uuid:key>/edit/", documents.edit_document, name="document-edit"),
    path(
        "documents/<uuid:key>/releases/<int:number>/withdraw/",
        documents.withdraw_document,
        name="document-withdraw",
    ),
    path("series/new/", series.new_series, name="series-new"),
    path("series/<uuid:key>/", series.series, name="series"),
    path("series/<uuid:key>/edit/", series.edit_series, name="series-edit"),
    path("items/<uuid:key>/", include(item)),
    path("<slug:board>/<slug:address>/", include(meeting)),
]
