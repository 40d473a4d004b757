"""Addresses of what members read."""

from django.urls import path

from icsgov.record.addresses import MEETING
from meetings.proofs.outcomes import ACTION, DECISION, FORWARD
from meetings.views import reading
from meetings.views.attendance import replies
from meetings.views.book import (
    away,
    brief,
    changes,
    library,
    notes,
    opening,
    pages,
    paper,
    questions,
)
from meetings.views.minutes import corrections
from meetings.views.outcomes import reading as registers

PAPER = f"{MEETING}<int:part>/<uuid:key>/"

urlpatterns = [
    path("", reading.home, name="reading"),
    path("search/", library.search, name="reading-search"),
    path("files/<uuid:key>/", reading.file, name="reading-file"),
    path("questions/<uuid:key>/", questions.question, name="reading-question"),
    path("questions/<uuid:key>/settle/", questions.settle, name="reading-question-settle"),
    path("notes/", notes.notes, name="reading-notes"),
    path("notes/my-notes.docx", away.notes_word, name="reading-notes-word"),
    path("notes/<uuid:key>/", notes.note, name="reading-note"),
    path("notes/<uuid:key>/remove/", notes.remove, name="reading-note-remove"),
    path("decisions/", registers.register, {"kind": DECISION}, name="reading-decisions"),
    path("decisions/<uuid:key>/", registers.one, {"kind": DECISION}, name="reading-decision"),
    path("actions/", registers.register, {"kind": ACTION}, name="reading-actions"),
    path("actions/<uuid:key>/", registers.one, {"kind": ACTION}, name="reading-action"),
    path("forward-plan/", registers.register, {"kind": FORWARD}, name="reading-forward-plan"),
    path("forward-plan/<uuid:key>/", registers.one, {"kind": FORWARD}, name="reading-promise"),
    path("minutes/<uuid:key>/", corrections.suggest, name="reading-minute"),
    path(f"{MEETING}minutes/<int:part>/", corrections.read, name="reading-minutes"),
    path(f"{MEETING}reply/", replies.own, name="own-replies"),
    path(f"{MEETING}reply/<uuid:seat>/", replies.reply, name="reply"),
    path(MEETING, reading.meeting, name="reading-meeting"),
    path(f"{MEETING}brief/", brief.brief, name="reading-brief"),
    path(f"{MEETING}brief.pdf", brief.brief_pdf, name="reading-brief-pdf"),
    path(f"{MEETING}<int:part>/pack.pdf", reading.pack, name="reading-pack"),
    path(f"{MEETING}papers.pdf", away.whole, name="reading-whole"),
    path(f"{MEETING}marked/", away.hand_back, name="reading-hand-back"),
    path(f"{MEETING}opened/", opening.opened, name="reading-opened"),
    path(f"{MEETING}find/", pages.find, name="reading-find"),
    path(f"{MEETING}<int:part>/pages/", pages.pack_pages, name="reading-pack-pages"),
    path(f"{PAPER}", paper.paper, name="reading-paper"),
    path(f"{PAPER}pages/", pages.pages, name="reading-pages"),
    path(f"{PAPER}notes/", notes.paper_notes, name="reading-paper-notes"),
    path(f"{PAPER}position/", paper.position, name="reading-position"),
    path(f"{PAPER}ask/", questions.ask, name="reading-ask"),
    path(f"{PAPER}changes/", changes.changes, name="reading-changes"),
]
