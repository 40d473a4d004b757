"""A few sample notes of the sample member, so that the reading room is not empty."""

from datetime import datetime

from icsgov.boards.models import User
from meetings import noting
from meetings.book.opened import OpenPaper, find_paper
from meetings.models import Meeting, Note, Paper

FRAME = [[0.05, 0.19, 0.86, 0.09]]
STROKE = [[[0.09, 0.395], [0.3, 0.4], [0.5, 0.396], [0.78, 0.4]]]


def make(meeting: Meeting, member: User, now: datetime) -> None:
    """Notes on text and on printed pages, once; nothing where no paper is released."""
    if Note.objects.filter(owner=member.person).exists():
        return
    papers = (_opened(member, meeting, paper, now) for paper in _papers(meeting))
    for opened in [each for each in papers if each is not None][:2]:
        for given in _notes(opened):
            noting.make(member, opened, given, now)


def _papers(meeting: Meeting) -> list[Paper]:
    rows = Paper.objects.filter(enclosures__item__meeting=meeting, enclosures__item__part=1)
    return list(rows.order_by("enclosures__item__rank"))


def _opened(member: User, meeting: Meeting, paper: Paper, now: datetime) -> OpenPaper | None:
    return find_paper(member, meeting, 1, paper.key, now)


def _notes(opened: OpenPaper) -> list[dict[str, object]]:
    """A highlight and a note on words of the cover, a frame and a stroke on a page behind it."""
    asks = opened.whole.data.get("asks") or [{"text": opened.edition.title}]
    quote = asks[0]["text"]
    page = min(3, len(opened.pages))
    return [
        {"kind": "note", "quote": quote, "words": "Sample note: which borough starts first?"},
        {"kind": "note", "page": page, "rects": FRAME, "words": "Sample note: compare with 2022."},
        {"kind": "ink", "page": page, "ink": STROKE},
    ]
