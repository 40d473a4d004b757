"""Meetings of the demo, with papers and files that go the way that a secretary's would."""

import tempfile
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

from icsgov.boards.models import Board, Person, Seat, User
from icsgov.work import jobs
from icsgov.work.models import Work
from meetings import clearing, dates, planning, ranks
from meetings.demo import agendas, charter, decks, documents
from meetings.demo.agendas import ItemOf, MeetingOf, PaperOf
from meetings.demo.people import PRESENTERS, Somebody
from meetings.demo.system import person
from meetings.models import (
    AgendaItem,
    Ask,
    Clearance,
    Enclosure,
    ItemLead,
    Meeting,
    Paper,
    PaperFile,
    PaperRole,
)
from meetings.tasks import handling, receiving

LOOK_AGAIN = timedelta(days=180)  # when a private paper is looked at again
EVIDENCE = "Recorded for the demonstration"
FILES: dict[str, Callable[[], bytes]] = {
    "Primary care focus.pptx": lambda: documents.deck(
        "Primary care focus", "24 July 2023", decks.PRIMARY_CARE
    ),
    "Integrated care strategy update.pptx": lambda: documents.deck(
        "Integrated care strategy",
        "Update for the partnership, 24 July 2023",
        decks.strategy_slides(),
    ),
    "Annex to the strategy update.pdf": lambda: documents.annex(
        "Annex to the strategy update", 19, decks.annex_slides()
    ),
    "Draft VCSE charter.docx": lambda: documents.paper(
        "Charter for partnership with the voluntary sector", "DRAFT", charter.CHARTER
    ),
}


def make(plan: MeetingOf, boards: dict[str, Board], by: User, now: datetime) -> Meeting:
    """The meeting with its agenda and papers, made where it is not there."""
    board = boards[plan.board]
    known = Meeting.objects.filter(board=board, date=plan.day).first()
    if known is not None:
        return known
    meeting = Meeting(
        board=board,
        date=plan.day,
        starts=plan.starts,
        ends=plan.ends,
        venue=plan.venue,
        how_to_attend=plan.how_to_attend,
    )
    private = planning.Private(reason=plan.private) if plan.private else None
    planning.plan(meeting, private, by, now)
    meeting.items.all().delete()
    for rank, row in zip(ranks.spread(len(plan.items)), plan.items, strict=True):
        make_item(meeting, row, rank, by, now)
    return meeting


def make_item(meeting: Meeting, row: ItemOf, rank: str, by: User, now: datetime) -> AgendaItem:
    """A row with its leads, asks and paper."""
    item = AgendaItem(
        meeting=meeting,
        part=row.part,
        rank=rank,
        title=row.title,
        lines="\n".join(row.lines),
        minutes=row.minutes,
        mode=row.mode,
        purposes=list(row.purposes),
        slides=row.slides,
        kind=row.kind,
        consent=row.consent,
        consent_ends=row.consent_ends,
    ).create_by(by, now)
    for position, someone in enumerate(row.leads):
        ItemLead.objects.create(item=item, position=position, **_printed(someone))
    for position, (verb, text) in enumerate(row.asks):
        Ask.objects.create(item=item, position=position, verb=verb, text=text)
    if row.paper is not None:
        make_paper(meeting, item, row.paper, by, now)
    return item


def _printed(someone: Somebody) -> dict[str, object]:
    row = person(someone)
    title = PRESENTERS.get(someone.called, "") or _title(row)
    return {"person": row, "name": str(row), "initials": row.initials, "title": title}


def _title(row: Person) -> str:
    seat = Seat.objects.filter(person=row).select_related("organisation").first()
    return seat.standing_words if seat else ""


def make_paper(meeting: Meeting, item: AgendaItem, of: PaperOf, by: User, now: datetime) -> Paper:
    """A paper under its item; its files are checked and converted at once."""
    paper = Paper(
        board=meeting.board,
        title=of.title,
        cover=_cover(of, meeting.date),
        body=of.body,
        private=item.part == 2,
        private_reason=agendas.PRIVATE_GROUND if item.part == 2 else "",
        review=meeting.date + LOOK_AGAIN if item.part == 2 else None,
    ).create_by(by, now)
    for role, people in (("author", of.authors), ("lead", of.leads)):
        for position, (someone, title) in enumerate(people):
            row = person(someone)
            PaperRole.objects.create(
                paper=paper, person=row, role=role, position=position, name=str(row), title=title
            )
    Enclosure.objects.create(item=item, paper=paper)
    _hand_in_files(paper, of.files, by, now)
    return paper


def _cover(of: PaperOf, day: date) -> dict[str, object]:
    if not of.purpose:
        return {}
    points = "".join(f"<li>{point}</li>" for point in of.summary)
    cover: dict[str, object] = {
        "date": day.isoformat(),
        "purpose": {"ticks": list(of.ticks), "text": of.purpose},
    }
    if points:
        cover["summary"] = f"<ul>{points}</ul>"
    if of.asks:
        cover["recommendation"] = [{"verb": verb, "text": text} for verb, text in of.asks]
    return cover


def _hand_in_files(paper: Paper, names: tuple[str, ...], by: User, now: datetime) -> None:
    if not names:
        return
    with tempfile.TemporaryDirectory(prefix="demo-") as folder:
        uploads = []
        for name in names:
            path = Path(folder) / name
            path.write_bytes(FILES[name]())
            uploads.append(receiving.Upload(path, name))
        receiving.hand_in(paper, uploads, by, now)
    take_in_files(paper, by, now)


def take_in_files(paper: Paper, by: User, now: datetime) -> None:
    """Check and convert what was handed in, at once, and confirm that its first page was seen."""
    for work in Work.objects.open().filter(kind=receiving.KIND):
        jobs.run(work)
    for file in PaperFile.objects.filter(version__paper=paper, state="ready"):
        PaperFile.objects.filter(pk=file.pk).update(title=Path(file.filename).stem)
        receiving.confirm(file, by, now)


def clear_papers(meeting: Meeting, by: User, now: datetime) -> None:
    """Hand in and clear every paper of a meeting, as the secretary records it."""
    for paper in Paper.objects.filter(enclosures__item__meeting=meeting, state="expected"):
        handling.submit(paper, by, now, words=EVIDENCE)
        for rule in clearing.required(meeting.rules):
            handling.give_clearance(
                paper, rule, by, now, how=Clearance.How.EVIDENCE, words=EVIDENCE
            )
            paper.refresh_from_db()


def coming_day(now: datetime, weeks: int) -> date:
    """A Monday some weeks from now, or the first working day after it."""
    today = now.date()
    return dates.next_working_day(today + timedelta(weeks=weeks, days=-today.weekday() - 1))
