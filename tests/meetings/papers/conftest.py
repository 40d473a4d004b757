"""A board that prepares a meeting with one paper, and everybody who has to do with it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from icsgov.boards.models import Board, User
from meetings.models import AgendaItem, Meeting, Paper
from tests import factories as make

NOW = make.NOW
FULL_COVER = {
    "purpose": {"ticks": ["decision"], "text": "To agree the plan."},
    "summary": "<p>Beds are short.</p>",
    "recommendation": [{"verb": "approve", "text": "the plan"}],
}


@dataclass
class Desk:
    """The rows, and a signed-in client for each person."""

    board: Board
    meeting: Meeting
    item: AgendaItem
    paper: Paper
    author: User
    lead: User
    chair: User
    secretary: User
    assistant: User

    def client(self, who: str) -> Client:
        client = Client()
        client.force_login(getattr(self, who))
        return client

    def url(self, name: str, paper: Paper | None = None, **more: Any) -> str:
        return reverse(name, kwargs={"key": (paper or self.paper).key, **more})

    def get(self, who: str, name: str, **more: Any) -> Any:
        return self.client(who).get(self.url(name, **more))

    def post(self, who: str, name: str, data: Any = None, **more: Any) -> Any:
        return self.client(who).post(self.url(name, **more), data or {})

    def fresh(self) -> Paper:
        self.paper = Paper.objects.get(pk=self.paper.pk)
        return self.paper

    def clear(self, who: str, step: str, **data: Any) -> Any:
        return self.post(who, "paper-clear", {"seen": self.fresh().mark, **data}, step=step)


@pytest.fixture
def now() -> Any:
    """Two weeks before the meeting, at midday."""
    with time_machine.travel(NOW, tick=False):
        yield NOW


@pytest.fixture
def desk(db: Any, now: Any) -> Desk:
    """A paper that is expected from its author, led by the lead, for one meeting."""
    board = make.board("ICP")
    people = {name: make.user(f"{name.capitalize()} Sample") for name in ("author", "lead")}
    chair, secretary, assistant = make.user("Chair Sample"), make.secretary(board), make.user()
    make.seat(chair, board, "chair", part2=True)
    make.seat(
        people["author"],
        board,
        "attendee",
        title="Director of Plans",
        assistant=assistant.person,
    )
    meeting = make.meeting(board)
    item = make.item(meeting, "Winter")
    paper = make.paper(board, "Winter plan", under=item, **people)
    return Desk(
        board, meeting, item, paper, chair=chair, secretary=secretary, assistant=assistant, **people
    )


@pytest.fixture
def pdf(tmp_path: Path) -> Callable[..., Path]:
    """Makes a small PDF with a line of text on each page."""

    def made(name: str = "plan.pdf", pages: int = 1, words: str = "Beds") -> Path:
        path = tmp_path / name
        with pikepdf.Pdf.new() as document:
            for number in range(1, pages + 1):
                _add_page(document, f"{words} {number}")
            document.save(path, deterministic_id=True)
        return path

    return made


def _add_page(document: pikepdf.Pdf, words: str) -> None:
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    document.add_blank_page(page_size=(595, 842))
    page = document.pages[-1]
    page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    page.obj.Contents = document.make_stream(f"BT /F1 24 Tf 72 720 Td ({words}) Tj ET".encode())
