"""Minutes on the desk for tests: a meeting with people, items and a secretary signed in."""

from dataclasses import dataclass

from django.test import Client
from django.urls import reverse

from icsgov.boards.models import Board, User
from meetings.minuting import paragraphs, skeleton
from meetings.models import Attendance, Meeting, Minutes, MinuteSection, Paragraph
from tests import factories as make


@dataclass
class Desk:
    """A board after its meeting."""

    board: Board
    meeting: Meeting
    minutes: Minutes
    secretary: User
    client: Client

    @property
    def section(self) -> MinuteSection:
        return self.minutes.sections.order_by("rank").first()

    def address(self, name: str = "minutes", part: int = 1) -> str:
        where = {"board": self.board.slug, "address": self.meeting.address, "part": part}
        return reverse(name, kwargs=where)

    def add(self, text: str, kind: str = "discussion", section: int = 0) -> Paragraph:
        """A paragraph at the end of an item."""
        of = list(self.minutes.sections.order_by("rank"))[section]
        return paragraphs.add_paragraph(of, kind, f"<p>{text}</p>", self.secretary, make.NOW)

    def texts(self) -> list[str]:
        """What stands under the first item."""
        return [row.text for row in paragraphs.standing(self.section)]


def attend(meeting: Meeting, name: str, kind: str = "present", **fields: object) -> Attendance:
    person = make.person(name)
    return Attendance.objects.create(
        meeting=meeting, person=person, name=name, kind=kind, title="Sample title", **fields
    )


def desk(items: int = 2, short_name: str = "ICP") -> Desk:
    """A meeting whose minutes were begun, Kim Chair and Lou Member there."""
    board = make.board(short_name)
    meeting = make.meeting(board)
    for number in range(1, items + 1):
        make.item(meeting, f"Sample item {number}")
    attend(meeting, "Kim Chair", chair=True)
    attend(meeting, "Lou Member")
    secretary = make.secretary(board)
    client = Client()
    client.force_login(secretary)
    minutes = skeleton.lay(meeting, 1, secretary, make.NOW)
    return Desk(board, meeting, minutes, secretary, client)
