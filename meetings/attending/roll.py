"""The roll of a meeting: a row for everybody, with name and title as its minutes will print them.

It starts from the seats of the day and the replies; what a secretary wrote stands.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from icsgov.boards.models import Person, Seat
from meetings.models import AgendaItem, Attendance, Meeting, Rsvp

Kind = Attendance.Kind
BY_ANSWER = {
    Rsvp.Answer.ATTEND: Kind.PRESENT,
    Rsvp.Answer.APOLOGIES: Kind.APOLOGIES,
    Rsvp.Answer.SUBSTITUTE: Kind.APOLOGIES,
}


@transaction.atomic
def lay(meeting: Meeting, by: Any, now: datetime) -> int:
    """A row for every seat of the day that has none yet; how many were made.

    Who said that they come stands as present, who said nothing as not known. The first of the
    chairs who comes chairs the meeting, where nobody does yet.
    """
    replies = {row.seat_id: row for row in meeting.rsvps.select_related("substitute")}
    known = set(meeting.attendance.exclude(person=None).values_list("person", flat=True))
    seats = Seat.objects.held(meeting.date).filter(board=meeting.board_id)
    listed = [
        seat
        for seat in seats.exclude(role=Seat.Role.SECRETARY).select_related("person", "organisation")
        if seat.person_id not in known
    ]
    position = _next_position(meeting)
    for place, seat in enumerate(_once(listed)):
        _row(meeting, seat, replies.get(seat.pk), position + place).create_by(by, now)
    _seat_chair(meeting, by, now)
    return len(listed)


def _once(seats: Collection[Seat]) -> list[Seat]:
    """One seat a person, a member's before one in attendance, in their order."""
    first: dict[int, Seat] = {}
    for seat in sorted(seats, key=lambda each: each.role == Seat.Role.ATTENDEE):
        first.setdefault(seat.person_id, seat)
    return list(first.values())


def _next_position(meeting: Meeting) -> int:
    last = meeting.attendance.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def _row(meeting: Meeting, seat: Seat, reply: Rsvp | None, position: int) -> Attendance:
    return Attendance(
        meeting=meeting,
        person=seat.person,
        seat=seat,
        name=seat.person.full_name,
        title=seat.standing_words,
        constituency=seat.constituency,
        voting=seat.voting and seat.role in Seat.MEMBERS,
        position=min(position, 32_000),
        **_answered(seat, reply),
    )


def _answered(seat: Seat, reply: Rsvp | None) -> dict[str, Any]:
    """What a reply says of the row: kind, and who comes instead."""
    if reply is None:
        return {"kind": Kind.EXPECTED, "deputy": None, "deputy_name": "", "deputy_title": ""}
    kind = BY_ANSWER[Rsvp.Answer(reply.answer)]
    if kind == Kind.PRESENT and seat.role == Seat.Role.ATTENDEE:
        kind = Kind.IN_ATTENDANCE
    sends = reply.answer == Rsvp.Answer.SUBSTITUTE
    return {
        "kind": kind,
        "deputy": reply.substitute if sends else None,
        "deputy_name": reply.substitute_name if sends else "",
        "deputy_title": reply.substitute_title if sends else "",
    }


def _seat_chair(meeting: Meeting, by: Any, now: datetime) -> None:
    rows = meeting.attendance.filter(seat__role=Seat.Role.CHAIR, kind=Kind.PRESENT).in_order()
    if not meeting.attendance.filter(chair=True).exists():
        for first in rows[:1]:
            first.save_at(first.version, by, now, chair=True)


def follow(reply: Rsvp, by: Any, now: datetime) -> None:
    """Carry a new answer to the roll, where it was laid before the answer came."""
    row = Attendance.objects.filter(meeting=reply.meeting_id, seat=reply.seat_id).first()
    if row is not None:
        row.save_at(row.version, by, now, **_answered(reply.seat, reply))


@transaction.atomic
def add(
    meeting: Meeting,
    name: str,
    title: str,
    kind: str,
    by: Any,
    now: datetime,
    *,
    person: Person | None = None,
) -> Attendance:
    """Somebody without a seat, at the end; a person who is there already is given back."""
    if person is not None:
        known = meeting.attendance.filter(person=person).first()
        if known is not None:
            return known
    return Attendance(
        meeting=meeting,
        person=person,
        name=name,
        title=title,
        kind=kind,
        position=min(_next_position(meeting), 32_000),
    ).create_by(by, now)


@transaction.atomic
def remove(row: Attendance, by: Any, now: datetime) -> None:
    """Take a row off the roll; the meeting's history keeps that it stood there."""
    row.meeting.record_change("took off the roll", by, now, words=str(row))
    row.delete()


@transaction.atomic
def set_away(row: Attendance, items: Collection[AgendaItem], by: Any, now: datetime) -> None:
    """For which items somebody was out of the room."""
    before = set(row.away.all())
    if before != set(items):
        row.away.set(items)
        was, is_now = ({"away": sorted(map(str, each))} for each in (before, items))
        row.record_change("edited", by, now, before=was, after=is_now)
