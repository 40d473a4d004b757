"""Addresses of the pack on the desk: its state, builds, previews, publications and releases."""

from django.urls import URLPattern, URLResolver, include, path

from meetings.views import takedowns
from meetings.views.packs import desk, preview, publish

build = [
    path("pack.pdf", preview.pdf, name="pack-pdf"),
    path("own/<slug:absent>/pack.pdf", preview.own, name="pack-own"),
    path("files/<str:sha256>/", preview.file, name="pack-file"),
    path("as/<slug:audience>/", preview.as_reader, name="pack-preview"),
    path("as/<slug:audience>/<uuid:paper>/", preview.paper_as_reader, name="pack-preview-paper"),
    path("publish/", publish.publish, name="pack-publish"),
]
pack: list[URLPattern | URLResolver] = [
    path("", desk.pack, name="pack"),
    path("panel/", desk.panel, name="pack-panel"),
    path("build/", desk.build, name="pack-build"),
    path("cancel/", desk.cancel, name="pack-cancel"),
    path("builds/<uuid:key>/", include(build)),
    path("publications/<uuid:key>/", publish.confirm, name="pack-confirm"),
    path("releases/<uuid:key>/take-down/", takedowns.release, name="pack-take-down"),
    path("releases/<uuid:key>/withdraw/", publish.withdraw, name="pack-withdraw"),
]
urlpatterns = [
    path("<slug:board>/<slug:address>/pack/<int:part>/", include(pack)),
]
