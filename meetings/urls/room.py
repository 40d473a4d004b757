"""Addresses of the room."""

from django.urls import include, path

from meetings.views.room import room

of_part = [
    path("", room.room, name="room"),
    path("ready/", room.ready, name="room-ready"),
    path("tap/", room.tap, name="room-tap"),
    path("chair/", room.chair, name="room-chair"),
]
urlpatterns = [
    path("<slug:board>/<slug:address>/room/<int:part>/", include(of_part)),
]
