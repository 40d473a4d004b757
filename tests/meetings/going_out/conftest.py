"""A pack that went out to a member, and the secretary who looks after it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from icsgov.record.models import Release
from meetings import publishing, withholding
from meetings.models import Paper
from tests import factories as make
from tests import packs
from tests.builds import built
from tests.meetings.book.pressed import publish

BOTH = {"members": None, "public": None}


@pytest.fixture
def board():
    return make.board()


@pytest.fixture
def meeting(board):
    return packs.meeting(board, day=timezone.localdate() + timedelta(days=7))


@pytest.fixture
def secretary(board):
    return make.secretary(board)


@pytest.fixture
def robin(board):
    account = make.user("Robin Reader", email="robin@example.org")
    make.seat(account, board)
    return account


@pytest.fixture
def release(meeting, secretary, robin):
    """Published to both audiences, and the e-mails queued."""
    publishing.ask(meeting, built(meeting), BOTH, by=secretary, now=timezone.now())
    return Release.objects.get(audience="members")


@pytest.fixture
def pressed(meeting):
    """The same, of a pack that the press has really bound."""
    return publish(meeting, timezone.now())


@pytest.fixture
def desk(client, secretary):
    client.force_login(secretary)
    return client


@pytest.fixture
def printed(board):
    who = make.person("Pia Paper")
    lines = "1 Sample Street\nLondon\nSE1 1AA"
    make.seat(who, board, in_print=True, print_to=lines, title="Leader")
    return who


@pytest.fixture
def kept_from(meeting, robin):
    """A paper of two that Robin is not to have."""
    paper = Paper.objects.get(title="Drafted here")
    withholding.withhold(paper, robin.person, "Conflict", None, timezone.now())
    return paper
