"""Addresses of what is taken down for good."""

from django.urls import path

from meetings.views import takedowns

urlpatterns = [
    path("", takedowns.every, name="take-downs"),
    path("release/<uuid:key>/", takedowns.any_release, name="release-take-down"),
    path("<uuid:key>/", takedowns.take_down, name="take-down"),
]
