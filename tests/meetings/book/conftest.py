"""A member with a pack to read, at a standing clock."""

import pytest
from django.test import Client

from tests import factories as make
from tests import packs

ROOM = "/reading/icp/2023-07-24/"


@pytest.fixture
def clock(time_machine):
    def at(moment):
        time_machine.move_to(moment, tick=False)

    at(make.NOW)
    return at


@pytest.fixture
def meeting(clock):
    return packs.meeting(make.board("ICP"))


@pytest.fixture
def account(meeting):
    made = make.user("Robin Reader")
    make.seat(made, meeting.board)
    return made


@pytest.fixture
def member(account):
    return client_of(account)


def client_of(account):
    client = Client()
    client.force_login(account)
    return client


def words(response):
    assert response.status_code == 200, response.status_code
    return response.content.decode()
