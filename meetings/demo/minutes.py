"""Minutes of the demo: April 2023 from what the partnership published, retold in our own words;
and draft minutes of a sample board, in which roles speak and no real person does."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from icsgov.boards.models import User
from icsgov.record.build import build
from icsgov.record.kinds import MINUTES
from icsgov.record.proofs import prove
from meetings.demo.people import PARTNERSHIP, Place
from meetings.demo.system import person
from meetings.minuting import paragraphs, releasing, returning, skeleton, word_changes
from meetings.models import Attendance, Meeting, Minutes, Paragraph
from meetings.outcomes.deciding import decide
from meetings.outcomes.promising import promise

EVIDENCE = "Recorded for the demonstration"
ABSENT = frozenset({"Jonty Heaversedge", "Folake Segun", "Catherine Mbema", "Andy Trotter"})


@dataclass(frozen=True)
class Said:
    """A paragraph: who speaks, the words, its kind; of a decision the outcome and what it
    promises to bring back."""

    words: str
    by: str = ""
    kind: str = "discussion"
    outcome: str = ""
    comes_back: str = ""


def decided(words: str, outcome: str, comes_back: str = "") -> Said:
    """A paragraph with a decision."""
    return Said(words, kind="decision", outcome=outcome, comes_back=comes_back)


def asked(words: str) -> Said:
    """A question from the public; whoever asked is not named."""
    return Said(words, kind="question")


APRIL: tuple[tuple[Said, ...], ...] = (
    (
        decided(
            "The minutes of 25 January 2023 were approved, with Cllr Jim Dickson to be added to "
            "the list of those present.",
            "approved",
        ),
    ),
    (
        Said("reported sustained pressure on urgent and emergency care.", "Sarah Cottingham"),
        Said(
            "set out the plan’s aims for the year, and the summit on discharge held in March.",
            "Sarah Cottingham",
        ),
        Said("thanked staff in all boroughs.", "Kieron Williams"),
        Said("asked how risk among people on waiting lists is monitored.", "Paul Bell"),
        Said("asked for attention to care outside hospital as well.", "Gavin McColl"),
        Said("described what cancelled appointments mean for staff.", "Charles Alexander"),
        Said("recalled that most people go home to their families.", "David Quirke-Thornton"),
        Said("saw benefit in a core offer for discharge in all boroughs.", "Andrew Bland"),
    ),
    (
        Said("reported on the five priorities of the strategy.", "Ben Collins"),
        Said("was concerned that long-term conditions stay in view.", "Michael Nutt"),
        Said("asked for simple messages about what will change.", "Paul Bell"),
        Said("saw a test in moving resources upstream.", "Norman Lamb"),
        Said("pointed to the research and innovation strategy.", "Jill Lockett"),
        Said("offered a short meeting with the chairs on direction.", "Richard Douglas"),
        decided(
            "The partnership supported the areas of focus. Proposals for an approach are to be "
            "brought back to it.",
            "supported",
            "Proposals for how the strategy’s priorities are approached",
        ),
    ),
    (
        Said("described the sector and the obstacles it meets.", "Tal Rosenzweig"),
        Said("suggested joint funding with primary care teams.", "Gavin McColl"),
        Said("spoke for long relationships and lighter monitoring.", "Jim Dickson"),
        Said("asked that users of services help to say what success is.", "Denise Scott-McDonald"),
        Said("suggested a concordat on working with the sector.", "Richard Douglas"),
        decided(
            "The partnership agreed that a concordat with the sector is to be presented to it at "
            "a future meeting.",
            "agreed",
            "A concordat on working with the voluntary sector",
        ),
    ),
    (
        Said("introduced the concordat and its four principles.", "Norman Lamb"),
        Said("asked about people at risk of a crisis.", "Toby Garrood"),
        Said("called the work timely, above all for young people.", "Denise Scott-McDonald"),
        Said("said that the task now is for the actions to have effect.", "Sarah Cottingham"),
        decided("The partnership supported the work on the concordat.", "supported"),
    ),
    (
        asked("One question was about access to a practice for people who are not online."),
        Said("replied that digital tools do not suit everybody.", "Gavin McColl", "reply"),
        asked("Another was about peer support for mental health, whose funding had fallen."),
        Said("supported closer work with voluntary groups.", "Norman Lamb", "reply"),
        asked("A third was whether the priorities are developed together with the public."),
        Said("said that they are, and that papers should show it.", "Kieron Williams", "reply"),
    ),
)
SAMPLE: tuple[tuple[Said, ...], ...] = (
    (Said("No new interests were declared (sample)."),),
    (
        Said("The chief executive presented the sample report."),
        Said("A member asked about winter staffing (sample)."),
        decided("The board noted the sample report.", "noted"),
    ),
    (
        Said("The owner of the sample plan went through what had changed since January."),
        decided("The board noted the sample progress.", "noted"),
    ),
    (asked("A member of the public asked a sample question."),),
)


def make_april(meeting: Meeting, by: User, now: datetime) -> None:
    """The partnership's minutes of April 2023, released as a draft."""
    if Minutes.objects.filter(meeting=meeting).exists():
        return
    for position, place in enumerate(PARTNERSHIP):
        _attend(meeting, place, position)
    book = write(meeting, APRIL, by, now)
    book.send_to_chair(by, now)
    book.clear(by, now, words=EVIDENCE)
    build(prove(MINUTES, meeting.key, 1, now), by=by, now=now)
    releasing.publish(book, ["public", "members"], by, now)


