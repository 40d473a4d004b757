"""The proof of the minutes of a part: attendance, items and paragraphs as they would print now."""

from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.utils.text import slugify

from icsgov.record.kinds import MINUTES, Kind, register
from icsgov.record.proofs import Proof, StampRule, proves
from icsgov.record.tree import Link, Node
from meetings import bodies
from meetings.attending import order
from meetings.minuting import book as books
from meetings.minuting import checker, printing, sittings
from meetings.minuting.book import Book, Chapter, Line
from meetings.models import Action, Attendance, Decision, Meeting, Minutes, Paragraph
from meetings.proofs.agenda import clock, day_words
from meetings.proofs.outcomes import votes_in_words

register(
    Kind(
        "minutes",
        web="meetings/partials/minutes.html",
        print="pdf/minutes.html",
        called=lambda node: node.title,
        group="Minutes",
    ),
    Kind("business", web="meetings/partials/business.html", group="Minutes"),
    Kind("minute", web="meetings/partials/minute.html", group="Minutes"),
    Kind("correction", web="meetings/partials/correction.html", group="Minutes"),
)
STAMP = "{board} minutes {date}  Page {page} of {pages}"
STAMP_PART2 = "{board} Part 2 minutes {date}  Page {page} of {pages}"
FINAL = (Minutes.State.ACCEPTED, Minutes.State.CONFIRMED)
THERE = (Attendance.Kind.PRESENT, Attendance.Kind.IN_ATTENDANCE, Attendance.Kind.APOLOGIES)


@proves(MINUTES)
def proof(meeting_key: UUID, part: int, now: datetime) -> Proof:
    """What the minutes of a part would release now. Raises DoesNotExist where there are none."""
    rows = Minutes.objects.select_related("meeting__board", "accepted_at_meeting")
    minutes = rows.get(meeting__key=meeting_key, part=part)
    meeting = minutes.meeting
    book = books.read(minutes)
    findings = checker.check(book)
    return Proof(
        kind=MINUTES,
        subject=meeting.key,
        part=part,
        board=meeting.board,
        path=meeting.path,
        title=title(minutes),
        filename=_stem(minutes),
        on=meeting.date,
        root=root(book),
        stamp=_stamp(minutes),
        dated=meeting.opens_at,
        late_papers="renumber",
        whole="minutes",
        faults=tuple(each.sentence for each in checker.blockers(findings)),
        warnings=tuple(each.sentence for each in findings if each.weight == "warning"),
    )


def title(minutes: Minutes) -> str:
    """Minutes of the meeting on 25 April 2023; Part 2 says so."""
    private = f", Part {minutes.part}" if minutes.part > 1 else ""
    return f"Minutes of the meeting on {day_words(minutes.meeting.date)}{private}"


def _stem(minutes: Minutes) -> str:
    private = f"-part-{minutes.part}" if minutes.part > 1 else ""
    return f"{minutes.meeting.board.slug}-{minutes.meeting.address}{private}"


def _stamp(minutes: Minutes) -> StampRule:
    rules = minutes.meeting.rules
    draft = "" if minutes.state in FINAL else "DRAFT"
    private = rules.mark_part2 if minutes.part > 1 else ""
    return StampRule(
        words=STAMP_PART2 if minutes.part > 1 else STAMP,
        board=minutes.meeting.board.short_name,
        date=day_words(minutes.meeting.date),
        mark=" – ".join(filter(None, (draft, private))),
        place=rules.stamp_place,
    )


def root(book: Book) -> Node:
    """The minutes as a tree: items, and paragraphs whose anchors are their labels."""
    minutes = book.minutes
    return Node(
        kind="minutes",
        anchor="minutes",
        thing=minutes.key,
        title=title(minutes),
        on=minutes.meeting.date,
        state="confirmed" if minutes.state in FINAL else "draft",
        data=_about(minutes),
        children=tuple(_business(chapter) for chapter in book.chapters),
    )


