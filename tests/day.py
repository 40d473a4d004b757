"""The people and files of one meeting's day, for the tests of the main path."""

from datetime import date, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from icsgov.boards.models import Board, User
from meetings.demo import documents
from tests import factories as make

WORDS = "unmistakable-words"


class Day:
    """A board whose last meeting was in July 2023, its people, and the day of the next."""

    def __init__(self) -> None:
        self.board: Board = make.board("ICP", name="Integrated Care Partnership")
        self.day: date = timezone.localdate() + timedelta(days=60)
        self.secretary: User = make.secretary(self.board)
        self.chair: User = make.user("Kim Chair")
        make.seat(self.chair, self.board, "chair")
        self.member: User = make.user("Mo Member")
        make.seat(self.member, self.board)
        make.person("Ada Author")
        make.meeting(self.board, make.MEETING_DAY)
        self.desk = f"/desk/icp/{self.day}/"
        self.public = f"/icp/{self.day}/"


def files() -> list[SimpleUploadedFile]:
    """A Word, a PowerPoint and a PDF file as authors send them."""
    word = documents.paper("A charter", "DRAFT", [documents.Clause("Purpose", (WORDS,))])
    slides = documents.deck("A deck", "For the board", [documents.Slide("Second", ("Point",))])
    pages = documents.annex("An annex", 3, [documents.Slide("Third", ("Point",))])
    return [
        SimpleUploadedFile("charter.docx", word),
        SimpleUploadedFile("deck.pptx", slides),
        SimpleUploadedFile("annex.pdf", pages),
    ]
