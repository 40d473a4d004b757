"""Addresses of questions from the public: asking and one's own page; the desk."""

from django.urls import path

from icsgov.record.addresses import MEETING
from meetings.views.questions import asking, desk, steps

DESK = "desk/questions/<uuid:key>/"
urlpatterns = [
    path("questions/ask/", asking.choose, name="ask"),
    path(f"questions/ask/{MEETING}", asking.ask, name="ask-meeting"),
    path("questions/status/<str:token>/", asking.status, name="question-status"),
    path(f"visit/{MEETING}", asking.visit, name="visit"),
    path(f"visit/{MEETING}thanks/", asking.thanks, name="visit-thanks"),
    path("desk/questions/", desk.register, name="desk-questions"),
    path("desk/questions/new/", desk.enter, name="desk-question-new"),
    path(DESK, desk.question, name="desk-question"),
    path(f"{DESK}accept/", steps.accept, name="question-accept"),
    path(f"{DESK}reject/", steps.reject, name="question-reject"),
    path(f"{DESK}send-back/", steps.send_back, name="question-send-back"),
    path(f"{DESK}merge/", steps.merge, name="question-merge"),
    path(f"{DESK}answer/", steps.answer, name="question-answer"),
    path(f"{DESK}words/", steps.rewrite, name="question-words"),
    path(f"{DESK}priorities/", steps.supports, name="question-priorities"),
    path("desk/<slug:board>/<slug:address>/visitors/", desk.visitors, name="visitors"),
]
