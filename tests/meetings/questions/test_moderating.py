"""The register on the desk: taken, sent back, merged, turned away, answered; and who may do it."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from icsgov.ledger.models import MoveRefused
from icsgov.record.models import Release
from icsgov.record.publish import tree_of
from icsgov.work import mail
from meetings.minuting import skeleton
from meetings.models import Enclosure, Question, QuestionLink
from meetings.questions import moderating
from tests import factories as make
from tests import releases
from tests.desks import Reader, words
from tests.meetings import questions_made as made
from tests.strategy import editions, plans
from tests.visitor import Visitor

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(clock):
    return made.announced()


@pytest.fixture
def secretary(meeting):
    return make.secretary(meeting.board, part2=False)


@pytest.fixture
def question(meeting):
    return made.question(meeting)


def public(question):
    return Client().get(f"/{question.path}/").content.decode()


def desk(question):
    return reverse("desk-question", args=(question.key,))


def test_a_secretary_takes_and_answers_a_question_page_by_page(question, secretary, mailoutbox):
    answerer = make.user("Ann Answers")
    make.seat(answerer, question.board, title="Director of answers")
    visitor = Visitor(secretary).get(reverse("desk-questions")).follow("ICP Q1").follow("Take it")
    visitor.submit("Take and publish it", {"answerer": "Ann Answers"})
    assert "Ann Answers, Director of answers" in public(question)
    assert "Waiting for an answer" in public(question)
    mine = Visitor(answerer).get(reverse("papers-mine")).follow("ICP Q1").follow("Answer it")
    mine.submit("Publish the answer", {"words": "About 12 weeks.", "how": "in writing"})
    assert "About 12 weeks." in public(question)
    mail.send_due(make.NOW)
    subjects = [letter.subject for letter in mailoutbox]
    assert "Your question has been answered: ICP Q1" in subjects
    # Of what had been overtaken by the answer no letter went out.
    assert not any("taken" in subject for subject in subjects)
    assert not any("About 12 weeks." in letter.body for letter in mailoutbox)


def test_the_answer_is_due_so_many_working_days_after_the_meeting(question, secretary):
    moderating.accept(question, secretary, make.NOW)
    assert question.due == date(2023, 8, 7)
    assert not question.is_late(date(2023, 8, 7)) and question.is_late(date(2023, 8, 8))


def test_what_waits_stands_on_the_desk(meeting, question, secretary, clock):
    made.question(meeting)
    page = words(Reader(secretary).get("desk"))
    assert "2 questions wait to be read." in page
    moderating.accept(question, secretary, make.NOW)
    assert "A question from the public waits to be read." in words(Reader(secretary).get("desk"))
    clock.move_to(make.datetime(2023, 8, 3, 9, tzinfo=make.LONDON))
    page = words(Reader(secretary).get("desk"))
    assert "The answer to question ICP Q1 is due on 7 August 2023" in page
    clock.move_to(make.datetime(2023, 8, 8, 9, tzinfo=make.LONDON))
    assert "was due on 7 August 2023" in words(Reader(secretary).get("desk"))


def test_a_question_that_is_not_taken_leaves_its_ground_and_none_of_its_words(meeting, secretary):
    question = made.question(meeting, "Doctor X is a crook", asker="Cross Person")
    visitor = Visitor(secretary).get(desk(question)).follow("Do not take it")
    visitor.submit("Do not take it", {"ground": "offensive"})
    page = public(question)
    assert "It is offensive, defamatory" in page
    assert "crook" not in page and "Cross Person" not in page
    assert "crook" not in Client().get("/questions/").content.decode()
    release = Release.objects.get(subject=question.key)
    assert "crook" not in str(tree_of(release)) and release.title == "Question ICP Q1"


def test_what_was_taken_and_is_turned_away_after_all_goes_from_the_register(question, secretary):
    moderating.accept(question, secretary, make.NOW)
    assert made.TYPED["question"] in public(question)
    moderating.reject(question, secretary, make.NOW + timedelta(hours=1), ground="It is personal.")
    readable = Release.objects.for_public(make.NOW + timedelta(hours=1))
    [release] = readable.filter(subject=question.key)
    assert made.TYPED["question"] not in str(tree_of(release))


def test_two_questions_are_answered_together(meeting, question, secretary):
    other = made.question(meeting, "How long are the waits?")
    moderating.accept(question, secretary, make.NOW)
    visitor = Visitor(secretary).get(desk(other)).follow("Answer it with another")
    visitor.submit("Answer them together", {"into": str(question.key)})
    assert f'href="/{question.path}/"' in public(other)
    answer = Client().get(reverse("question-status", args=(QuestionLink.fresh(other, make.NOW),)))
    assert question.path in answer.content.decode()


def test_a_question_is_answered_only_with_one_that_the_public_reads(meeting, question, secretary):
    other = made.question(meeting, "How long are the waits?")
    visitor = Visitor(secretary).get(desk(other)).follow("Answer it with another")
    assert "Take the other one first." in visitor.text
    moderating.accept(question, secretary, make.NOW)
    visitor.get(desk(other)).follow("Answer it with another")
    visitor.submit("Answer them together", {"into": str(question.key)})
    visitor.get(desk(question)).follow("Do not take it")
    visitor.submit("Do not take it", {"ground": "offensive"})
    assert visitor.status == 422 and "ICP Q2: answered with this question." in visitor.text
    with pytest.raises(MoveRefused):
        moderating.reject(question, secretary, make.NOW, ground="It is personal.")
    visitor.get(desk(other)).follow("Take it after all").submit("Take and publish it", {})
    other.refresh_from_db()
    assert (other.state, other.merged_into) == ("accepted", None)
    assert "Waiting for an answer" in public(other) and question.path not in public(other)
    moderating.reject(question, secretary, make.NOW, ground="It is personal.")
    assert "did not take this question" in public(question)


def test_a_question_is_put_again_by_who_asked(meeting, question, secretary, clock):
    visitor = Visitor(secretary).get(desk(question)).follow("Send it back")
    visitor.submit("Send it back", {"note": "Please leave the patient out."})
    link = reverse("question-status", args=(QuestionLink.fresh(question, make.NOW),))
    asker = Visitor().get(link)
    assert "Please leave the patient out." in asker.text
    clock.shift(timedelta(minutes=2))
    asker.submit("Send it again", {"question": "How long do people wait?"})
    question.refresh_from_db()
    assert (question.state, question.asked) == ("received", "How long do people wait?")
    assert Client().get(f"/{question.path}/").status_code == 404


def test_what_came_another_way_stands_in_the_same_register(meeting, secretary):
    visitor = Visitor(secretary).get(reverse("desk-question-new"))
    typed = {"board": "icp", "meeting": str(meeting.key), "channel": "room"}
    visitor.submit("Enter it", {**typed, "question": "Asked aloud?", "published": "yes"})
    assert visitor.status == 422 and "Enter the name that is published" in visitor.text
    assert "Asked aloud?" in visitor.response.content.decode()
    visitor.submit("Enter it", {"name": "Lou Loud"})
    question = Question.objects.get()
    assert (question.channel, question.asker, question.ref) == ("room", "Lou Loud", "ICP Q1")


def test_words_can_be_made_fit_to_publish_and_what_came_is_kept(meeting, secretary):
    question = made.question(meeting, "Why did Nurse Y leave ward 3?")
    visitor = Visitor(secretary).get(desk(question)).follow("Change what is published, or the item")
    visitor.submit("Save", {"words": "How many nurses left ward 3?"})
    moderating.accept(Question.objects.get(), secretary, make.NOW)
    assert "How many nurses left" in public(question) and "Nurse Y" not in public(question)
    assert Question.objects.get().asked == "Why did Nurse Y leave ward 3?"


def test_who_saves_second_sees_both_texts(question, secretary):
    reader = Reader(secretary)
    question.save_at(question.version, None, make.NOW, printed="Theirs")
    answer = reader.post("question-words", question.key, version=1, words="Mine", item="")
    assert answer.status_code == 422
    assert "Theirs" in words(answer) and "Mine" in words(answer)
    answer = reader.post("question-words", question.key, version=2, words="Mine", item="")
    assert answer.status_code == 302


def test_who_comes_second_is_told_so(question, secretary):
    reader = Reader(secretary)
    moderating.accept(question, None, make.NOW)
    answer = reader.post("question-send-back", question.key, note="Late", follow=True)
    assert "Somebody was first" in words(answer)
    with pytest.raises(MoveRefused):
        moderating.send_back(question, None, make.NOW, note="Late")


def test_the_secretary_hears_of_a_third_question_by_one_person(meeting, secretary):
    for _ in range(3):
        last = made.question(meeting)
    page = Visitor(secretary).get(desk(last))
    assert "has sent 2 others for this meeting" in page.response.content.decode()


def test_others_do_not_moderate(question, meeting):
    outsider, member, chair = make.user(), make.user(), make.user()
    make.seat(member, meeting.board)
    make.seat(chair, meeting.board, "chair")
    for who, status in ((outsider, 404), (member, 404), (chair, 403)):
        answer = Reader(who).post("question-reject", question.key, ground="legal")
        assert answer.status_code == status
    assert Reader(chair).get("desk-question", question.key).status_code == 200
    assert "robin@example.org" not in words(Reader(chair).get("desk-question", question.key))


def test_the_item_is_named_once_its_agenda_is_public(meeting, question, secretary):
    item = make.item(meeting, "Waiting times")
    Question.objects.filter(pk=question.pk).update(item=item)
    question.refresh_from_db()
    moderating.accept(question, secretary, make.NOW)
    assert "Waiting times" not in public(question)
    releases.publish(meeting)
    assert "Waiting times" in public(question)
    assert f'href="/{question.path}/"' in Client().get(f"/{meeting.path}/").content.decode()


def test_a_priority_shows_what_was_asked_about_it(question, secretary):
    plan = plans.plan(question.board, "Open plan", address="open-plan")
    part = plans.part(plan, "priority", "Open priority", number="1")
    editions.release("plan", plan.key, question.board)
    visitor = Visitor(secretary).get(desk(question)).follow("Name the priorities that it is about")
    visitor.submit("Save", {"supports": [str(part.key)]})
    moderating.accept(Question.objects.get(), secretary, make.NOW)
    page = Client().get("/strategy/open-plan/priority-1/").content.decode()
    assert "Question ICP Q1" in page and f"/{question.path}/" in page


def test_questions_stand_in_the_pack_while_there_are_any(meeting, question, secretary):
    item = make.item(meeting, "Questions from the public", mode="verbal")
    moderating.accept(question, secretary, make.NOW)
    assert Enclosure.objects.get().item == item
    root = tree_of(releases.publish(meeting))
    [paper] = root.of_kind("paper")
    assert paper.title == "Questions from the public"
    [section] = paper.of_kind("section")
    assert made.TYPED["question"] in section.text
    assert "a member of the public" in section.data["html"]
    assert "Robin" not in str(root)
    moderating.reject(question, secretary, make.NOW, ground="It is personal.")
    assert not Enclosure.objects.exists()


def test_questions_stand_in_the_skeleton_of_the_minutes(meeting, question, secretary):
    make.item(meeting, "Welcome")
    make.item(meeting, "Questions from the public")
    moderating.accept(question, secretary, make.NOW)
    moderating.answer(question, secretary, make.NOW, words="Twelve weeks.", how="at the meeting")
    minutes = skeleton.lay(meeting, 1, None, make.NOW)
    welcome, asked = minutes.sections.order_by("rank")
    assert not welcome.paragraphs.exists()
    assert [row.kind for row in asked.paragraphs.all()] == ["question", "reply"]
    first, second = asked.paragraphs.all()
    assert made.TYPED["question"] in first.text and "Twelve weeks." in second.text
    skeleton.lay(meeting, 1, None, make.NOW)
    assert asked.paragraphs.count() == 2


def test_the_register_asks_a_fixed_number_of_questions(
    meeting, secretary, django_assert_num_queries
):
    reader = Reader(secretary)
    counted = []
    for _ in range(2):
        for _ in range(3):
            moderating.accept(made.question(meeting), secretary, make.NOW)
        with django_assert_num_queries(10, exact=False) as queries:
            assert reader.get("desk-questions").status_code == 200
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_what_looks_like_personal_data_is_pointed_out_before_it_is_published(meeting, secretary):
    asked = made.question(meeting, "Why did Jo (943 476 5919) wait? Ring 07700 900123")
    page = Visitor(secretary).get(desk(asked))
    assert "“943 476 5919” looks like an NHS number" in page.text
    assert "“07700 900123” looks like a mobile phone number" in page.text
    page.follow("change what is published").submit("Save", {"words": "Why did Jo wait?"})
    assert "looks like" not in page.get(desk(asked)).text
