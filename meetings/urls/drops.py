"""Addresses of files dropped on a meeting."""

from django.urls import path

from meetings.views import drops

urlpatterns = [
    path("<uuid:key>/", drops.sort, name="drop"),
    path("files/<uuid:key>/first-page", drops.first_page, name="drop-first-page"),
]
