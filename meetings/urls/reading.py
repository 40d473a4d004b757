"""Addresses of what members read."""

from django.urls import path

from icsgov.record.addresses import MEETING
from meetings.views import reading
from meetings.views.attendance import replies
from meetings.views.minutes import corrections

urlpatterns = [
    path("", reading.home, name="reading"),
    path("files/<uuid:key>/", reading.file, name="reading-file"),
    path("minutes/<uuid:key>/", corrections.suggest, name="reading-minute"),
    path(f"{MEETING}minutes/<int:part>/", corrections.read, name="reading-minutes"),
    path(f"{MEETING}reply/", replies.own, name="own-replies"),
    path(f"{MEETING}reply/<uuid:seat>/", replies.reply, name="reply"),
    path(MEETING, reading.meeting, name="reading-meeting"),
    path(f"{MEETING}<int:part>/pack.pdf", reading.pack, name="reading-pack"),
    path(f"{MEETING}<int:part>/<uuid:key>/", reading.paper, name="reading-paper"),
]
