"""Addresses of attendance on the desk: replies, the roll of a meeting, the year of a board."""

from django.urls import include, path

from meetings.views.attendance import replies, roll, yearly

of_meeting = [
    path("replies/", replies.listed, name="replies"),
    path("replies/<uuid:seat>/", replies.recorded, name="reply-recorded"),
    path("attendance/", roll.roll, name="attendance"),
    path("attendance/fill/", roll.lay, name="attendance-fill"),
    path("attendance/save/", roll.save, name="attendance-save"),
    path("attendance/add/", roll.add, name="attendance-add"),
    path("attendance/times/", roll.times, name="attendance-times"),
    path("attendance/part-2/", roll.private_times, name="attendance-part2"),
    path("attendance/<uuid:key>/", roll.row, name="attendance-row"),
    path("attendance/<uuid:key>/remove/", roll.remove, name="attendance-remove"),
]
urlpatterns = [
    path("meetings/<slug:board>/attendance/", yearly.year, name="attendance-year"),
    path("meetings/<slug:board>/attendance.xlsx", yearly.workbook, name="attendance-workbook"),
    path("<slug:board>/<slug:address>/", include(of_meeting)),
]
