"""An announced meeting that takes questions, questions of it, and what its form sends."""

from datetime import timedelta
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from icsgov.boards.models import BoardRule
from icsgov.boards.profile import release_profile
from meetings.forms.questions import AskForm
from meetings.models import Meeting, Question, QuestionContact
from meetings.proofs.notices import release_notice
from meetings.questions import asking
from tests import factories as make

TYPED = {
    "question": "How long do people wait for a first appointment?",
    "name": "Robin Resident",
    "published": "no",
    "email": "robin@example.org",
}


def announced(at: Any = None, **fields: Any) -> Meeting:
    """A meeting to which the public was invited."""
    made = make.meeting(at or make.board("ICP"), **fields)
    release_profile(made.board, None, make.NOW)
    release_notice(made, None, make.NOW)
    return made


def rule(meeting: Meeting, **values: Any) -> None:
    """What the board's rules say of questions, from the first day on."""
    BoardRule.objects.update_or_create(
        board=meeting.board,
        name="questions",
        starts=make.date(2020, 1, 1),
        defaults={"value": values},
    )


def question(meeting: Meeting, words: str = TYPED["question"], **fields: Any) -> Question:
    """A question as the public's form enters it."""
    made = Question(board=meeting.board, meeting=meeting, asked=words, **fields)
    contact = QuestionContact(name="Robin Resident", email="robin@example.org")
    asking.receive(made, contact, make.NOW)
    return made


def address(meeting: Meeting) -> str:
    """Where one asks."""
    return reverse("ask-meeting", args=(meeting.board.slug, meeting.address))


def send(clock: Any, meeting: Meeting, client: Client | None = None, **changes: Any) -> Any:
    """Open the form, take a minute to write, send it."""
    client = client or Client()
    url = address(meeting)
    form = client.get(url).context["form"]
    clock.shift(timedelta(minutes=1))
    return client.post(url, {**TYPED, "drawn": form["drawn"].value(), **changes})


def send_late(clock: Any, meeting: Meeting) -> Any:
    """Send a form that was opened while there was time."""
    client = Client()
    form = AskForm(now=timezone.now(), occasion=asking.occasion(meeting.path, make.NOW), items=[])
    clock.shift(timedelta(minutes=1))
    return client.post(address(meeting), {**TYPED, "drawn": form["drawn"].value()})
