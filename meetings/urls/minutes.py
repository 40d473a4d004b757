"""Addresses of the minutes on the desk."""

from django.urls import include, path

from meetings.views import takedowns
from meetings.views.minutes import (
    clearing,
    corrections,
    editor,
    paragraphs,
    reading,
    releasing,
    together,
    words,
)

of_part = [
    path("begin/", editor.begin, name="minutes-begin"),
    path("past/", words.past, name="minutes-past"),
    path("raise/", editor.raise_matter, name="minutes-raise"),
    path("numbers/", editor.numbers, name="minutes-numbers"),
    path("here/", together.here, name="minutes-here"),
    path("extract/<slug:item>.pdf", reading.extract, name="minutes-extract"),
    path("whole/", reading.whole, name="minutes-whole"),
    path("send/", clearing.send, name="minutes-send"),
    path("take-back/", clearing.take_back, name="minutes-take-back"),
    path("clear/", clearing.clear, name="minutes-clear"),
    path("release/", releasing.release, name="minutes-release"),
    path("release/build/", releasing.build, name="minutes-build"),
    path("release/<uuid:key>/minutes.pdf", releasing.pdf, name="minutes-pdf"),
    path("releases/<uuid:key>/withdraw/", releasing.withdraw, name="minutes-withdraw"),
    path("releases/<uuid:key>/take-down/", takedowns.minutes, name="minutes-take-down"),
    path("accept/", releasing.accept, name="minutes-accept"),
    path("word/", words.export, name="minutes-word"),
    path("word/back/", words.bring, name="minutes-bring"),
    path("word/back/all/", words.bring_all, name="minutes-bring-all"),
    path("corrections/", corrections.listed, name="minutes-corrections"),
]
urlpatterns = [
    path("minutes/paragraphs/<uuid:key>/", paragraphs.paragraph, name="minute"),
    path("minutes/paragraphs/<uuid:key>/restore/", paragraphs.restore, name="minute-restore"),
    path("minutes/items/<uuid:key>/add/", paragraphs.add, name="minute-add"),
    path("minutes/proposals/<uuid:key>/", words.settle, name="proposal"),
    path("minutes/corrections/<uuid:key>/", corrections.settle, name="correction"),
    path("<slug:board>/<slug:address>/minutes/", editor.minutes, {"part": 1}, name="minutes"),
    path("<slug:board>/<slug:address>/minutes/<int:part>/", editor.minutes, name="minutes"),
    path("<slug:board>/<slug:address>/minutes/<int:part>/", include(of_part)),
]
