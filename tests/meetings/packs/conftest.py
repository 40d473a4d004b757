"""A meeting with papers that were handed in, and the secretary who makes the pack of it."""

import pytest
from django.test import Client

from tests import factories as make
from tests import packs


@pytest.fixture
def board():
    return make.board("ICP", name="Integrated Care Partnership")


@pytest.fixture
def meeting(board):
    return packs.meeting(board, joining_link="https://example.org/join")


@pytest.fixture
def secretary(board):
    return make.secretary(board)


@pytest.fixture
def client(secretary):
    client = Client()
    client.force_login(secretary)
    return client


@pytest.fixture
def two_persons(board):
    """The board wants a second person to confirm what is published."""
    day = make.date(2020, 1, 1)
    return board.rule_rows.create(name="second_person", value=True, starts=day)
