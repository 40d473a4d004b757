"""Addresses of the pack on the desk: its state, builds, previews, publications and releases."""

from django.urls import URLPattern, URLResolver, include, path

from meetings.views import takedowns
from meetings.views.packs import as_person, desk, going_out, preview, publish

build = [
    path("pack.pdf", preview.pdf, name="pack-pdf"),
    path("own/<slug:absent>/pack.pdf", preview.own, name="pack-own"),
    path("files/<str:sha256>/", preview.file, name="pack-file"),
    path("as/<slug:audience>/", preview.as_reader, name="pack-preview"),
    path("as/<slug:audience>/<uuid:paper>/", preview.paper_as_reader, name="pack-preview-paper"),
    path("for/", as_person.whom, name="pack-preview-whom"),
    path("for/<uuid:person>/", as_person.meeting, name="pack-preview-person"),
    path("for/<uuid:person>/<uuid:paper>/", as_person.paper, name="pack-preview-person-paper"),
    path("publish/", publish.publish, name="pack-publish"),
]
release = [
    path("going-out/", going_out.sent, name="pack-going-out"),
    path("going-out/send/", going_out.send, name="pack-send"),
    path("going-out/returned/", going_out.take_returned, name="pack-returned"),
    path("going-out/<uuid:person>/came-back/", going_out.came_back, name="pack-came-back"),
    path("print/", going_out.print_page, name="pack-print"),
    path("print/addresses.xlsx", going_out.addresses, name="pack-print-addresses"),
    path("print/labels.pdf", going_out.labels, name="pack-print-labels"),
    path("print/<uuid:person>/papers.<str:ending>", going_out.papers, name="pack-print-papers"),
    path("take-down/", takedowns.release, name="pack-take-down"),
    path("withdraw/", publish.withdraw, name="pack-withdraw"),
]
pack: list[URLPattern | URLResolver] = [
    path("", desk.pack, name="pack"),
    path("panel/", desk.panel, name="pack-panel"),
    path("build/", desk.build, name="pack-build"),
    path("cancel/", desk.cancel, name="pack-cancel"),
    path("builds/<uuid:key>/", include(build)),
    path("publications/<uuid:key>/", publish.confirm, name="pack-confirm"),
    path("releases/<uuid:key>/", include(release)),
]
urlpatterns = [
    path("<slug:board>/<slug:address>/pack/<int:part>/", include(pack)),
]
