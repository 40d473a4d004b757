"""Addresses of the minutes on the desk."""

from django.urls import include, path

from meetings.views.minutes import editor, paragraphs, reading

of_part = [
    path("begin/", editor.begin, name="minutes-begin"),
    path("raise/", editor.raise_matter, name="minutes-raise"),
    path("sitting/", editor.sitting, name="minutes-sitting"),
    path("whole/", reading.whole, name="minutes-whole"),
]
urlpatterns = [
    path("minutes/paragraphs/<uuid:key>/", paragraphs.paragraph, name="minute"),
    path("minutes/paragraphs/<uuid:key>/restore/", paragraphs.restore, name="minute-restore"),
    path("minutes/items/<uuid:key>/add/", paragraphs.add, name="minute-add"),
    path("<slug:board>/<slug:address>/minutes/", editor.minutes, {"part": 1}, name="minutes"),
    path("<slug:board>/<slug:address>/minutes/<int:part>/", editor.minutes, name="minutes"),
    path("<slug:board>/<slug:address>/minutes/<int:part>/", include(of_part)),
]
