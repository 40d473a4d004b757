"""Addresses of what members read."""

from django.urls import path

from icsgov.record.addresses import MEETING
from meetings.views import reading

urlpatterns = [
    path("", reading.home, name="reading"),
    path("files/<uuid:key>/", reading.file, name="reading-file"),
    path(MEETING, reading.meeting, name="reading-meeting"),
    path(f"{MEETING}<int:part>/pack.pdf", reading.pack, name="reading-pack"),
    path(f"{MEETING}<int:part>/<uuid:key>/", reading.paper, name="reading-paper"),
]
