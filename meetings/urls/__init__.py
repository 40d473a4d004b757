"""Addresses of the desk and of the reading room."""

from django.urls import include, path

urlpatterns = [
    path("desk/papers/", include("meetings.urls.papers")),
    path("desk/", include("meetings.urls.packs")),
    path("desk/", include("meetings.urls.minutes")),
    path("desk/", include("meetings.urls.attendance")),
    path("desk/", include("meetings.urls.desk")),
    path("", include("meetings.urls.calls")),
    path("reading/", include("meetings.urls.reading")),
    path("", include("meetings.urls.registers")),
]
