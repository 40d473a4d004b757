"""Atom feeds and calendars of what is public. Their bytes are a function of the releases."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpResponse
from django.template.defaultfilters import linebreaksbr
from django.utils.feedgenerator import Atom1Feed
from icalendar import Calendar, Event

from icsgov.record import access
from icsgov.record.models import Entry
from icsgov.record.news import News
from icsgov.record.queries import Query
from icsgov.record.search import found

BEGINNING: Final = datetime(2000, 1, 1, tzinfo=UTC)
STATES: Final = {"cancelled": "CANCELLED", "postponed": "CANCELLED"}


class Feed(Atom1Feed):
    """Atom whose date is that of the latest entry, also where there is none: never the clock."""

    def latest_post_date(self) -> datetime:
        dates = [item["updateddate"] for item in self.items]
        return max(dates, default=BEGINNING)


def atom(title: str, own: str, page: str, news: Iterable[News]) -> HttpResponse:
    """A feed: `own` is its address, `page` where a reader finds the same."""
    made = Feed(
        title=f"{settings.SITE_NAME}: {title}",
        link=f"{settings.SITE_URL}{page}",
        feed_url=f"{settings.SITE_URL}{own}",
        description=title,
        language="en-GB",
        author_name=settings.SYSTEM_NAME or settings.SITE_NAME,
    )
    for each in news:
        made.add_item(
            title=each.title,
            link=f"{settings.SITE_URL}{each.url}",
            description=_summary(each.words),
            unique_id=each.id,
            pubdate=each.at,
            updateddate=each.at,
        )
    return HttpResponse(made.writeString("utf-8"), content_type="application/atom+xml")


def _summary(words: str) -> Any:
    """The words as the HTML that a summary holds; None for none, and then there is no summary."""
    return linebreaksbr(words) if words else None


def calendar(title: str, meetings: Iterable[Entry]) -> HttpResponse:
    """The meetings of these notices as iCalendar (RFC 5545)."""
    made = Calendar()
    made.add("prodid", "-//icsgov//meetings//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", f"{settings.SITE_NAME}: {title}")
    for meeting in meetings:
        made.add_component(_event(meeting))
    return HttpResponse(made.to_ical(), content_type="text/calendar; charset=utf-8")


def _event(meeting: Entry) -> Event:
    """A meeting; one that was called off stays, and says so in every calendar."""
    data, release = meeting.data, meeting.release
    event = Event()
    event.add("uid", f"{meeting.thing}@{settings.SITE_URL.partition('://')[2]}")
    event.add("summary", meeting.title)
    event.add("dtstamp", release.effective_at.astimezone(UTC))
    event.add("sequence", release.number)
    event.add("dtstart", _instant(meeting.on, data["starts"], data["zone"]))
    event.add("dtend", _instant(meeting.on, data["ends"], data["zone"]))
    event.add("status", STATES.get(meeting.state, "CONFIRMED"))
    event.add("url", f"{settings.SITE_URL}/{release.path}/")
    if data.get("venue"):
        event.add("location", data["venue"])
    told = [data.get("notice", ""), data.get("how_to_attend", "")]
    if words := "\n".join(filter(None, told)):
        event.add("description", words)
    return event


def _instant(day: date | None, clock: str, zone: str) -> datetime:
    """A local time as an instant, so that no calendar has to know the zone."""
    local = datetime.combine(day or BEGINNING.date(), time.fromisoformat(clock), ZoneInfo(zone))
    return local.astimezone(UTC)


def meetings_of(query: Query, now: datetime) -> list[Entry]:
    """The notices of meetings about what a query looks for; of a board, or of all."""
    if set(query.filters) <= {"board"} and not query.text:
        return access.notices(now, **({"board__slug": query.board} if query.board else {}))
    subjects = set(found(query, now).values_list("release__subject", flat=True))
    return access.notices(now, subject__in=subjects)
