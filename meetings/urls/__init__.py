"""Addresses of the desk, of the reading room, of questions, and of what boards publish."""

from django.urls import include, path

from meetings.views import own_calendar

urlpatterns = [
    path("desk/take-downs/", include("meetings.urls.takedowns")),
    path("desk/drops/", include("meetings.urls.drops")),
    path("", include("meetings.urls.questions")),
    path("", include("meetings.urls.interests")),
    path("desk/", include("meetings.urls.outcomes")),
    path("desk/papers/", include("meetings.urls.papers")),
    path("desk/", include("meetings.urls.packs")),
    path("desk/", include("meetings.urls.minutes")),
    path("desk/", include("meetings.urls.attendance")),
    path("desk/", include("meetings.urls.room")),
    path("desk/", include("meetings.urls.desk")),
    path("", include("meetings.urls.calls")),
    path("reading/calendar/", own_calendar.page, name="own-calendar"),
    path("my-calendar/<str:token>.ics", own_calendar.file, name="own-calendar-file"),
    path("reading/", include("meetings.urls.reading")),
    path("", include("meetings.urls.registers")),
]
