"""Addresses of what is taken down for good."""

from django.urls import path

from meetings.views import takedowns

urlpatterns = [
    path("<uuid:key>/", takedowns.take_down, name="take-down"),
]
