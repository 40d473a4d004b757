"""Minutes of the sample committee on their whole way: corrected, confirmed, with a Part 2.

Roles speak in them; everything is made up and says so.
"""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from icsgov.boards.models import Board, User
from icsgov.record.build import build
from icsgov.record.kinds import MINUTES
from icsgov.record.proofs import prove
from meetings import recordings
from meetings.demo import agendas, meetings
from meetings.demo.agendas import ItemOf, MeetingOf, PaperOf
from meetings.demo.minutes import EVIDENCE, Said, decided, write
from meetings.minuting import accepting, correcting, releasing
from meetings.models import Attendance, Correction, Meeting, Minutes, Paragraph
from meetings.outcomes.acting import take
from meetings.outcomes.deciding import decide
from meetings.outcomes.striking import strike

LONDON = ZoneInfo("Europe/London")
DRAFTED = datetime(2023, 5, 24, 10, 0, tzinfo=LONDON)
SUGGESTED = datetime(2023, 6, 5, 18, 30, tzinfo=LONDON)
CONFIRMED = datetime(2023, 7, 12, 16, 0, tzinfo=LONDON)
WAITING = PaperOf(
    "Sample target for waiting times",
    ticks=("decision",),
    purpose="A sample, to show a paper that goes on to another board.",
    summary=("81 of 100 sample patients were seen in time.",),
    asks=(("approve", "the sample target of 85 in 100"),),
    body="<h2>Figures</h2><p>All figures of this paper are a sample.</p>",
)
STORY = ItemOf(
    "A story of waiting (sample)",
    15,
    consent="A sample teller agreed that the story stands on the web for a year.",
    consent_ends=date(2024, 7, 11),
)
ITEMS = (
    ItemOf("Opening business (sample)", 10),
    ItemOf("Patient safety, a sample report", 40, purposes=("discussion",)),
    ItemOf(
        "Waiting times, sample figures", 30, purposes=("decision",), mode="paper", paper=WAITING
    ),
    ItemOf("A sample matter of staff", 20, purposes=("decision",), part=2),
)
MAY = MeetingOf(
    "qpc", date(2023, 5, 17), time(14), time(16), "Sample hall", ITEMS, agendas.PRIVATE_GROUND
)
JULY = MeetingOf(
    "qpc", date(2023, 7, 12), time(14), time(16), "Sample hall", (ITEMS[0], STORY)
)  # fmt: skip
ROLES = (
    ("Chair of the committee", "present", ""),
    ("Nurse member", "present", ""),
    ("Doctor member", "present", ""),
    ("Lay member", "apologies", "Deputy of the lay member"),
    ("Council member", "apologies", ""),
    ("Head of quality", "in attendance", ""),
)
LATE = "The nurse member reported on 12 sample incidents."
SAID: tuple[tuple[Said, ...], ...] = (
    (Said("The sample minutes of the meeting before were taken as read.", kind="decision"),),
    (
        Said("presented the sample report, and said what was learnt from it.", "Head of quality"),
        Said(LATE),
        Said("asked how families are told (sample).", "Doctor member", "question"),
        Said("answered that a named nurse calls them (sample).", "Head of quality", "reply"),
        Said("The head of quality is to bring sample figures by ward.", kind="action"),
        Said(
            "The committee will look at the sample report again.",
            comes_back="Patient safety, the sample report by ward",
        ),
    ),
    (
        Said(
            "The figures were a sample:</p><ul><li>seen in time: 81 of 100</li>"
            "<li>waiting longer: 19 of 100</li></ul><p>Nobody was surprised."
        ),
        decided("The committee approved the sample target of 85 in 100.", "approved"),
        Said("Somebody is to tell the boards.", kind="action"),
    ),
)
BEGAN = (0, 9 * 60 + 30, 51 * 60)  # seconds into the recording
PRIVATE: tuple[tuple[Said, ...], ...] = (
    (
        decided("The committee agreed the sample arrangement for staff.", "agreed"),
        Said("The chair is to write to the sample trust.", kind="action"),
    ),
)


