"""A desk on the morning of 10 July 2023: a board, its secretary and chair, a meeting."""

from types import SimpleNamespace

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from tests import factories as make


@pytest.fixture(autouse=True)
def morning():
    with time_machine.travel(make.NOW, tick=False):
        yield


class Reader:
    """Somebody at a browser without JavaScript, or with htmx."""

    def __init__(self, user):
        self.user = user
        self.client = Client()
        self.client.force_login(user)

    def get(self, name, /, *args, htmx=False, **query):
        headers = {"HX-Request": "true"} if htmx else {}
        return self.client.get(reverse(name, args=args), query, headers=headers)

    def post(self, name, /, *args, htmx=False, follow=False, **data):
        headers = {"HX-Request": "true"} if htmx else {}
        url = reverse(name, args=args)
        return self.client.post(url, data, headers=headers, follow=follow)


@pytest.fixture
def desk(db):
    board = make.board("ICP", name="Integrated Care Partnership")
    chair = make.user("Richard Douglas")
    make.seat(chair, board, "chair", part2=True, title="Chair")
    meeting = make.meeting(board)
    return SimpleNamespace(
        board=board,
        meeting=meeting,
        at=("icp", meeting.address),
        chair=Reader(chair),
        secretary=Reader(make.secretary(board)),
        plain_secretary=Reader(make.secretary(board, part2=False)),
        reader=Reader,
    )


def text(response):
    """The words of a page."""
    return response.content.decode()
