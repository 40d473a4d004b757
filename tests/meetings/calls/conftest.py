"""A meeting with papers of authors who have no account, and the secretary who asks for them."""

from dataclasses import dataclass
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from icsgov.boards.models import Board, Person, User
from icsgov.work import mail
from meetings.models import Meeting, Paper, PaperLink
from tests import factories as make
from tests.visitor import Visitor

NOW = make.NOW


@dataclass
class Desk:
    """The rows, and the ways to the pages."""

    board: Board
    meeting: Meeting
    secretary: User
    author: Person
    paper: Paper
    other: Paper

    def url(self, name: str) -> str:
        where = {"board": self.board.slug, "address": self.meeting.address}
        return reverse(name, kwargs=where)

    def visitor(self) -> Visitor:
        return Visitor(self.secretary)

    def asked(self) -> Visitor:
        """The secretary's browser after the call went out."""
        page = self.visitor().get(self.url("meeting-call"))
        return page.submit("Ask for the papers")

    def link(self, paper: Paper | None = None) -> PaperLink:
        found = PaperLink.objects.filter(paper=paper or self.paper)
        return found.select_related("paper__board", "person").get()

    def address(self, paper: Paper | None = None) -> str:
        return reverse("put-in", kwargs={"token": self.link(paper).token})


@pytest.fixture
def now() -> Any:
    """Two weeks before the meeting, at midday."""
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def desk(db: Any, now: Any) -> Desk:
    """Two papers: one of an author with an e-mail address alone, one of an author with none."""
    board = make.board("ICP", contact="office@example.org")
    meeting = make.meeting(board)
    author = make.person("Avery Author", email="avery@example.org")
    other = make.person("Bo Nomail")
    paper = make.paper(board, "Winter plan", author=author, under=make.item(meeting, "Winter"))
    second = make.paper(board, "Beds", author=other, under=make.item(meeting, "Beds"))
    return Desk(board, meeting, make.secretary(board), author, paper, second)


@pytest.fixture
def sent(mailoutbox: list[Any], now: Any) -> Any:
    """Sends what waits in the outbox; gives the messages."""

    def go(at: Any = NOW) -> list[Any]:
        mail.send_due(at)
        return mailoutbox

    return go
