"""The public register of questions, each question's permanent page, and the register as CSV."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from icsgov.record import access, questions
from icsgov.record.csvs import csv_answer
from icsgov.record.models import Entry
from icsgov.record.publish import tree_of
from icsgov.record.views.answers import from_the_record, withdrawn

SHOWN = 25
HEADS = (
    "Reference",
    "Asked on",
    "Board",
    "Meeting",
    "Agenda item",
    "Asked by",
    "Question",
    "State",
    "Answer",
    "Answered on",
    "Answered by",
    "How",
    "Ground",
    "Address",
)


@from_the_record
def register(request: HttpRequest, now: datetime) -> HttpResponse:
    """All questions, the last asked first; by board and state where they are chosen."""
    boards = access.profiles(now)
    board = next((each for each in boards if each.release.path == request.GET.get("board")), None)
    rows = _of_board(board, now)
    counts = questions.counts(rows)
    state = request.GET.get("state", "")
    state = state if state in questions.STATES else ""
    shown = Paginator(rows.filter(state=state) if state else rows, SHOWN)
    page = shown.get_page(request.GET.get("page"))
    context = {
        "boards": boards,
        "board": board.release.path if board else "",
        "states": [(key, words, counts.get(key, 0)) for key, words in questions.STATES.items()],
        "state": state,
        "page": page,
        "items": questions.items(page, now),
        "total": sum(counts.values()),
        "query": urlencode({"board": board.release.path if board else "", "state": state}),
    }
    return render(request, "record/questions.html", context)


def _of_board(board: Entry | None, now: datetime) -> QuerySet[Entry]:
    return questions.register(now, **({"board": board.release.board_id} if board else {}))


@from_the_record
def question(request: HttpRequest, now: datetime, slug: str) -> HttpResponseBase:
    """One question with its answer; what was taken back leaves its notice."""
    release = questions.question(slug, now)
    if release.is_withdrawn:
        return withdrawn(request, release)
    asked = release.entries.get(seq=0)
    context = {
        "question": tree_of(release),
        "shelf": None,
        "release": release,
        "item": questions.items([asked], now).get(release.subject),
        "words": questions.STATES.get(asked.state, ""),
    }
    return render(request, "record/question.html", context)


@from_the_record
def as_csv(request: HttpRequest, now: datetime) -> HttpResponse:
    """The whole register for a spreadsheet."""
    rows = list(questions.register(now))
    return csv_answer("questions.csv", HEADS, _lines(request, rows, questions.items(rows, now)))


def _lines(request: HttpRequest, rows: list[Entry], items: Any) -> Iterator[list[Any]]:
    for row in rows:
        data, item = row.data, items.get(row.thing)
        yield [
            row.ref,
            row.on,
            data["board"],
            data["meeting_on"],
            item.title if item else "",
            data["asker"],
            row.text,
            questions.STATES.get(row.state, row.state),
            data.get("answer", ""),
            data.get("answered_on", ""),
            data.get("answered_by", ""),
            data.get("how", ""),
            data.get("ground", ""),
            request.build_absolute_uri(f"/{row.release.path}/"),
        ]