def _about(minutes: Minutes) -> dict[str, Any]:
    meeting = minutes.meeting
    opened, closed = sittings.times_of(meeting, minutes.part)
    return {
        "board": meeting.board.name_on(meeting.date),
        "name": meeting.title,
        "date": meeting.date.isoformat(),
        "venue": meeting.venue,
        "part": minutes.part,
        "opened": _clock(opened),
        "closed": _clock(closed),
        "public_count": meeting.public_count if minutes.part == 1 else None,
        "attendance": attendance(meeting, minutes.part),
        **_confirmed(minutes),
    }


def _clock(at: time | None) -> str:
    return clock(at) if at else ""


def _confirmed(minutes: Minutes) -> dict[str, str]:
    """On which day which meeting confirmed them, and with what amendment."""
    by = minutes.accepted_at_meeting
    if by is None or minutes.state not in FINAL:
        return {}
    return {"confirmed_on": by.date.isoformat(), "amendment": minutes.accepted_words.rstrip(".")}


def attendance(meeting: Meeting, part: int) -> list[dict[str, Any]]:
    """The tables of who was there, and who sent apologies, in print order (2 queries)."""
    rows = Attendance.objects.filter(meeting=meeting).in_order()
    rows = rows.select_related("from_item", "to_item").prefetch_related("away")
    there = [row for row in rows if order.there_in(row, part)]
    return [
        {"kind": kind.label, "rows": [_person(row, part) for row in there if row.kind == kind]}
        for kind in THERE
        if any(row.kind == kind for row in there)
    ]


def _person(row: Attendance, part: int) -> dict[str, Any]:
    return {
        "name": row.name,
        "title": row.title,
        "chair": row.chair,
        "deputy": ", ".join(filter(None, (row.deputy_name, row.deputy_title))),
        "while": order.while_words(row, part),
    }


def _business(chapter: Chapter) -> Node:
    section = chapter.section
    return Node(
        kind="business",
        anchor=f"item-{slugify(section.label)}" if section.label else "item",
        thing=section.key,
        label=section.label,
        title=section.title,
        data={
            "kind": section.kind,
            "began": _clock(section.began),
            "ended": _clock(section.ended),
        },
        links=(Link(MINUTES, section.item.key),) if section.item else (),
        children=tuple(_minute(line) for line in chapter.lines),
    )


def _minute(line: Line) -> Node:
    row = line.row
    html = printing.with_names(row.text, line.names)
    corrections = [each for each in row.corrections.all() if each.state == "accepted"]
    return Node(
        kind="minute",
        anchor=line.label,
        thing=row.key,
        label=line.label,
        text=bodies.plain(html),
        state=row.kind,
        ref=_ref(row),
        data={
            "html": html,
            "kind": row.get_kind_display(),
            "names": line.names,
            **_outcome(row),
        },
        children=tuple(
            Node(
                kind="correction",
                anchor=f"{line.label}-correction",
                thing=each.key,
                text=each.text,
                on=each.settled_at.date() if each.settled_at else None,
            )
            for each in corrections
        ),
    )


def _ref(row: Paragraph) -> str:
    decision = _decision(row)
    return decision.ref if decision else ""


def _decision(row: Paragraph) -> Decision | None:
    """What was decided, while the paragraph is one of a decision."""
    is_one = row.kind == Paragraph.Kind.DECISION
    return getattr(row, "decision", None) if is_one else None


def _action(row: Paragraph) -> Action | None:
    is_one = row.kind == Paragraph.Kind.ACTION
    return getattr(row, "action", None) if is_one else None


def _outcome(row: Paragraph) -> dict[str, Any]:
    """What was decided, or who does what by when; what nobody said reads “not stated”."""
    decision, action = _decision(row), _action(row)
    if decision is not None:
        return {
            "decision": {
                "outcome": decision.get_outcome_display(),
                "conditions": decision.conditions,
                "votes": votes_in_words(decision),
            }
        }
    if action is None:
        return {}
    due = day_words(action.due) if action.due else action.due_words
    return {"action": {"owners": [each.name for each in action.owners.all()], "due": due}}
