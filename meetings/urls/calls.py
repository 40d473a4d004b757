"""Addresses of calls for papers, and of the links by which a paper is put in."""

from django.urls import path

from meetings.views import calls, deputies, drops, put_in

urlpatterns = [
    path("desk/papers/links/of/<uuid:key>/", calls.anew, name="links-anew"),
    path("desk/papers/links/<uuid:key>/", calls.link, name="paper-link"),
    path("desk/papers/links/<uuid:key>/revoke/", calls.revoke, name="paper-link-revoke"),
    path("desk/<slug:board>/<slug:address>/papers/", calls.owed, name="meeting-papers"),
    path("desk/<slug:board>/<slug:address>/papers/call/", calls.call, name="meeting-call"),
    path("desk/<slug:board>/<slug:address>/deputies/", deputies.deputies, name="meeting-deputies"),
    path(
        "desk/<slug:board>/<slug:address>/deputies/<uuid:key>/end/",
        deputies.end,
        name="meeting-deputy-end",
    ),
    path("desk/<slug:board>/<slug:address>/files/", drops.drop, name="meeting-drop"),
    path("put-in/<str:token>/", put_in.page, name="put-in"),
    path("put-in/<str:token>/submit/", put_in.submit, name="put-in-submit"),
    path("put-in/<str:token>/cover.docx", put_in.cover, name="put-in-cover"),
    path("put-in/<str:token>/files/<uuid:key>/clean.pdf", put_in.clean, name="put-in-clean"),
    path("put-in/<str:token>/files/<uuid:key>/clean/", put_in.take_clean, name="put-in-take-clean"),
    path("put-in/<str:token>/files/<uuid:key>/form/", put_in.read, name="put-in-form"),
    path("put-in/<str:token>/files/<uuid:key>/remove/", put_in.remove, name="put-in-remove"),
]
