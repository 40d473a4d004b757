"""Ask before the meeting, and what a secretary sees of members' reading."""

from datetime import date

import pytest
from django.urls import reverse

from icsgov.boards.models import BoardRule
from icsgov.record.models import Release
from icsgov.work import mail
from meetings.models import MemberQuestion, Paper, PaperRole
from tests import factories as make
from tests import releases
from tests.meetings.book.conftest import ROOM, client_of, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(meeting):
    """Somebody who wrote the paper and sits on no board."""
    made = make.user("Alex Author")
    paper = Paper.objects.get(title="Drafted here")
    PaperRole.objects.create(paper=paper, person=made.person, role="author", name="Alex Author")
    return made


@pytest.fixture
def secretary(meeting):
    return make.secretary(meeting.board)


@pytest.fixture
def colleague(meeting):
    made = make.user("Cam Colleague")
    make.seat(made, meeting.board)
    return made


@pytest.fixture
def paper(author, meeting):
    releases.publish(meeting, audience=releases.MEMBERS)
    return Paper.objects.get(title="Drafted here")


def of(paper, name):
    where = {"board": "icp", "address": "2023-07-24", "part": 1, "key": paper.key}
    return reverse(name, kwargs=where)


def put(member, paper, text="Who pays for it?"):
    answer = member.post(of(paper, "reading-ask"), {"text": text})
    assert answer.status_code == 302, answer.status_code
    return answer["Location"]


def reply(author, where, text="The boroughs.", version=1):
    return client_of(author).post(where, {"answer": text, "version": version})


def test_the_author_is_told_and_answers_and_the_member_is_told(member, author, paper, mailoutbox):
    where = put(member, paper)
    mail.send_due(make.NOW)
    assert [message.to for message in mailoutbox] == [[author.email]]
    assert "Who pays" not in mailoutbox[0].body
    assert where in mailoutbox[0].body
    assert "A question about" in words(client_of(author).get("/reading/"))
    assert reply(author, where).status_code == 302
    mail.send_due(make.NOW)
    assert "There is an answer to your question" in mailoutbox[1].body
    assert "The boroughs." in words(member.get(where))


def test_until_it_is_shared_only_asker_author_and_secretary_see_it(
    member, author, secretary, colleague, paper
):
    where = put(member, paper)
    reply(author, where)
    assert "Who pays" in words(client_of(secretary).get(of(paper, "reading-paper")))
    assert client_of(colleague).get(where).status_code == 404
    assert "Who pays" not in words(client_of(colleague).get(of(paper, "reading-paper")))
    answer = client_of(secretary).post(f"{where}settle/", {"shared": "on"})
    assert answer.status_code == 302
    page = words(client_of(colleague).get(of(paper, "reading-paper")))
    assert "Who pays" in page
    assert "The boroughs." in page


def test_it_is_attached_to_the_record_by_the_secretary_alone(
    member, author, secretary, colleague, paper
):
    where = put(member, paper)
    assert client_of(secretary).post(f"{where}settle/", {"recorded": "on"}).status_code == 302
    assert not MemberQuestion.objects.filter(recorded_at__isnull=False).exists(), "no answer yet"
    reply(author, where)
    assert member.post(f"{where}settle/", {"recorded": "on"}).status_code == 403
    client_of(secretary).post(f"{where}settle/", {"recorded": "on"})
    release = Release.objects.get(kind="member-questions")
    assert release.audience == "members"
    assert "Questions answered before the meeting" in words(client_of(colleague).get(ROOM))
    client_of(secretary).post(f"{where}settle/", {})
    assert "Questions answered before" not in words(client_of(colleague).get(ROOM))
    assert Release.objects.filter(kind="member-questions").count() == 2, "nothing is overwritten"


def test_two_answers_do_not_overwrite_each_other(member, author, secretary, paper):
    where = put(member, paper)
    reply(author, where)
    late = client_of(secretary).post(where, {"answer": "The region.", "version": 1})
    assert late.status_code == 409
    page = late.content.decode()
    assert "The boroughs." in page
    assert "The region." in page


def test_members_cannot_answer_and_an_empty_question_is_not_sent(member, paper):
    assert member.post(of(paper, "reading-ask"), {"text": " "}).status_code == 422
    where = put(member, paper)
    assert member.post(where, {"answer": "Me", "version": 1}).status_code == 403


def test_minutes_have_no_author_to_ask(member, meeting, paper):
    elsewhere = make.paper(meeting.board, "Not in this pack")
    assert member.get(of(elsewhere, "reading-ask")).status_code == 404


def test_the_secretary_sees_opened_or_not_only_where_the_board_wants_it(
    member, secretary, colleague, paper
):
    member.get(of(paper, "reading-paper"))
    client = client_of(secretary)
    assert client.get(f"{ROOM}opened/").status_code == 404
    assert "have opened" not in words(client.get(ROOM))
    BoardRule.objects.create(
        board=paper.board, name="reading", value={"opened_shown": True}, starts=date(2020, 1, 1)
    )
    page = words(client.get(f"{ROOM}opened/"))
    assert page.count("</svg> opened") == 1
    assert page.count("not opened</td>") == 5
    assert "Which papers members have opened" in words(client.get(ROOM))
    assert member.get(f"{ROOM}opened/").status_code == 404
