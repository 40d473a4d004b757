"""Contact data goes some days after the meeting; the record stays."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from icsgov.work.clock import tick
from icsgov.work.models import Message
from meetings.models import Question, QuestionContact, QuestionLink, Visitor
from meetings.questions import moderating
from meetings.tasks import question_mail
from tests import factories as make
from tests.desks import Reader, words
from tests.markup import faults
from tests.meetings import questions_made as made
from tests.visitor import Visitor as Reading

pytestmark = pytest.mark.django_db
LAST = make.datetime(2023, 8, 21, 12, tzinfo=make.LONDON)  # 28 days after the meeting


@pytest.fixture
def meeting(clock):
    return made.announced()


def test_who_asked_is_forgotten_after_the_last_day_and_the_question_is_not(meeting):
    question = made.question(meeting, asker="Robin Resident")
    refused = made.question(meeting, "Rude?", asker="Rude Robin")
    moderating.accept(question, None, make.NOW)
    moderating.reject(refused, None, make.NOW, ground="It is offensive.")
    moderating.tell(question, question_mail.TAKEN, make.NOW)
    tick(LAST)
    assert QuestionContact.objects.count() == 2 and Message.objects.exists()
    tick(LAST + timedelta(days=1))
    assert not QuestionContact.objects.exists()
    assert not QuestionLink.objects.exists()
    assert not Message.objects.exists()
    assert list(Question.objects.order_by("pk").values_list("asker", flat=True)) == [
        "Robin Resident",
        "",
    ]
    assert "Robin Resident" in Client().get("/questions/icp-q1/").content.decode()
    tick(LAST + timedelta(days=2))


def test_the_boards_rule_says_how_long(meeting):
    made.rule(meeting, keep_days=0)
    made.question(meeting)
    tick(make.datetime(2023, 7, 24, 23, tzinfo=make.LONDON))
    assert QuestionContact.objects.exists()
    tick(make.datetime(2023, 7, 25, 12, tzinfo=make.LONDON))
    assert not QuestionContact.objects.exists()


def test_of_a_question_without_a_meeting_it_counts_from_the_day_it_came(meeting):
    question = made.question(meeting)
    Question.objects.filter(pk=question.pk).update(meeting=None)
    tick(make.NOW + timedelta(days=28))
    assert QuestionContact.objects.exists()
    tick(make.NOW + timedelta(days=29))
    assert not QuestionContact.objects.exists()


def test_a_meeting_that_moves_keeps_contacts_until_its_own_day(meeting):
    made.question(meeting)
    type(meeting).objects.filter(pk=meeting.pk).update(date=date(2023, 9, 4))
    tick(LAST + timedelta(days=1))
    assert QuestionContact.objects.exists()


def test_visitors_say_what_they_need_and_are_forgotten(meeting, clock):
    visitor = Reading().get(f"/{meeting.path}/").follow("Tell us that you are coming")
    clock.shift(timedelta(minutes=1))
    visitor.submit("Send", {"name": "Vic Visitor", "people": "0"})
    assert visitor.status == 422 and "Vic Visitor" in visitor.response.content.decode()
    visitor.submit("Send", {"people": "2", "needs": "Step-free access", "phone": "020 7946 0000"})
    assert "We expect you" in visitor.text
    secretary = make.secretary(meeting.board)
    at = (meeting.board.slug, meeting.address)
    page = words(Reader(secretary).get("visitors", *at))
    assert "Step-free access" in page and "2 people in person" in page
    assert faults(page) == []
    assert "Vic Visitor" not in Client().get(f"/{meeting.path}/").content.decode()
    tick(LAST)
    assert Visitor.objects.exists()
    tick(LAST + timedelta(days=1))
    assert not Visitor.objects.exists()


def test_others_do_not_read_who_comes(meeting):
    chair = make.user()
    make.seat(chair, meeting.board, "chair")
    at = (meeting.board.slug, meeting.address)
    assert Reader(chair).get("visitors", *at).status_code == 403
    assert Client().get(reverse("visitors", args=at)).status_code == 302
