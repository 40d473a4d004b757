"""E-mails about members' questions: a link, and never the words of the question."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from icsgov.nhsuk.dates import date_words
from icsgov.work.mail import Composed, composes
from icsgov.work.models import Message
from meetings.models import MemberQuestion

ENDING = "Please do not reply to this message.\n"


def _read(message: Message, now: datetime) -> MemberQuestion | None:
    """The question as its reader may see it now; None when the right to it is gone."""
    rows = MemberQuestion.objects.visible_to(message.user, now).select_related(
        "meeting__board", "paper"
    )
    return rows.filter(key=message.thing).first() if message.thing else None


def _composed(question: MemberQuestion, subject: str, said: str) -> Composed:
    """A Part 2 paper is not named outside."""
    about = "a paper" if question.part != 1 else f"“{question.title}”"
    meeting = question.meeting
    where = f"the {meeting.board.short_name} meeting on {date_words(meeting.date)}"
    link = settings.SITE_URL + reverse("reading-question", kwargs={"key": question.key})
    body = [f"{said} {about}, for {where}.", "Read it here:", link, ENDING]
    return Composed(f"{subject} {about}", "\n\n".join(body))


@composes("member-question")
def compose_question(message: Message, now: datetime) -> Composed | None:
    """Tells the authors of a question; not sent once it was answered."""
    question = _read(message, now)
    if question is None or question.answer:
        return None
    return _composed(question, "A member’s question about", "A member has a question about")


@composes("member-answer")
def compose_answer(message: Message, now: datetime) -> Composed | None:
    """Tells the asker that there is an answer."""
    question = _read(message, now)
    if question is None or not question.answer:
        return None
    return _composed(question, "Your question about", "There is an answer to your question about")
