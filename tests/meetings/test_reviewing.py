"""What secretaries said they would look at again comes back on its day."""

from datetime import date, timedelta

import pytest

from icsgov.record import takedowns
from icsgov.record.models import TakeDown
from meetings import documents
from meetings.reviewing import reviews
from tests import factories as make
from tests.visitor import Visitor

pytestmark = pytest.mark.django_db
TODAY = make.NOW.date()


@pytest.fixture
def board():
    return make.board("ICP")


def said(user, now=make.NOW):
    return [need.finding.sentence for need in reviews(user, now)]


def test_a_private_paper_asks_to_be_released_on_its_day(board):
    paper = make.paper(board, "Estates", private=True, review=TODAY)
    make.paper(board, "Later", private=True, review=TODAY + timedelta(days=1))
    make.paper(board, "Open", review=TODAY)
    make.paper(board, "Gone", private=True, review=TODAY, state="withdrawn")
    [sentence] = said(make.secretary(board))
    assert "Estates" in sentence and "Can it be published now?" in sentence
    page = Visitor(make.secretary(board)).get(f"/desk/papers/{paper.key}/private/")
    page.follow("decide whether to release it")
    assert page.status == 200 and "What becomes of it?" in page.text


def test_consent_to_a_story_that_has_ended_asks_what_becomes_of_it(board):
    past = make.meeting(board, TODAY - timedelta(days=60))
    over, ends = TODAY - timedelta(days=1), {"kind": "story", "consent": "Her word"}
    make.item(past, "Ada", consent_ends=over, **ends)
    make.item(past, "Bea", consent_ends=TODAY, **ends)
    make.item(past, "Cyd", **ends)
    make.item(make.meeting(board, TODAY + timedelta(days=9)), "Dot", consent_ends=over, **ends)
    [sentence] = said(make.secretary(board))
    assert "“Ada” has ended" in sentence
    assert said(make.secretary(make.board("ICB"))) == []


def test_a_story_whose_paper_was_taken_down_is_answered_for(board):
    past = make.meeting(board, TODAY - timedelta(days=60))
    over = {"kind": "story", "consent": "Her word", "consent_ends": TODAY - timedelta(days=1)}
    item = make.item(past, "Ada", **over)
    assert said(make.secretary(board))[0].endswith("set a new day.")
    paper = make.paper(board, "Ada’s story", under=item)
    assert said(make.secretary(board))[0].endswith("or take its paper down.")
    wish = TakeDown(board=board, thing=paper.key, ground="personal data")
    takedowns.ask(wish, make.secretary(board), make.NOW)
    assert len([each for each in said(make.secretary(board)) if "Ada" in each]) == 1
    takedowns.confirm(wish, make.secretary(board), make.NOW)
    assert [each for each in said(make.secretary(board)) if "Ada" in each] == []


def test_only_those_who_may_read_it_are_asked(board):
    make.paper(board, "Estates", private=True, review=TODAY)
    part = make.part2(make.meeting(board))
    part.review = TODAY
    part.save()
    chair = make.user()
    make.seat(chair, board, "chair", part2=True)
    other = make.secretary(make.board("ICB"))
    for somebody in (make.secretary(board, part2=False), other, chair):
        assert said(somebody) == []
    assert len(said(make.secretary(board))) == 2


def test_a_document_asks_for_its_review(board):
    documents.begin(board, "terms", "Terms of reference", None, make.NOW, review=date(2023, 7, 1))
    [sentence] = said(make.secretary(board, part2=False))
    assert "Terms of reference" in sentence


def test_the_desk_shows_it_and_leads_there(client, board):
    paper = make.paper(board, "Estates", private=True, review=date(2020, 1, 1))
    make.meeting(board)
    client.force_login(make.secretary(board))
    page = client.get("/desk/").content.decode()
    assert "Estates" in page and f"/desk/papers/{paper.key}/release/" in page
