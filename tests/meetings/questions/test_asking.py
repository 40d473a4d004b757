"""The public asks: what is taken in, what is turned away, and that nothing typed is lost."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from icsgov.work import mail
from meetings.models import Question, QuestionLink
from meetings.models.questions import digest_of
from tests import factories as make
from tests import releases
from tests.markup import faults
from tests.meetings import questions_made as made

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(clock):
    return made.announced()


def words(answer):
    return answer.content.decode()


def test_a_question_gets_a_reference_and_a_private_page(meeting, clock, mailoutbox):
    answer = made.send(clock, meeting)
    assert answer.status_code == 302
    question = Question.objects.get()
    assert (question.ref, question.state, question.asker) == ("ICP Q1", "received", "")
    token = answer["Location"].split("/")[3]
    assert QuestionLink.objects.get().digest == digest_of(token)
    assert token not in digest_of(token)
    page = Client().get(answer["Location"])
    assert "ICP Q1" in words(page) and made.TYPED["question"] in words(page)
    assert faults(words(page)) == []
    mail.send_due(make.NOW + timedelta(minutes=2))
    [letter] = mailoutbox
    assert letter.to == ["robin@example.org"]
    assert made.TYPED["question"] not in letter.body
    link = next(line for line in letter.body.splitlines() if line.startswith("http"))
    assert Client().get(link.partition("8000")[2]).status_code == 200


def test_a_wrong_link_opens_nothing(meeting):
    assert Client().get(reverse("question-status", args=("guessed",))).status_code == 404


def test_nothing_of_it_is_public_before_it_was_read(meeting, clock):
    made.send(clock, meeting)
    for url in ("/questions/", "/questions/questions.csv", f"/{meeting.path}/"):
        assert made.TYPED["question"] not in words(Client().get(url))
    assert Client().get("/questions/icp-q1/").status_code == 404


def test_only_the_name_that_may_be_published_is_kept_on_the_record(meeting, clock):
    made.send(clock, meeting, published="yes")
    made.send(clock, meeting, published="no", name="Secret Sam")
    assert sorted(Question.objects.values_list("asker", flat=True)) == ["", "Robin Resident"]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"question": ""}, "Write your question"),
        ({"question": "word " * 201}, "Your question has 201 words. The board takes 200"),
        ({"question": "x" * 4001}, "4000"),
        ({"question": "a\0b"}, "Null characters"),
        ({"published": ""}, "Select how we should publish"),
        ({"name": ""}, "Enter your name"),
        ({"email": "no address"}, "email address"),
        ({"website": "https://spam.example"}, "Leave the hidden field empty"),
        ({"drawn": "forged"}, "open for a long time"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_is_kept(meeting, clock, typed, told):
    answer = made.send(clock, meeting, **typed)
    assert answer.status_code == 422
    assert told in words(answer)
    kept = {**made.TYPED, **typed}["name"]
    assert kept in words(answer)
    assert not Question.objects.exists()


def test_an_unknown_item_is_refused_by_name(meeting, clock):
    make.item(meeting, "Open item")
    releases.publish(meeting)
    answer = made.send(clock, meeting, item="00000000-0000-0000-0000-000000000000")
    assert answer.status_code == 422
    assert "Choose an item from the list" in words(answer)
    assert made.TYPED["question"] in words(answer)


def test_items_of_a_draft_agenda_are_not_offered(meeting, clock):
    draft = make.item(meeting, "Draft item")
    page = Client().get(made.address(meeting))
    assert "Draft item" not in words(page)
    assert made.send(clock, meeting, item=str(draft.key)).status_code == 302
    assert Question.objects.get().item is None


def test_a_board_may_take_questions_about_its_agenda_only(meeting, clock):
    item = make.item(meeting, "Open item")
    make.item(meeting, "Private item", part=2)
    releases.publish(meeting)
    made.rule(meeting, about_agenda=True)
    page = words(Client().get(made.address(meeting)))
    assert "Open item" in page and "Private item" not in page
    assert made.send(clock, meeting).status_code == 422
    assert made.send(clock, meeting, item=str(item.key)).status_code == 302
    assert Question.objects.get().item == item


def test_the_last_day_is_so_many_clear_working_days_before(meeting, clock):
    # Monday 24 July: Wednesday, Thursday and Friday are the 3 clear days, Tuesday the last.
    clock.move_to(make.datetime(2023, 7, 18, 23, 50, tzinfo=make.LONDON))
    assert "Send your question by Tuesday 18 July 2023" in words(Client().get(reverse("ask")))
    assert made.send(clock, meeting).status_code == 302
    clock.move_to(make.datetime(2023, 7, 19, 0, 5, tzinfo=make.LONDON))
    answer = made.send_late(clock, meeting)
    assert answer.status_code == 422
    assert "Questions for this meeting had to come by 18 July 2023" in words(answer)
    assert made.TYPED["question"] in words(answer)
    assert "textarea" not in words(Client().get(made.address(meeting)))


def test_a_form_that_comes_back_at_once_is_asked_to_wait(meeting, clock):
    client = Client()
    drawn = client.get(made.address(meeting)).context["form"]["drawn"].value()
    sent = {**made.TYPED, "drawn": drawn}
    answer = client.post(made.address(meeting), sent)
    assert answer.status_code == 422 and "very quick" in words(answer)
    clock.shift(timedelta(seconds=5))
    assert client.post(made.address(meeting), sent).status_code == 302


def test_a_form_that_was_open_for_days_can_be_sent_again(meeting, clock):
    client = Client()
    drawn = client.get(made.address(meeting)).context["form"]["drawn"].value()
    clock.shift(timedelta(days=2))
    answer = client.post(made.address(meeting), {**made.TYPED, "drawn": drawn})
    assert answer.status_code == 422
    fresh = answer.context["form"]["drawn"].value()
    clock.shift(timedelta(seconds=5))
    again = client.post(made.address(meeting), {**made.TYPED, "drawn": fresh})
    assert again.status_code == 302


def test_one_machine_sends_ten_in_an_hour_and_keeps_the_eleventh_on_its_page(meeting, clock):
    call_command("createcachetable")
    answers = [made.send(clock, meeting) for _ in range(11)]
    assert [each.status_code for each in answers] == [302] * 10 + [429]
    assert made.TYPED["question"] in words(answers[-1])
    clock.shift(timedelta(hours=1))
    assert made.send(clock, meeting).status_code == 302


def test_hostile_text_is_only_text(meeting, clock):
    hostile = "<script>alert(1)</script> \u202eevil {{ 7|add:7 }} '; DROP TABLE"
    answer = made.send(clock, meeting, question=hostile)
    page = words(Client().get(answer["Location"]))
    assert "<script>alert" not in page and "&lt;script&gt;" in page
    assert "\u202e" not in Question.objects.get().asked


@pytest.mark.parametrize("kind", ["private", "seminar"])
def test_nobody_asks_a_meeting_that_is_not_announced(clock, kind):
    meeting = made.announced(kind=kind)
    assert Client().get(made.address(meeting)).status_code == 404
    assert Client().get(reverse("visit", args=meeting.path.split("/"))).status_code == 404


def test_a_board_that_takes_none_is_not_asked(meeting):
    made.rule(meeting, taken=False)
    assert Client().get(made.address(meeting)).status_code == 404


def test_the_meeting_says_how_to_ask_while_there_is_time(meeting, clock):
    page = words(Client().get(f"/{meeting.path}/"))
    assert made.address(meeting) in page and "18 July 2023" in page
    clock.move_to(make.datetime(2023, 7, 19, 9, tzinfo=make.LONDON))
    assert made.address(meeting) not in words(Client().get(f"/{meeting.path}/"))


def test_the_forms_are_valid_html(meeting):
    for url in (reverse("ask"), made.address(meeting), f"/visit/{meeting.path}/"):
        assert faults(words(Client().get(url))) == []
