"""The pages on which a secretary withholds a paper and gives it back."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from icsgov.boards.models import Withheld
from tests import factories as make


@pytest.fixture
def member(desk):
    account = make.user("Ann Able")
    make.seat(account, desk.board)
    return account


def page(desk):
    return desk.get("secretary", "paper-withhold").content.decode()


def withhold(desk, person, **more):
    data = {"people": [str(person.key)], "reason": "A bidder", **more}
    return desk.post("secretary", "paper-withhold", data)


def test_it_is_withheld_from_who_was_chosen_and_said_on_the_page(desk, member):
    assert "Everybody on the board who reads its packs gets this paper" in page(desk)
    assert withhold(desk, member.person).status_code == 302
    assert "A bidder" in page(desk)
    assert not desk.client("secretary").get(desk.url("paper-withhold")).context["form"].is_bound
    [row] = Withheld.objects.present()
    assert (row.person, row.by) == (member.person, desk.secretary)


@pytest.mark.parametrize("lacking", ["people", "reason"])
def test_what_was_typed_stays_where_something_is_missing(desk, member, lacking):
    answer = withhold(desk, member.person, **{lacking: ""})
    assert answer.status_code == 422
    said = answer.content.decode()
    assert "checked" in said if lacking == "reason" else "A bidder" in said
    assert not Withheld.objects.exists()


def test_a_secretary_and_an_author_cannot_be_chosen(desk, member):
    for account in (desk.secretary, desk.author):
        assert str(account.person.key) not in page(desk)
        assert withhold(desk, account.person).status_code == 422
    assert withhold(desk, make.person()).status_code == 422


def test_two_secretaries_at_once_withhold_it_once(desk, member):
    withhold(desk, member.person)
    assert withhold(desk, member.person).status_code == 422
    assert Withheld.objects.count() == 1


def test_it_is_given_back_with_a_reason_once(desk, member):
    withhold(desk, member.person)
    row = Withheld.objects.get()
    assert desk.post("secretary", "paper-give-back", row=row.key).status_code == 422
    said = {"words": "No longer bidding"}
    for _ in range(2):
        assert desk.post("secretary", "paper-give-back", said, row=row.key).status_code == 302
    assert "No longer bidding" in page(desk)
    row.refresh_from_db()
    assert row.ended_by == desk.secretary


def test_the_page_of_another_papers_row_is_not_there(desk, member):
    withhold(desk, member.person)
    other = make.paper(desk.board, under=desk.item)
    row = Withheld.objects.get()
    address = reverse("paper-give-back", kwargs={"key": other.key, "row": row.key})
    assert desk.client("secretary").get(address).status_code == 404


def test_as_many_queries_for_twenty_people_as_for_one(desk):
    asked = [_queries(desk, people) for people in (1, 19)]
    assert asked[0] == asked[1]


def _queries(desk, people):
    """How many questions the page takes when so many more are chosen, and as many are not."""
    for _ in range(people):
        someone = make.user()
        make.seat(someone, desk.board)
        withhold(desk, someone.person)
        make.seat(make.user(), desk.board)
    with CaptureQueriesContext(connection) as asked:
        assert desk.get("secretary", "paper-withhold").status_code == 200
    return len(asked)
