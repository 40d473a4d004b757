"""A document that was taken down for good, and a paper that waits for a second person. Samples."""

from datetime import datetime, timedelta
from typing import Final

from icsgov.boards.models import Board, User
from icsgov.record import takedowns
from icsgov.record.models import TakeDown
from icsgov.record.scrubbing import scrub
from meetings import documents
from meetings.models import Meeting, Paper

BODY: Final = (
    "<p><strong>Sample for the demonstration.</strong> It stands for a note in which a name was "
    "left by mistake.</p>"
)
WORDS: Final = "A sample: somebody’s name was left in a table. The note is published again without."
WAITS: Final = "A sample: a name was left in the text."


def make(board: Board, past: Meeting, by: User, second: User, now: datetime) -> None:
    """Both, once."""
    if TakeDown.objects.exists():
        return
    document = documents.begin(board, "other", "Sample note with a name", by, now)
    document.paper.write(document.paper.version, by, now, body=BODY)
    document.paper.cut("Saved", by, now)
    documents.release(document, "", by, now)
    wish = TakeDown(board=board, thing=document.paper.key, ground="personal data", words=WORDS)
    takedowns.ask(wish, by, now)
    takedowns.confirm(wish, second, now + timedelta(minutes=20))
    scrub(wish, now + timedelta(minutes=21))
    paper = Paper.objects.filter(enclosures__item__meeting=past, private=False).first()
    if paper is not None:
        waiting = TakeDown(board=past.board, thing=paper.key, ground="personal data", words=WAITS)
        takedowns.ask(waiting, by, now)
