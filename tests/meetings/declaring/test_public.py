"""The public register of a board: one release, however many people and interests it holds."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from icsgov.boards.profile import release_profile
from meetings.models import Interest
from meetings.proofs.interests import release_register
from tests import factories as make
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(NOW, tick=False)


def register(name: str, count: int) -> str:
    """A board on which each of `count` members holds an interest; the address of its register."""
    board = make.board(name)
    release_profile(board, None, NOW)
    for number in range(count):
        member = make.person(f"Lou Member{number}")
        make.seat(member, board)
        Interest.objects.create(
            person=member,
            kind="financial",
            organisation=f"Company {number}",
            words="Shareholder",
            declared=date(2023, 1, 1),
        )
    release_register(board, None, NOW)
    return f"/{board.slug}/interests/"


def queries(address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        response = Client().get(address)
    assert response.status_code == 200
    return len(asked)


def test_a_register_of_200_asks_no_more_than_one_of_5():
    few, many = register("B5", 5), register("B200", 200)
    assert queries(few) == queries(many) < 10
    as_csv = few.replace("s/", "s.csv"), many.replace("s/", "s.csv")
    assert queries(as_csv[0]) == queries(as_csv[1]) < 10
    assert Client().get(many).content.decode().count("Company ") == 200
