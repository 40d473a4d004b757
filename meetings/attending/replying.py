"""Replies before a meeting: members say whether they come, or an assistant says it for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404

from icsgov.boards.models import Person, Seat
from icsgov.boards.rights import standing
from meetings import deputising
from meetings.attending import roll
from meetings.models import Meeting, Rsvp

ASKED = (Seat.Role.CHAIR, Seat.Role.MEMBER, Seat.Role.ATTENDEE)


@dataclass(frozen=True)
class Place:
    """A seat at one meeting, and what was answered for it."""

    seat: Seat
    reply: Rsvp | None = None

    @property
    def answer(self) -> str:
        return self.reply.answer if self.reply else ""


@dataclass(frozen=True)
class Said:
    """What somebody answers; the substitute is a person we know, or a name alone."""

    answer: str
    substitute: Person | None = None
    substitute_name: str = ""
    substitute_title: str = ""
    words: str = ""


@dataclass(frozen=True)
class Closed:
    """Why no reply is taken any more."""

    sentence: str


def asked(meeting: Meeting) -> QuerySet[Seat]:
    """The seats whose holders are asked: all but secretaries', held on the day of the meeting."""
    held = Seat.objects.held(meeting.date).filter(board=meeting.board_id, role__in=ASKED)
    return held.select_related("person", "organisation", "assistant")


def places(meeting: Meeting) -> list[Place]:
    """Every seat with its reply, in the order of the seats (2 queries)."""
    known = {row.seat_id: row for row in meeting.rsvps.select_related("substitute")}
    return [Place(seat, known.get(seat.pk)) for seat in asked(meeting)]


def own_places(user: Any, meeting: Meeting, now: datetime) -> list[Place]:
    """The seats for which the reader may answer: their own, and those whose assistant they are."""
    person = standing(user, now).person
    seats = asked(meeting).filter(Q(person=person) | Q(assistant=person)) if person else []
    known = {row.seat_id: row for row in Rsvp.objects.visible_to(user, now).filter(meeting=meeting)}
    return [Place(seat, known.get(seat.pk)) for seat in seats]


def get_meeting(user: Any, board: str, address: str, now: datetime) -> Meeting:
    """A meeting at which the reader may answer for somebody; 404 for everybody else."""
    rows = Meeting.objects.filter(board__slug=board, address=address).select_related("board")
    found = rows.first()
    if found is None or not own_places(user, found, now):
        raise Http404
    return found


def get_place(user: Any, meeting: Meeting, seat: UUID, now: datetime) -> Place:
    """One of the reader's places at a meeting."""
    for place in own_places(user, meeting, now):
        if place.seat.key == seat:
            return place
    raise Http404


def closed(meeting: Meeting, now: datetime) -> Closed | None:
    """Replies can be changed until the meeting begins; to one that is called off there is none."""
    if meeting.state == Meeting.State.CANCELLED:
        return Closed("This meeting is cancelled. You do not need to reply.")
    if meeting.state == Meeting.State.POSTPONED:
        return Closed("This meeting is postponed. You can reply once it has a new date.")
    if meeting.state != Meeting.State.PLANNED or now >= meeting.opens_at:
        return Closed("The meeting has begun, so replies are closed. Write to the secretary.")
    return None


def acting_for(user: Any, seat: Seat) -> str:
    """Whose name goes into the log beside the reader's own; "" for oneself."""
    return "" if seat.person_id == getattr(user, "person_id", None) else str(seat.person)


@transaction.atomic
def reply(
    meeting: Meeting, seat: Seat, said: Said, by: Any, now: datetime, *, acting_for: str = ""
) -> Rsvp:
    """Write the answer for a seat over an earlier one; a roll that is there follows it."""
    fields = {
        "answer": said.answer,
        "substitute": said.substitute,
        "substitute_name": said.substitute_name,
        "substitute_title": said.substitute_title,
        "words": said.words,
    }
    deputising.sync(meeting, seat.person, said.substitute, by, now, acting_for=acting_for)
    row = Rsvp.objects.filter(meeting=meeting, seat=seat).first()
    if row is None:
        row = Rsvp(meeting=meeting, seat=seat, at=now, **fields)
        row.create_by(by, now, words=row.get_answer_display(), acting_for=acting_for)
    elif row.save_at(row.version, by, now, acting_for=acting_for, **fields):
        Rsvp.objects.filter(pk=row.pk).update(at=now)
    roll.follow(row, by, now)
    return row


@dataclass(frozen=True)
class Owed:
    """A reply that the reader may still give: at which meeting, for which seat."""

    meeting: Meeting
    place: Place
    is_own: bool


def replies_of(user: Any, now: datetime, meetings: Sequence[Meeting] = ()) -> list[Owed]:
    """Every reply that is the reader's to give at coming meetings, given or not (3 queries).

    `meetings` narrows it to those; without, it finds every planned meeting to come.
    """
    person = standing(user, now).person
    if person is None:
        return []
    rows = Meeting.objects.filter(state=Meeting.State.PLANNED, date__gte=now.date())
    if meetings:
        rows = rows.filter(pk__in=[meeting.pk for meeting in meetings])
    seats = Seat.objects.filter(Q(person=person) | Q(assistant=person), role__in=ASKED)
    own = list(seats.select_related("person", "board"))
    coming = list(
        rows.filter(board__in={seat.board_id for seat in own})
        .select_related("board")
        .order_by("date", "starts", "pk")
    )
    replies = Rsvp.objects.visible_to(user, now).filter(meeting__in=coming)
    known = {(row.meeting_id, row.seat_id): row for row in replies}
    return [
        Owed(meeting, Place(seat, known.get((meeting.pk, seat.pk))), seat.person_id == person)
        for meeting in coming
        for seat in own
        if seat.board_id == meeting.board_id
        and seat.starts <= meeting.date
        and (seat.ends is None or seat.ends >= meeting.date)
        and closed(meeting, now) is None
    ]
