"""How the editor answers: the whole page, or for htmx the part of it that is written in."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from icsgov.boards.rights import may
from icsgov.nhsuk.asked import by_htmx
from meetings.forms.minutes import MatterForm, NumbersForm, ParagraphForm
from meetings.minuting import book as books
from meetings.minuting import checker, sittings, together, writing
from meetings.models import Minutes, MinuteSection, Paragraph

EDITOR = "meetings/minutes/editor.html"


@dataclass(frozen=True)
class Shown:
    """Which item is in the middle, which paragraph is open, and what happened.

    `back` is the paragraph that was left, where the work goes on; `live` the one that stays open
    in the page while the rest of it is brought up to date.
    """

    section: str = ""
    open: str = ""
    said: str = ""
    wrong: bool = False
    back: str = ""
    live: str = ""


def of(section: MinuteSection, row: Paragraph | None = None, said: str = "") -> Shown:
    """An item with a paragraph open, or none."""
    return Shown(str(section.key), str(row.key) if row else "", said)


def where(minutes: Minutes) -> dict[str, Any]:
    """The arguments of the addresses of these minutes."""
    meeting = minutes.meeting
    return {"board": meeting.board.slug, "address": meeting.address, "part": minutes.part}


def page(
    request: HttpRequest,
    minutes: Minutes,
    now: datetime,
    shown: Shown,
    status: int = 200,
    **typed: Any,
) -> HttpResponse:
    """The editor; `typed` are forms that could not be saved."""
    context = _context(request, minutes, now, shown) | typed
    template = f"{EDITOR}#minutes" if by_htmx(request) else EDITOR
    return render(request, template, context, status=status)


def update(request: HttpRequest, minutes: Minutes, now: datetime, shown: Shown) -> HttpResponse:
    """After a change: for htmx the editor anew, without JavaScript its page again."""
    if by_htmx(request):
        return page(request, minutes, now, shown)
    if shown.said:
        (messages.warning if shown.wrong else messages.success)(request, shown.said)
    response = redirect("minutes", **where(minutes))
    response["Location"] += _address(shown)
    return response


def address(minutes: Minutes, shown: Shown) -> str:
    """The page with an item in the middle and a paragraph open."""
    return reverse("minutes", kwargs=where(minutes)) + _address(shown)


def _address(shown: Shown) -> str:
    asked = [f"item={shown.section}"] if shown.section else []
    place = f"#p-{shown.open}" if shown.open else ""
    asked += [f"edit={shown.open}"] if shown.open else []
    return (f"?{'&'.join(asked)}" if asked else "") + place


def _context(request: HttpRequest, minutes: Minutes, now: datetime, shown: Shown) -> dict[str, Any]:
    book = books.read(minutes)
    chapter = book.chapter(shown.section)
    writes = writing.is_open(minutes)
    present = together.others(minutes, request.user, now)
    return {
        "minutes": minutes,
        "meeting": minutes.meeting,
        "book": book,
        "chapter": chapter,
        "previous": book.before(chapter) if chapter else None,
        "following": book.after(chapter) if chapter else None,
        "findings": checker.check(book),
        "shown": shown,
        "writes": writes,
        "paragraph_form": _open_form(book, chapter, shown) if writes else None,
        "matter_form": MatterForm(),
        "numbers_form": NumbersForm(minutes=minutes),
        "times": sittings.times_of(minutes.meeting, minutes.part),
        "may_clear": may(request.user, "clear", minutes, now),
        "present": together.named(present, book),
        "seen": together.fingerprint(minutes, present),
        "now": now,
    }


def _open_form(
    book: books.Book, chapter: books.Chapter | None, shown: Shown
) -> ParagraphForm | None:
    """The form of the paragraph that is asked for, unless readers have it."""
    for line in chapter.lines if chapter else ():
        if str(line.row.key) == shown.open and not line.is_frozen:
            return ParagraphForm(row=line.row, voices=list(book.heard))
    return None