def make_sample(meeting: Meeting, by: User, now: datetime) -> None:
    """Minutes of the sample board that are still being taken, with roles in place of names."""
    if Minutes.objects.filter(meeting=meeting).exists():
        return
    for position, (role, kind) in enumerate(
        (("Chair", "present"), ("Vice-chair", "present"), ("Board secretary", "in attendance"))
    ):
        Attendance.objects.create(
            meeting=meeting,
            name=role,
            title="Sample role",
            kind=kind,
            chair=not position,
            position=position,
        )
    book = write(meeting, SAMPLE, by, now)
    _bring_from_word(book, by, now)


def _bring_from_word(book: Minutes, by: User, now: datetime) -> None:
    """What a colleague changed in Word, waiting to be looked at."""
    copy = returning.copy_out(book, by, now)
    row = Paragraph.objects.get(section__minutes=book, text__contains="winter staffing")
    about: dict[str, Any] = {"section": row.section.key, "paragraph": row.key}
    longer = row.text.replace("winter staffing", "staffing in winter and over the holidays")
    added = "<p>The chief executive will bring figures to a coming meeting (sample).</p>"
    changes = [
        word_changes.Change(word_changes.Kind.CHANGED, was=row.text, text=longer, **about),
        word_changes.Change(word_changes.Kind.NEW, text=added, **about),
        word_changes.Change(word_changes.Kind.MOVED, was=row.text, text=row.text, **about),
    ]
    returning.propose(copy, changes, "icb-2023-07-19-minutes.docx", by, now)


def _attend(meeting: Meeting, place: Place, position: int) -> None:
    someone = place.person
    apologies = someone.called in ABSENT
    kind = "in attendance" if place.role == "attendee" else "present"
    row = person(someone)
    Attendance.objects.create(
        meeting=meeting,
        person=row,
        name=row.full_name,
        title=", ".join(filter(None, (place.title, place.organisation))),
        constituency=place.constituency,
        voting=place.role != "attendee",
        kind="apologies" if apologies else kind,
        chair=not position,
        position=position,
    )


def write(
    meeting: Meeting,
    items: tuple[tuple[Said, ...], ...],
    by: User,
    now: datetime,
    part: int = 1,
) -> Minutes:
    """The skeleton, with the paragraphs under their items."""
    book = skeleton.lay(meeting, part, by, now)
    heard = list(Attendance.objects.filter(meeting=meeting).select_related("person"))
    for section, said in zip(book.sections.order_by("rank"), items, strict=True):
        for each in said:
            text = f"<p>{each.words}</p>"
            row = paragraphs.add_paragraph(section, each.kind, text, by, now)
            for someone in heard:
                if each.by and someone.name.endswith(each.by):
                    row.speakers.create(person=someone.person, name=someone.name)
            if each.outcome:
                item, words = row.section.item, each.words
                decide(meeting, part, each.outcome, words, by, now, item=item, paragraph=row)
            if each.comes_back:
                promise(meeting.board, part, each.comes_back, by, now, paragraph=row)
    return book