def make(boards: dict[str, Board], member: User, by: User, now: datetime) -> None:
    """The committee's meeting of May with its minutes confirmed in July; harmless again."""
    held = meetings.make(MAY, boards, by, now)
    later = meetings.make(JULY, boards, by, now)
    if Minutes.objects.filter(meeting=held).exists():
        return
    held.save_at(held.version, by, now, opened=time(14, 2), closed=time(15, 41), public_count=2)
    _attend(held)
    book = _write(held, 1, SAID, by)
    _release(book, ["public", "members"], by, DRAFTED)
    _correct(book, member, by)
    book.refresh_from_db()
    accepting.accept(book, later, accepting.amended(book), by, CONFIRMED)
    _release(book, ["public", "members"], by, CONFIRMED)
    _release(_write(held, 2, PRIVATE, by), ["members"], by, DRAFTED)
    _record(held, by)


def _record(meeting: Meeting, by: User) -> None:
    """A recording with the seconds at which items begin; there is no film."""
    items = recordings.items_of(meeting, CONFIRMED)
    times = {str(item.key): at for item, at in zip(items, BEGAN, strict=False)}
    where = "https://example.org/sample-recording-of-may"
    recordings.put(meeting, 0, where, meeting.opened, times, by, CONFIRMED)


def _attend(meeting: Meeting) -> None:
    rows = [
        Attendance.objects.create(
            meeting=meeting,
            name=role,
            title="Sample role",
            kind=kind,
            chair=not position,
            deputy_name=deputy,
            position=position,
        )
        for position, (role, kind, deputy) in enumerate(ROLES)
    ]
    left = meeting.items.filter(part=1).in_order()[1]
    Attendance.objects.filter(pk=rows[2].pk).update(to_item=left)


def _write(meeting: Meeting, part: int, said: tuple[tuple[Said, ...], ...], by: User) -> Minutes:
    """The minutes as the chair cleared them, with what came of the meeting."""
    book = write(meeting, said, by, DRAFTED, part)
    rows = Paragraph.objects.filter(section__minutes=book)
    for row in rows.filter(kind="decision", decision=None):
        item = row.section.item
        words = "Approved as a record."
        decide(meeting, part, "approved", words, by, DRAFTED, item=item, paragraph=row)
    days: list[Any] = [date(2023, 7, 12), None]
    for row, due in zip(rows.filter(kind="action").order_by("section__rank"), days, strict=False):
        text = row.text.removeprefix("<p>").removesuffix("</p>")
        take(meeting.board, part, text, by, DRAFTED, meeting=meeting, paragraph=row, due=due)
    if part == 1:
        twice = decide(meeting, 1, "noted", "The sample figures were noted.", by, DRAFTED)
        strike(twice, "It was recorded twice (sample).", by, DRAFTED)
    book.send_to_chair(by, DRAFTED)
    book.clear(by, DRAFTED, words=EVIDENCE)
    return book


def _release(book: Minutes, audiences: list[str], by: User, at: datetime) -> None:
    build(prove(MINUTES, book.meeting.key, book.part, at), by=by, now=at)
    releasing.publish(book, audiences, by, at)


def _correct(book: Minutes, member: User, by: User) -> None:
    """A member suggests corrections: one is accepted, one declined."""
    for words, text, answer, why in (
        (LATE, LATE.replace("12", "21"), Correction.State.ACCEPTED, ""),
        ("Nobody was surprised", "The lay member was surprised (sample).",
         Correction.State.DECLINED, "The recording says otherwise (sample)."),
    ):  # fmt: skip
        row = Paragraph.objects.get(section__minutes=book, text__contains=words)
        read = correcting.stands(row)
        asked = correcting.suggest(row, read, text, "From my own notes.", member, SUGGESTED)
        correcting.settle(asked, answer, text, why, by, SUGGESTED)
