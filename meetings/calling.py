"""Who owes which paper for a meeting, and whom a call for papers asks for what."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db.models import Max

from icsgov.boards.models import Person
from icsgov.work.models import Message
from meetings import access, workflow
from meetings.models import Meeting, Paper, PaperCall, PaperLink, PaperRole
from meetings.preparation import prepare
from meetings.progress import Progress, progress_of_all

REMINDERS = ("paper-due", "paper-due-link")
WORDS = (
    "We are preparing the agenda of this meeting and ask you for the paper below. "
    "You can send it by the link, without signing in. "
    "A cover sheet that you can fill in with Word is there too."
)
SORTS: Final = {
    "item": "Agenda item",
    "author": "Author",
    "due": "Due",
    "state": "State",
    "received": "Last received",
}


@dataclass(frozen=True)
class Wanted:
    """One author of one paper: what a call asks of them. `email` is "" where there is none."""

    paper: Paper
    role: PaperRole
    email: str
    link: PaperLink | None = None

    @property
    def value(self) -> str:
        """How a form names the row."""
        return f"{self.paper.key}:{self.role.person.key}"


@dataclass(frozen=True)
class Line:
    """A paper on the board of who owes what: where it goes, how far it is, who can put it in."""

    at: int
    label: str
    letter: str
    progress: Progress
    wanted: Sequence[Wanted]
    received_at: datetime | None = None
    reminded_at: datetime | None = None

    @property
    def paper(self) -> Paper:
        return self.progress.paper

    @property
    def is_owed(self) -> bool:
        """Whether its authors still have to hand it in."""
        return self.paper.state in workflow.AUTHOR_WRITES

    @property
    def can_remind(self) -> bool:
        """Whether somebody owes it who can be written to."""
        able = any(each.email for each in self.wanted)
        return self.is_owed and not self.is_verbal and able

    @property
    def is_verbal(self) -> bool:
        enclosure = self.progress.enclosure
        return enclosure is not None and enclosure.item.mode == "verbal"


def board_of(user: Any, meeting: Meeting, now: datetime) -> list[Line]:
    """Every paper of the meeting that the reader keeps, in the order of the agenda."""
    places = {
        seen.paper.pk: (at, row.row.label, seen.letter)
        for at, row in enumerate(prepare(user, meeting, now).rows)
        for seen in row.enclosures
        if seen.paper is not None and seen.paper.state != Paper.State.WITHDRAWN
    }
    papers = access.kept_papers(user, meeting, now).filter(pk__in=places).for_desk()
    known = [row for row in progress_of_all(papers, now) if row.paper.pk in places]
    wanted = _wanted([row.paper for row in known])
    reminded = _reminded([row.paper for row in known])
    lines = [
        Line(
            *places[row.paper.pk],
            row,
            wanted[row.paper.pk],
            _received(row.paper),
            reminded.get(row.paper.key),
        )
        for row in known
    ]
    return sorted(lines, key=lambda line: (line.at, line.letter, line.paper.pk))


def _received(paper: Paper) -> datetime | None:
    """When a version with a file came in, or the paper was handed in."""
    current = paper.current
    if current is not None and current.files.all():
        return current.at
    return paper.submitted_at


def _wanted(papers: Sequence[Paper]) -> dict[int, list[Wanted]]:
    """The authors of each paper with their addresses and links (2 queries)."""
    links = {
        (link.paper_id, link.person_id): link
        for link in PaperLink.objects.filter(paper__in=papers).select_related("person")
    }
    authors = PaperRole.objects.filter(paper__in=papers, role=PaperRole.Role.AUTHOR)
    found: dict[int, list[Wanted]] = {paper.pk: [] for paper in papers}
    by_id = {paper.pk: paper for paper in papers}
    for role in authors.select_related("person__account"):
        link = links.get((role.paper_id, role.person_id))
        paper = by_id[role.paper_id]
        if link is not None:
            link.paper = paper
        found[paper.pk].append(Wanted(paper, role, address_of(role.person), link))
    return found


def address_of(person: Person) -> str:
    """Where to write to somebody: their account's address, else their own; "" for neither."""
    account = getattr(person, "account", None)
    if account is not None and account.is_active:
        return str(account.email)
    return person.email


def _reminded(papers: Iterable[Paper]) -> dict[Any, datetime]:
    """When each paper's authors were reminded last (1 query)."""
    keys = [paper.key for paper in papers]
    rows = Message.objects.filter(kind__in=REMINDERS, thing__in=keys).values("thing")
    return {row["thing"]: row["at"] for row in rows.annotate(at=Max("queued_at"))}


def in_order(lines: Sequence[Line], by: str, *, backwards: bool = False) -> list[Line]:
    """The board sorted by one of SORTS; what has no such value stands last either way."""
    if by not in SORTS:
        by = "item"
    known = [line for line in lines if _value(line, by) is not None]
    rest = [line for line in lines if _value(line, by) is None]
    return [*sorted(known, key=lambda line: _value(line, by), reverse=backwards), *rest]


# What needs somebody first.
_URGENCY = ("Late", "Returned", "To follow", "Expected", "Verbal", "Submitted late", "Submitted")


def _value(line: Line, by: str) -> Any:
    if by == "author":
        return next((each.role.person.family_name for each in line.wanted), None)
    if by == "due":
        return line.progress.due
    if by == "received":
        return line.received_at
    if by == "state":
        word = line.progress.tag.word
        return _URGENCY.index(word) if word in _URGENCY else len(_URGENCY)
    return line.at


def to_ask(lines: Iterable[Line]) -> list[Line]:
    """The papers that a call can ask for: owed, and not given by word of mouth."""
    return [line for line in lines if line.is_owed and not line.is_verbal]


def wording(meeting: Meeting) -> str:
    """What the board said last time when it called for papers, else a text to begin with."""
    last = PaperCall.objects.filter(meeting__board=meeting.board).first()
    return last.words if last else WORDS


def last_day(meeting: Meeting, today: date) -> date:
    """The day up to which new links are open unless somebody says otherwise: before the meeting."""
    return max(today, meeting.date - timedelta(days=1))
