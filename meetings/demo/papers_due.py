"""Papers on their way to the partnership's next meeting, by every way that there is."""

import tempfile
from datetime import datetime
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from icsgov.boards.models import Board, Person, User
from icsgov.boards.rules import COVER_FIELDS, OPTIONAL_COVER_FIELDS
from icsgov.boards.tasks import set_rule
from icsgov.record.build import build
from icsgov.record.kinds import AGENDA
from icsgov.record.proofs import prove
from meetings import bringing, ranks
from meetings.demo import calls, documents, word_files
from meetings.demo.agendas import ItemOf, PaperOf
from meetings.demo.confirmed import WAITING
from meetings.demo.documents import Slide
from meetings.demo.meetings import EVIDENCE, make_item
from meetings.demo.system import SINCE
from meetings.demo.thread import as_rule
from meetings.models import Meeting, Paper, PaperRole
from meetings.tasks import drops, handling, receiving

LATE = PaperOf(
    "Finance report, a late paper (sample)",
    ticks=("discussion",),
    purpose="A sample, to show a late paper, and passages that look like personal data.",
    summary=("The first point of the sample",),
    asks=(("note", "the sample report"),),
)


def make(meeting: Meeting, by: User, now: datetime) -> None:
    """Authors are asked and send; the secretary has files by e-mail."""
    _give_author(meeting, now)
    calls.make(meeting, by, now)
    _drop(meeting, by, now)


def _give_author(meeting: Meeting, now: datetime) -> None:
    """The sample author sent a Word file and has to look at its text; the sample chair leads."""
    paper = Paper.objects.get(enclosures__item__meeting=meeting)
    for key, role in (("author", "author"), ("chair", "lead")):
        person = Person.objects.get(account__email=f"{key}@example.org")
        PaperRole.objects.create(paper=paper, person=person, role=role, name=str(person))
    author = User.objects.get(email="author@example.org")
    put(paper, "Winter beds.docx", word_files.report("Winter beds (sample)"), author, now)


def put(paper: Paper, name: str, content: bytes, by: User, now: datetime) -> None:
    """Give a paper a file, which is checked at once."""
    with tempfile.TemporaryDirectory(prefix="demo-") as folder:
        path = Path(folder) / "file"
        path.write_bytes(content)
        receiving.put_in(paper, [receiving.Upload(path, name)], by, now)
    calls.work_off()


def _drop(meeting: Meeting, by: User, now: datetime) -> None:
    """Files that came to the secretary in an afternoon, not yet said which paper each is for."""
    held = Paper.objects.get(title=calls.OWED[0].title, enclosures__item__meeting=meeting)
    same = held.current.files.get().original if held.current else None
    files = {
        "Papers from Noor.zip": _zip(
            {
                "Item 6 Estates review.pdf": _pdf("Estates review"),
                "Plan of a site.pdf": _pdf("Site"),
            }
        ),
        "FW Equality report.eml": _mail(
            "Ash Equality report FINAL v2.pdf", _pdf("Equality report")
        ),
        "Robin finance again.docx": same.path.read_bytes() if same else b"",
        "Scan 0012.pdf": _pdf("Scan"),
    }
    with tempfile.TemporaryDirectory(prefix="demo-") as folder:
        uploads = []
        for at, (name, content) in enumerate(files.items()):
            path = Path(folder) / f"{at}"
            path.write_bytes(content)
            uploads.append(receiving.Upload(path, name))
        drops.drop(meeting, uploads, by, now)
    calls.work_off()


def _pdf(title: str) -> bytes:
    slide = Slide(f"{title} (sample)", ("A sample page.", "Nothing follows from it."))
    return documents.annex(f"{title} (sample)", 0, [slide])


def _zip(files: dict[str, bytes]) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def _mail(name: str, content: bytes) -> bytes:
    message = EmailMessage()
    message["Subject"], message["From"] = "FW: Equality report", "ash@example.org"
    message.set_content("Sorry that this is late. (sample)")
    message.add_attachment(content, maintype="application", subtype="pdf", filename=name)
    return message.as_bytes()


def bring(boards: dict[str, Board], by: User, now: datetime) -> None:
    """A paper that the committee approved goes on to the board, which clears it anew."""
    board = boards["icb"]
    paper = Paper.objects.get(title=WAITING.title, board=boards["qpc"])
    if Paper.objects.filter(brought_from=paper).exists():
        return
    fields = (*COVER_FIELDS, *(of for of in OPTIONAL_COVER_FIELDS if of.key == "considered"))
    words = "Added for the demonstration"
    set_rule(board, "cover_fields", as_rule(fields), by, now, starts=SINCE, source=words)
    meeting = board.meetings.coming(board.today(now)).first()
    if meeting is not None:
        rows = list(meeting.items.filter(part=1).in_order())
        rank = ranks.between(rows[1].rank, rows[2].rank)
        title = "Target for waiting times, from the committee (sample)"
        item = make_item(meeting, ItemOf(title, 20, mode="paper"), rank, by, now)
        bringing.bring(paper, item, by, now)


def add_late(board: Board, by: User, now: datetime) -> None:
    """A late paper for a pack that is out; in the new build somebody's data has to be looked at."""
    meeting = board.meetings.coming(board.today(now)).first()
    if meeting is None or Paper.objects.filter(board=board, title=LATE.title).exists():
        return
    rows = list(meeting.items.filter(part=1).in_order())
    rank = ranks.between(rows[1].rank, rows[2].rank)
    item = make_item(meeting, ItemOf(LATE.title, 10, mode="paper", paper=LATE), rank, by, now)
    paper = Paper.objects.get(enclosures__item=item)
    put(paper, f"{LATE.title}.docx", calls.finance(LATE.title), by, now)
    handling.submit(paper, by, now, words=EVIDENCE)
    build(prove(AGENDA, meeting.key, 1, now), by=by, now=now)
