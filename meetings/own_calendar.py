"""My meetings and deadlines as iCalendar (RFC 5545), read by a program with a secret address.

Calendars are copied to other companies' servers. So nothing of Part 2 is named, and of actions
only the number.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from icalendar import Calendar, Event

from meetings import access, reading
from meetings.attending import replying
from meetings.book import duties
from meetings.desk_lists import my_papers
from meetings.models import Meeting
from meetings.progress import Progress

BACK = timedelta(days=60)  # so far back meetings are listed
STATES = {"planned": "CONFIRMED", "held": "CONFIRMED", "closed": "CONFIRMED"}


def calendar_of(user: Any, now: datetime) -> bytes:
    """What concerns one reader, and those whom they assist, as they may know it now."""
    made = Calendar()
    made.add("prodid", "-//icsgov//own dates//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", f"{settings.SITE_NAME}: my dates")
    for event in (*_meetings(user, now), *_papers(user, now), *_actions(user, now)):
        made.add_component(event)
    found: bytes = made.to_ical()
    return found


def _meetings(user: Any, now: datetime) -> Iterator[Event]:
    """Meetings of one's boards, and those at which somebody is assisted."""
    mine = reading.meetings_of(user, now).filter(date__gte=(now - BACK).date())
    own = list(mine.order_by("date", "starts", "pk"))
    yield from (_meeting(each, "", now) for each in own)
    known = {meeting.pk for meeting in own}
    assisted: dict[Meeting, list[str]] = {}
    for owed in replying.replies_of(user, now):
        if owed.meeting.pk not in known and not owed.is_own:
            assisted.setdefault(owed.meeting, []).append(str(owed.place.seat.person))
    for meeting, people in assisted.items():
        yield _meeting(meeting, " and ".join(people), now)


def _meeting(meeting: Meeting, people: str, now: datetime) -> Event:
    whom = f", for {people}" if people else ""
    event = _event(str(meeting.key), f"{meeting.board.short_name} meeting{whom}", now)
    event.add("dtstart", _instant(meeting, meeting.starts))
    event.add("dtend", _instant(meeting, meeting.ends))
    event.add("status", STATES.get(meeting.state, "CANCELLED"))
    event.add("sequence", meeting.version)
    if meeting.venue:
        event.add("location", meeting.venue)
    name = "own-replies" if people else "reading-meeting"
    where = {"board": meeting.board.slug, "address": meeting.address}
    event.add("url", settings.SITE_URL + reverse(name, kwargs=where))
    return event


def _instant(meeting: Meeting, at: Any) -> datetime:
    return datetime.combine(meeting.date, at, meeting.zone).astimezone(UTC)


def _papers(user: Any, now: datetime) -> Iterator[Event]:
    """The last days of papers that one writes, or for whose author one acts."""
    for own in my_papers(user, now).owed:
        if own.row.due is not None:
            whom = f", for {own.assisted}" if own.assisted else ""
            words = f"Due: {_called(own.row)}{whom}"
            event = _day(f"paper-{own.row.paper.key}", words, own.row.due, now)
            path = reverse("paper", kwargs={"key": own.row.paper.key})
            event.add("url", settings.SITE_URL + path)
            yield event


def _called(row: Progress) -> str:
    """The title, which a Part 2 paper does not show outside."""
    if access.is_part2(row.paper):
        return f"a paper for the {row.paper.board.short_name}"
    return f"“{row.paper.title}” for the {row.paper.board.short_name}"


def _actions(user: Any, now: datetime) -> Iterator[Event]:
    for action in duties.actions_of(user, now):
        if action.due is not None:
            words = f"Due: action {action.number} of the {action.board.short_name}"
            yield _day(f"action-{action.key}", words, action.due, now)


def _day(name: str, words: str, on: date, now: datetime) -> Event:
    """Something that lasts a whole day and takes nobody's time."""
    event = _event(name, words, now)
    event.add("dtstart", on)
    event.add("dtend", on + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    return event


def _event(name: str, words: str, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{name}@{settings.SITE_URL.partition('://')[2]}")
    event.add("summary", words)
    event.add("dtstamp", now.astimezone(UTC))
    return event
