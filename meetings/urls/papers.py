"""Addresses of the papers on the desk."""

from django.urls import path, register_converter

from meetings.views import takedowns
from meetings.views.papers import (
    bringing,
    files,
    pages,
    people,
    pictures,
    reports,
    steps,
    unsealing,
    versions,
    withholding,
    word,
    writing,
)


class Sha256:
    """The name of some bytes in an address."""

    regex = "[0-9a-f]{64}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Sha256, "sha256")

urlpatterns = [
    path("mine/", pages.mine, name="papers-mine"),
    path("files/<uuid:key>/", files.file, name="paper-file"),
    path("files/<uuid:key>/confirm/", files.confirm, name="paper-file-confirm"),
    path("files/<uuid:key>/title/", files.retitle, name="paper-file-title"),
    path("files/<uuid:key>/replace/", files.replace, name="paper-file-replace"),
    path("files/<uuid:key>/remove/", files.remove, name="paper-file-remove"),
    path("files/<uuid:key>/clean/", files.take_clean, name="paper-file-clean"),
    path("files/<uuid:key>/text/", files.text, name="paper-file-text"),
    path("files/<uuid:key>/form/", word.read, name="paper-file-form"),
    path("files/<uuid:key>/move/", files.move, name="paper-file-move"),
    path("files/<uuid:key>/<slug:what>", files.content, name="paper-file-content"),
    path("report/<uuid:key>/<uuid:build>/", reports.enclose, name="report-to-meeting"),
    path("<uuid:key>/", pages.paper, name="paper"),
    path("<uuid:key>/cover/", writing.cover, name="paper-cover"),
    path("<uuid:key>/cover.docx", word.cover, name="paper-cover-word"),
    path("<uuid:key>/text/", writing.text, name="paper-text"),
    path("<uuid:key>/paste/", writing.paste, name="paper-paste"),
    path("<uuid:key>/pictures/", pictures.pictures, name="paper-pictures"),
    path("<uuid:key>/pictures/<sha256:sha256>", files.picture, name="paper-picture"),
    path("<uuid:key>/files/", files.files, name="paper-files"),
    path("<uuid:key>/files/upload/", files.upload, name="paper-upload"),
    path("<uuid:key>/people/<slug:role>/", people.people, name="paper-people"),
    path("<uuid:key>/comments/", people.comment, name="paper-comment"),
    path("<uuid:key>/comments/<uuid:comment>/settle/", people.settle, name="paper-settle"),
    path("<uuid:key>/versions/", versions.versions, name="paper-versions"),
    path("<uuid:key>/versions/compare/", versions.compare, name="paper-compare"),
    path("<uuid:key>/versions/<str:number>/", versions.version, name="paper-version"),
    path("<uuid:key>/versions/<str:number>/restore/", versions.restore, name="paper-restore"),
    path("<uuid:key>/submit/", steps.submit, name="paper-submit"),
    path("<uuid:key>/return/", steps.give_back, name="paper-return"),
    path("<uuid:key>/clear/<slug:step>/", steps.clear, name="paper-clear"),
    path("<uuid:key>/withdraw/", steps.withdraw, name="paper-withdraw"),
    path("<uuid:key>/take-down/", takedowns.paper, name="paper-take-down"),
    path("<uuid:key>/expect/", steps.expect, name="paper-expect"),
    path("<uuid:key>/private/", steps.private, name="paper-private"),
    path("<uuid:key>/release/", unsealing.decide, name="paper-unseal"),
    path("<uuid:key>/withhold/", withholding.withhold, name="paper-withhold"),
    path("<uuid:key>/withhold/<uuid:row>/", withholding.give_back, name="paper-give-back"),
    path("<uuid:key>/due/", steps.due, name="paper-due"),
    path("<uuid:key>/bring/", bringing.bring, name="paper-bring"),
    path("<uuid:key>/considered/", bringing.considered, name="paper-considered"),
    path("<uuid:key>/remind/", steps.remind, name="paper-remind"),
]
