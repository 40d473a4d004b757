"""Deputies of one meeting: named by the secretary or by a reply, and read for no other.

Whether they vote or count towards the quorum is the board's rule (meetings/quorum.py).
"""

from datetime import datetime, timedelta
from typing import Any

from icsgov.boards.models import Deputy, Person, Seat
from icsgov.boards.rights import Standing, standing
from meetings.models import Meeting

# Time to look something up again after the meeting.
AFTER = timedelta(days=7)


def appoint(
    meeting: Meeting,
    member: Person,
    person: Person,
    by: Any,
    now: datetime,
    *,
    acting_for: str = "",
) -> Deputy:
    """Let somebody read for a member at this meeting, up to a week after it.

    Part 2 too where the member reads it. ValueError for oneself, and for somebody with no seat.
    """
    if person == member:
        raise ValueError("Nobody can be their own deputy.")
    seats = Seat.objects.held(meeting.date).of_members().filter(board=meeting.board, person=member)
    if not seats.exists():
        raise ValueError(f"{member} has no seat on {meeting.board} that day.")
    today = meeting.board.today(now)
    days = (today, max(today, meeting.date + AFTER))
    part2 = seats.filter(part2=True).exists()
    return Deputy.appoint(
        meeting.board,
        meeting.key,
        member,
        person,
        days,
        by,
        now,
        part2=part2,
        acting_for=acting_for,
    )


def release(
    meeting: Meeting, member: Person, by: Any, now: datetime, *, acting_for: str = ""
) -> None:
    """Take the right back from whoever reads for a member at this meeting."""
    for row in of_meeting(meeting).filter(member=member):
        row.end(by, now, acting_for=acting_for)


def of_meeting(meeting: Meeting) -> Any:
    """Who reads for whom at a meeting."""
    rows = Deputy.objects.present().filter(thing=meeting.key)
    return rows.select_related("member", "person")


def follow(meeting: Meeting) -> None:
    """The meeting was moved: so is the last day of its deputies."""
    rows = Deputy.objects.present().filter(thing=meeting.key)
    rows.filter(starts__lte=meeting.date + AFTER).update(ends=meeting.date + AFTER)


def reads_for_somebody(seats: Standing, meeting: Meeting, now: datetime) -> bool:
    """Whether the reader reads for a member at this meeting today."""
    rows = of_meeting(meeting).filter(person=seats.person or 0)
    return bool(rows.held(meeting.board.today(now)).exists())


def acts_for(user: Any, meeting: Meeting, now: datetime) -> str:
    """For whom the reader reads at this meeting; "" for nobody, and for the board's own."""
    seats = standing(user, now)
    if meeting.board_id in seats.boards:
        return ""
    rows = of_meeting(meeting).filter(person=seats.person or 0)
    found = rows.held(meeting.board.today(now)).first()
    return str(found.member) if found else ""


def sync(
    meeting: Meeting,
    member: Person,
    substitute: Person | None,
    by: Any,
    now: datetime,
    *,
    acting_for: str = "",
) -> None:
    """A reply was given: its substitute reads for the member, or nobody does any more."""
    sits = Seat.objects.held(meeting.date).of_members().filter(board=meeting.board, person=member)
    if substitute is None or substitute == member or not sits.exists():
        release(meeting, member, by, now, acting_for=acting_for)
    else:
        appoint(meeting, member, substitute, by, now, acting_for=acting_for)
