"""Loading questions in one call: secretaries moderate, who is named answers, chairs read."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.http import Http404
from django.utils import timezone

from icsgov.boards.models import Board
from icsgov.boards.rights import Standing, may, rule, standing
from meetings import dates
from meetings.models import Meeting, Question, QuestionLink, Visitor
from meetings.models.questions import QuestionQuerySet

SOON = 3  # working days before an answer is due on which it is asked for


@rule(Question, "read")
def _read(seats: Standing, question: Question, now: datetime) -> bool:
    return True


@rule(Question, "moderate")
def _moderate(seats: Standing, question: Question, now: datetime) -> bool:
    return question.board_id in seats.secretary


@rule(Question, "answer")
def _answer(seats: Standing, question: Question, now: datetime) -> bool:
    """Secretaries, and who was named to answer; an assistant writes for them."""
    return question.board_id in seats.secretary or question.answerer_id in seats.people


def get_question(user: Any, key: UUID, action: str, now: datetime) -> Question:
    """A question on the desk, if the reader may do this to it."""
    rows = seen(user, now).filter(key=key)
    found = rows.first()
    if found is None:
        raise Http404
    if not may(user, action, found, now):
        raise PermissionDenied
    return found


def seen(user: Any, now: datetime) -> QuestionQuerySet:
    """The questions that the reader sees on the desk, with what a list shows of them."""
    rows = Question.objects.visible_to(user, now)
    return rows.select_related("board", "meeting__board", "item", "answerer", "contact")


def others_of_board(user: Any, question: Question, now: datetime) -> QuerySet[Question]:
    """Questions with which this one may be answered: taken or answered, of the same board."""
    rows = Question.objects.visible_to(user, now).filter(board=question.board)
    return rows.filter(state__in=("accepted", "answered")).exclude(pk=question.pk)


def pressing(user: Any, now: datetime) -> list[Question]:
    """What waits for the reader: to be read, or to be answered within days (1 query)."""
    seats = standing(user, now)
    soon = dates.working_day_after(timezone.localdate(now), SOON)
    rows = seen(user, now).filter(state__in=("received", "accepted"))
    return [
        each
        for each in rows.order_by("due", "received_at")
        if (each.state == "received" and each.board_id in seats.secretary)
        or (each.state == "accepted" and each.due is not None and each.due <= soon)
    ]


def owed(user: Any, now: datetime) -> list[Question]:
    """The answers that the reader, or somebody they assist, was named for (1 query)."""
    people = standing(user, now).people
    return list(seen(user, now).to_answer().filter(answerer__in=people).order_by("due"))


def kept_boards(user: Any, now: datetime) -> QuerySet[Board]:
    """The boards whose register of questions the reader keeps."""
    return Board.objects.filter(pk__in=standing(user, now).secretary).for_public()


def question_at(token: str) -> Question:
    """The question that a private link opens; 404 where there is none."""
    link = QuestionLink.objects.by_token(token)
    if link is None:
        raise Http404
    return link.question


def visitors(user: Any, meeting: Meeting, now: datetime) -> QuerySet[Visitor]:
    """Who said that they come to a meeting."""
    return Visitor.objects.visible_to(user, now).filter(meeting=meeting)


def counts(rows: QuerySet[Question]) -> dict[str, int]:
    """How many of these questions are in each state (1 query)."""
    return dict(rows.order_by().values_list("state").annotate(Count("pk")))
