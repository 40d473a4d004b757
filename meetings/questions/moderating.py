"""The secretary's hand: taken, sent back, merged, turned away; and the answer."""

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.db import transaction

from icsgov.boards.models import Person
from icsgov.ledger.models import MoveRefused
from icsgov.work.mail import queue
from meetings import dates
from meetings.models import Question
from meetings.proofs.questions import release_question
from meetings.questions.enclosing import enclose

P = ParamSpec("P")
ANSWERED, REJECTED, RETURNED = "question-answered", "question-rejected", "question-returned"
TAKEN, TO_ANSWER = "question-taken", "question-to-answer"


def moderates(
    step: Callable[Concatenate[Question, Any, datetime, P], None],
) -> Callable[Concatenate[Question, Any, datetime, P], None]:
    """A step that the public and the pack learn of in its own transaction."""

    @wraps(step)
    def whole(
        question: Question, by: Any, now: datetime, /, *args: P.args, **kwargs: P.kwargs
    ) -> None:
        with transaction.atomic():
            step(question, by, now, *args, **kwargs)
            release_question(question, by, now)
            if question.meeting:
                enclose(question.meeting, by, now)

    return whole


def due_day(question: Question) -> date:
    """The last day for the answer: so many working days after the meeting, or after it came."""
    board, came = question.board, question.board.today(question.received_at)
    start = max(question.meeting.date, came) if question.meeting else came
    return dates.working_day_after(start, board.rules(start).questions.answer_days)


@moderates
def accept(
    question: Question,
    by: Any,
    now: datetime,
    /,
    *,
    answerer: Person | None = None,
    answerer_name: str = "",
) -> None:
    """Take the question: it stands on the public register and goes into the pack."""
    question.move(
        "accepted",
        by,
        now,
        answerer=answerer,
        answerer_name=answerer_name or (str(answerer) if answerer else ""),
        due=due_day(question),
        note="",
        ground="",
        merged_into=None,
    )
    tell(question, TAKEN, now)
    ask_answerer(question, now)


@moderates
def reject(question: Question, by: Any, now: datetime, /, *, ground: str) -> None:
    """Turn the question away on a ground that is published; its words are not.

    Raises MoveRefused while another is answered with it.
    """
    if answered_with(question):
        raise MoveRefused(question, "rejected")
    question.move("rejected", by, now, ground=ground)
    tell(question, REJECTED, now)


def answered_with(question: Question) -> list[str]:
    """The references of the questions that are answered with this one (1 query)."""
    rows = Question.objects.filter(merged_into=question, state=Question.State.MERGED)
    return list(rows.order_by("number").values_list("ref", flat=True))


@moderates
def merge(question: Question, by: Any, now: datetime, /, *, into: Question) -> None:
    """Answer it with another one of the same board, which it will lead to."""
    question.move("merged", by, now, merged_into=into)
    tell(question, TAKEN, now)


@moderates
def send_back(question: Question, by: Any, now: datetime, /, *, note: str) -> None:
    """Ask for it to be put again, saying what is needed; nothing is published."""
    question.move("returned", by, now, note=note)
    tell(question, RETURNED, now)


@moderates
def put_again(question: Question, by: Any, now: datetime, /, *, words: str) -> None:
    """The asker's new words, through the private link; the old ones stay in the history."""
    before = question.asked
    question.move("received", by, now, asked=words, printed=words)
    question.record_change("put again", by, now, before={"words": before}, after={"words": words})


@moderates
def answer(question: Question, by: Any, now: datetime, /, *, words: str, how: str) -> None:
    """Give the answer, or amend the one that was given; the register shows it at once."""
    first = question.state != Question.State.ANSWERED
    at = now if first else question.answered_at
    question.move("answered", by, now, answer=words, how=how, answered_at=at)
    if first:
        tell(question, ANSWERED, now)


@moderates
def rewrite(question: Question, by: Any, now: datetime, /, *, version: int, **fields: Any) -> None:
    """Change the words to be published, the meeting or the item. Raises Conflict."""
    question.save_at(version, by, now, **fields)


def tell(question: Question, kind: str, now: datetime) -> None:
    """Queue a letter to who asked, where there is an address."""
    contact = getattr(question, "contact", None)
    if contact is not None and contact.email:
        queue(kind, contact.email, now=now, thing=question.key)


def ask_answerer(question: Question, now: datetime) -> None:
    """Queue a letter to who answers, where they have an account."""
    account = getattr(question.answerer, "account", None) if question.answerer else None
    if account is not None and account.is_active:
        queue(TO_ANSWER, account.email, now=now, user=account, thing=question.key)
