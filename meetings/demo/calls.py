"""A call for papers in the demonstration: sample papers of sample authors who have no account."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from icsgov.boards.models import Person, User
from icsgov.work import jobs
from icsgov.work.models import Work
from meetings import calling, form_reading, ranks
from meetings.demo import documents, word_files
from meetings.demo.agendas import ItemOf
from meetings.demo.documents import Clause
from meetings.demo.meetings import make_item
from meetings.exporters import cover_docx
from meetings.models import AgendaItem, Enclosure, Meeting, Paper, PaperLink, PaperRole
from meetings.progress import progress
from meetings.tasks import calls, drops, handling, receiving


@dataclass(frozen=True)
class Owed:
    """A sample item with a sample paper: who writes it, what they sent, and how far it is."""

    title: str
    author: str
    sends: Callable[[str], bytes] | None = None
    fills: bool = False
    submits: bool = False
    late: bool = False
    reachable: bool = True
    cover: dict[str, Any] = field(default_factory=dict)


def finance(title: str) -> bytes:
    """Words that should not become public: sample numbers that nobody has, and a mark."""
    clauses = (
        Clause("Background", ("This paper is a sample, to show a file from an author.",)),
        Clause(
            "A sample case",
            (
                "A sample patient (NHS number 999 000 0018) was asked how travel costs bear on "
                "them; call 07700 900123 for the notes.",
            ),
        ),
        Clause("Reserves", ("OFFICIAL-SENSITIVE: a sample mark, left in by mistake.",)),
    )
    return documents.paper(title, "SAMPLE", clauses)


def short(title: str) -> bytes:
    """A plain paper of one page."""
    clauses = (
        Clause("Background", ("This paper is a sample, to show a file from an author.",)),
        Clause("What comes next", ("Nothing follows from a sample.",), ("one", "two")),
    )
    return documents.paper(title, "SAMPLE", clauses)


FULL = {
    "purpose": {"ticks": ["discussion"], "text": "A sample, to show a paper that came in."},
    "summary": "<ul><li>The first point of the sample</li><li>The second point</li></ul>",
    "recommendation": [{"verb": "note", "text": "the sample paper"}],
}
OWED = (
    Owed("Finance report (sample)", "Robin", sends=finance, submits=True, cover=FULL),
    Owed("Vaccination uptake (sample)", "Jules", sends=short),
    Owed("Workforce plan (sample)", "Kit", fills=True),
    Owed("Estates review (sample)", "Noor", late=True),
    Owed("Digital roadmap (sample)", "Sam", sends=word_files.changed),
    Owed("Equality report (sample)", "Ash", reachable=False),
)


def make(meeting: Meeting, by: User, now: datetime) -> None:
    """Ask the sample authors for their papers; some have sent them."""
    last = meeting.items.order_by("-rank").first()
    for each in OWED:
        rank = ranks.between(_rank_of(meeting), last.rank if last else None)
        row = make_item(meeting, ItemOf(each.title, 15, mode="paper"), rank, by, now)
        _paper(row, each, by, now)
    lines = calling.to_ask(calling.board_of(by, meeting, now))
    wanted = [each for line in lines for each in line.wanted if each.email]
    closes = calling.last_day(meeting, meeting.board.today(now))
    calls.ask(meeting, wanted, calling.WORDS, closes, by, now)
    for each in OWED:
        _send(meeting, each, now + timedelta(hours=2))


def _rank_of(meeting: Meeting) -> str | None:
    """The rank after which the next sample item goes: before the last two rows."""
    rows = list(meeting.items.order_by("rank"))
    return rows[-2].rank if len(rows) > 1 else None


def _paper(row: AgendaItem, of: Owed, by: User, now: datetime) -> None:
    email = f"{of.author.lower()}@example.org" if of.reachable else ""
    person, _ = Person.objects.get_or_create(
        given_names=of.author, family_name="Sample", defaults={"email": email}
    )
    due = now.date() - timedelta(days=2) if of.late else None
    paper = Paper(board=row.meeting.board, title=of.title, cover=of.cover, due=due)
    paper.create_by(by, now)
    PaperRole.objects.create(
        paper=paper, person=person, name=str(person), title="Director of samples"
    )
    chair = Person.objects.get(account__email="chair@example.org")
    PaperRole.objects.create(paper=paper, person=chair, role="lead", name=str(chair))
    Enclosure.objects.create(item=row, paper=paper)


def _send(meeting: Meeting, of: Owed, now: datetime) -> None:
    """What the author did by their link: a Word file or the filled form, and handing in."""
    link = PaperLink.objects.filter(
        paper__title=of.title, paper__enclosures__item__meeting=meeting
    ).first()
    if link is None:
        return
    if of.sends is not None:
        _put_in(link, f"{of.title}.docx", of.sends(of.title), now)
    if of.fills:
        _put_in(link, "Cover sheet filled in.docx", filled(link.paper, now), now)
    if of.submits:
        handling.submit(link.paper, None, now, acting_for=str(link.person))


def filled(paper: Paper, now: datetime) -> bytes:
    """The paper's own form as somebody would send it back: with every box filled in."""
    asked = form_reading.sheet(progress(Paper.objects.for_desk().get(pk=paper.pk), now))
    return cover_docx.word(replace(asked, values={**asked.values, **FULL}))


def _put_in(link: PaperLink, name: str, content: bytes, now: datetime) -> None:
    with tempfile.TemporaryDirectory(prefix="demo-") as folder:
        path = Path(folder) / "file"
        path.write_bytes(content)
        sent = [receiving.Upload(path, name)]
        receiving.put_in(link.paper, sent, None, now, acting_for=str(link.person))
    link.note_use(now)
    work_off()


def work_off() -> None:
    """Check and convert what came in, and what follows from it, at once."""
    kinds = (receiving.KIND, receiving.TEXT, drops.KIND)
    while waiting := list(Work.objects.open().filter(kind__in=kinds)):
        for work in waiting:
            jobs.run(work)
