"""Letters about questions: to who asked, with a private link; to who answers, with the desk's."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from icsgov.nhsuk.dates import date_words
from icsgov.work.mail import Composed, composes
from icsgov.work.models import Message
from meetings.models import Question, QuestionLink
from meetings.questions.moderating import ANSWERED, REJECTED, RETURNED, TAKEN, TO_ANSWER

RECEIVED = "question-received"
SAID = {
    RECEIVED: ("We have your question", "You can see what becomes of it here:", ("received",)),
    TAKEN: ("Your question has been taken", "See who answers it here:", ("accepted", "merged")),
    RETURNED: ("Please put your question again", "Read what we need, here:", ("returned",)),
    REJECTED: ("Your question was not taken", "Read on which ground, here:", ("rejected",)),
    ANSWERED: ("Your question has been answered", "Read the answer here:", ("answered",)),
}
SIGNED = "This link is for you alone. We delete your address some weeks after the meeting.\n"


def _about(message: Message) -> Question | None:
    if message.thing is None:
        return None
    rows = Question.objects.filter(key=message.thing).select_related("board", "meeting")
    return rows.first()


def _letter(message: Message, now: datetime) -> Composed | None:
    """Says that something happened, and where to read it; nothing once it is past."""
    question = _about(message)
    subject, lead, states = SAID[message.kind]
    if question is None or question.state not in states:
        return None
    token = QuestionLink.fresh(question, now)
    link = settings.SITE_URL + reverse("question-status", kwargs={"token": token})
    body = f"{subject}. Its reference is {question.ref}.\n\n{lead}\n\n{link}\n\n{SIGNED}"
    return Composed(f"{subject}: {question.ref}", body)


for kind in SAID:
    composes(kind)(_letter)


@composes(TO_ANSWER)
def to_answer(message: Message, now: datetime) -> Composed | None:
    """Tells who answers a question by when; nothing once it is answered or somebody else’s."""
    question = _about(message)
    if question is None or question.state != Question.State.ACCEPTED:
        return None
    if message.user is None or question.answerer != message.user.person:
        return None
    link = settings.SITE_URL + reverse("desk-question", kwargs={"key": question.key})
    due = f" by {date_words(question.due)}" if question.due else ""
    body = f"Please answer question {question.ref} to the {question.board.name}{due}.\n\n{link}\n"
    return Composed(f"To answer: question {question.ref}{due}", body)
