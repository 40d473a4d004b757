"""Contact data of askers and visitors is no record: it goes some days after the meeting."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from icsgov.work.clock import every_tick
from icsgov.work.models import Message
from meetings.models import Meeting, Question, QuestionContact, QuestionLink, Visitor
from meetings.models.questions import kept_until

LETTERS = ("question-", "visit-")


@every_tick
def forget(now: datetime) -> None:
    """Delete what may no longer be kept; harmless when run twice."""
    today = now.date()
    held = Q(meeting__date__lt=today) | Q(meeting=None, received_at__date__lt=today)
    askers = Question.objects.filter(held, Q(contact__isnull=False) | Q(status_links__isnull=False))
    for question in askers.distinct().select_related("board", "meeting"):
        if kept_until(question.board, _day(question)) < today:
            forget_asker(question)
    visited = Meeting.objects.filter(visitors__isnull=False, date__lt=today).distinct()
    for meeting in visited.select_related("board"):
        if kept_until(meeting.board, meeting.date) < today:
            Visitor.objects.filter(meeting=meeting).delete()


def _day(question: Question) -> date:
    if question.meeting is None:
        return question.board.today(question.received_at)
    return question.meeting.date


@transaction.atomic
def forget_asker(question: Question) -> None:
    """Who asked, the links to their own page, and letters that went or would have gone there.

    A name that the asker let us publish stays with the question; that of one that was not
    taken was never published, and goes too.
    """
    QuestionContact.objects.filter(question=question).delete()
    QuestionLink.objects.filter(question=question).delete()
    forget_letters(question.key)
    if question.state not in ("accepted", "answered", "merged"):
        Question.objects.filter(pk=question.pk).update(asker="")


def forget_letters(about: UUID) -> None:
    """The outbox keeps the address of every letter; those about a question go with it."""
    kinds = Q(kind__startswith=LETTERS[0]) | Q(kind__startswith=LETTERS[1])
    Message.objects.filter(kinds, thing=about, user=None).delete()
