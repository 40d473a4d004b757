"""A call for papers in the demonstration: sample papers of sample authors who have no account."""

import tempfile
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from icsgov.boards.models import Person, User
from icsgov.work import jobs
from icsgov.work.models import Work
from meetings import calling, ranks
from meetings.demo import documents
from meetings.demo.agendas import ItemOf
from meetings.demo.documents import Clause
from meetings.demo.meetings import make_item
from meetings.models import AgendaItem, Enclosure, Meeting, Paper, PaperLink, PaperRole
from meetings.tasks import calls, handling, receiving


@dataclass(frozen=True)
class Owed:
    """A sample item with a sample paper: who writes it, and how far it is."""

    title: str
    author: str
    minutes: int = 15
    sends: bool = False
    submits: bool = False
    cover: dict[str, Any] = field(default_factory=dict)


FULL = {
    "purpose": {"ticks": ["discussion"], "text": "A sample, to show a paper that came in."},
    "summary": "<ul><li>The first point of the sample</li><li>The second point</li></ul>",
    "recommendation": [{"verb": "note", "text": "the sample paper"}],
}
OWED = (
    Owed("Finance report (sample)", "Robin", sends=True, submits=True, cover=FULL),
    Owed("Vaccination uptake (sample)", "Jules", sends=True),
    Owed("Workforce plan (sample)", "Kit"),
    Owed("Estates review (sample)", "Noor"),
)


def make(meeting: Meeting, by: User, now: datetime) -> None:
    """Ask the sample authors for their papers; some have sent them."""
    last = meeting.items.order_by("-rank").first()
    for at, each in enumerate(OWED):
        rank = ranks.between(_rank_of(meeting), last.rank if last else None)
        row = make_item(meeting, ItemOf(each.title, each.minutes, mode="paper"), rank, by, now)
        _paper(row, each, at, by, now)
    lines = calling.to_ask(calling.board_of(by, meeting, now))
    wanted = [each for line in lines for each in line.wanted if each.email]
    closes = calling.last_day(meeting, meeting.board.today(now))
    calls.ask(meeting, wanted, calling.WORDS, closes, by, now)
    for each in OWED:
        if each.sends:
            _send(meeting, each, now + timedelta(hours=2))


def _rank_of(meeting: Meeting) -> str | None:
    """The rank after which the next sample item goes: before the last two rows."""
    rows = list(meeting.items.order_by("rank"))
    return rows[-2].rank if len(rows) > 1 else None


def _paper(row: AgendaItem, of: Owed, at: int, by: User, now: datetime) -> None:
    person, _ = Person.objects.get_or_create(
        given_names=of.author,
        family_name="Sample",
        defaults={"email": f"{of.author.lower()}@example.org"},
    )
    paper = Paper(board=row.meeting.board, title=of.title, cover=of.cover).create_by(by, now)
    PaperRole.objects.create(
        paper=paper, person=person, name=str(person), title="Director of samples"
    )
    chair = Person.objects.get(account__email="chair@example.org")
    PaperRole.objects.create(paper=paper, person=chair, role="lead", name=str(chair))
    Enclosure.objects.create(item=row, paper=paper)


def _send(meeting: Meeting, of: Owed, now: datetime) -> None:
    """What the author did by their link: a Word file, and handing in."""
    link = PaperLink.objects.select_related("paper", "person").get(
        paper__title=of.title, paper__enclosures__item__meeting=meeting
    )
    with tempfile.TemporaryDirectory(prefix="demo-") as folder:
        path = Path(folder) / f"{of.title}.docx"
        clauses = (
            Clause("Background", ("This paper is a sample, to show a file from an author.",)),
            Clause("What comes next", ("Nothing follows from a sample.",), ("one", "two")),
        )
        path.write_bytes(documents.paper(of.title, "SAMPLE", clauses))
        sent = [receiving.Upload(path, path.name)]
        receiving.put_in(link.paper, sent, None, now, acting_for=str(link.person))
    link.note_use(now)
    for work in Work.objects.open().filter(kind=receiving.KIND):
        jobs.run(work)
    if of.submits:
        handling.submit(link.paper, None, now, acting_for=str(link.person))
