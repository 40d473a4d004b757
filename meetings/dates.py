"""Days that count: bank holidays, clear days of notice, deadlines, pre-election periods."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import count, takewhile
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
FIRST_YEAR, LAST_YEAR = 2010, 2100
MONDAY, THURSDAY = 0, 3

# Royal proclamations under section 1 of the Banking and Financial Dealings Act 1971.
MOVED = {
    date(2012, 5, 28): date(2012, 6, 4),
    date(2020, 5, 4): date(2020, 5, 8),
    date(2022, 5, 30): date(2022, 6, 2),
}
PROCLAIMED = {
    date(2011, 4, 29): "Wedding of Prince William",
    date(2012, 6, 5): "Diamond Jubilee",
    date(2022, 6, 3): "Platinum Jubilee",
    date(2022, 9, 19): "State funeral of Queen Elizabeth II",
    date(2023, 5, 8): "Coronation of King Charles III",
}


def easter(year: int) -> date:
    """Easter Sunday of the Western churches, by the anonymous Gregorian computus (Meeus)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def nth_weekday(year: int, month: int, nth: int, weekday: int) -> date:
    """The nth weekday (Monday is 0) of a month, the last for -1; ValueError if there is none."""
    if nth == -1:
        last = date(year + month // 12, month % 12 + 1, 1) - DAY
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    found = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
    if nth < 1 or found.month != month:
        raise ValueError(f"{first:%B %Y} has no such day")
    return found


@cache
def bank_holidays(year: int) -> dict[date, str]:
    """Bank and public holidays of England and Wales with their names.

    By the Banking and Financial Dealings Act 1971 and the proclamations under it; Christmas Day
    and Good Friday are holidays at common law. ValueError outside 2010 to 2100.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(
            f"Bank holidays are known for {FIRST_YEAR} to {LAST_YEAR}, not for {year}."
        )
    sunday = easter(year)
    days = {
        sunday - 2 * DAY: "Good Friday",
        sunday + DAY: "Easter Monday",
        nth_weekday(year, 5, 1, MONDAY): "Early May bank holiday",
        nth_weekday(year, 5, -1, MONDAY): "Spring bank holiday",
        nth_weekday(year, 8, -1, MONDAY): "Summer bank holiday",
    }
    days = {MOVED.get(day, day): name for day, name in days.items()}
    fixed = {
        date(year, 1, 1): "New Year’s Day",
        date(year, 12, 25): "Christmas Day",
        date(year, 12, 26): "Boxing Day",
    }
    # Those on weekdays first: a Boxing Day on a Monday keeps it, and Christmas gets the Tuesday.
    for day in sorted(fixed, key=_is_weekend):
        _add_with_substitute(days, day, fixed[day])
    days |= {day: name for day, name in PROCLAIMED.items() if day.year == year}
    return dict(sorted(days.items()))


def _add_with_substitute(days: dict[date, str], day: date, name: str) -> None:
    """At a weekend the next free weekday is kept in its place."""
    kept = day
    while _is_weekend(kept) or kept in days:
        kept += DAY
    days[kept] = name if kept == day else f"{name} (substitute day)"


def _is_weekend(day: date) -> bool:
    return day.weekday() > 4


def is_working_day(day: date) -> bool:
    """Monday to Friday, and no bank holiday in England."""
    return not _is_weekend(day) and day not in bank_holidays(day.year)


def working_day_before(day: date, days: int = 1) -> date:
    """The working day `days` working days before a day, which is not counted itself."""
    while days > 0:
        day -= DAY
        days -= is_working_day(day)
    return day


def working_day_after(day: date, days: int = 1) -> date:
    """The working day `days` working days after a day, which is not counted itself."""
    while days > 0:
        day += DAY
        days -= is_working_day(day)
    return day


def next_working_day(day: date) -> date:
    """The day itself if it is a working day, else the next one."""
    while not is_working_day(day):
        day += DAY
    return day


def clear_days(notice: date, meeting: date, working: bool) -> int:
    """Days between notice and meeting, neither of which counts; working days if `working`.

    Local Government Act 1972, sections 100A and 100B, asks councils for five clear days; Public
    Bodies (Admission to Meetings) Act 1960, section 1(4), asks NHS bodies for three.
    """
    between = (notice + DAY * n for n in range(1, (meeting - notice).days))
    return sum(1 for day in between if not working or is_working_day(day))


def notice_by(meeting: date, days: int, working: bool) -> date:
    """The last day on which notice of so many clear days can be given.

    Where working days are asked for, the answer is one itself: that is when offices publish.
    """
    if not working:
        return meeting - DAY * (days + 1)
    return working_day_before(meeting, days + 1)


def due(meeting: date, working_days_before: int) -> date:
    """When papers are due: so many working days before the meeting."""
    return working_day_before(meeting, working_days_before)


@dataclass(frozen=True)
class PreElection:
    """Days on which public bodies hold back announcements; both ends count."""

    starts: date
    ends: date
    what: str


def notice_of_election_by(poll: date) -> date:
    """The last day for the notice of a local election, with which its pre-election period starts.

    The 25th working day before the poll: Local Elections (Principal Areas) (England and Wales)
    Rules 2006, schedule 2. Christmas Eve, which those rules leave out too, is never so near to May.
    """
    return working_day_before(poll, 25)


# General elections and referendums: from the day that the Cabinet Office's guidance named.
NATIONAL_POLLS = (
    PreElection(date(2015, 3, 30), date(2015, 5, 7), "general election"),
    PreElection(date(2016, 5, 27), date(2016, 6, 23), "referendum on the European Union"),
    PreElection(date(2017, 4, 22), date(2017, 6, 8), "general election"),
    PreElection(date(2019, 11, 6), date(2019, 12, 12), "general election"),
    PreElection(date(2024, 5, 25), date(2024, 7, 4), "general election"),
)


def local_elections(year: int) -> PreElection | None:
    """The period before the local elections of a year, which are not everywhere in England.

    Polls are on the first Thursday of May (Representation of the People Act 1983, section 37);
    none were held in 2020, by the Coronavirus Act 2020, section 60.
    """
    if year == 2020:
        return None
    poll = nth_weekday(year, 5, 1, THURSDAY)
    return PreElection(notice_of_election_by(poll), poll, "local elections")


def pre_election(day: date, more: Iterable[PreElection] = ()) -> PreElection | None:
    """The pre-election period that a day falls into, if any; `more` adds what a board knows of."""
    local = local_elections(day.year)
    known = (*more, *NATIONAL_POLLS, *((local,) if local else ()))
    return next((period for period in known if period.starts <= day <= period.ends), None)


@dataclass(frozen=True)
class Occurrence:
    """A day of a series; where it is a bank holiday, its name and the working day after it."""

    day: date
    holiday: str = ""
    instead: date | None = None


def occurrences(first: date, until: date, *, weeks: int = 0, months: int = 0) -> list[Occurrence]:
    """The days of a series up to `until`, every so many weeks, or months on the same nth weekday.

    A first day on the fifth weekday of its month stands for the last one. Bank holidays are
    flagged, never moved. ValueError unless exactly one of `weeks` and `months` is above 0.
    """
    if min(weeks, months) < 0 or bool(weeks) == bool(months):
        raise ValueError("A series comes every so many weeks, or every so many months.")
    days = _weekly(first, weeks) if weeks else _monthly(first, months)
    return [_occurrence(day) for day in takewhile(lambda day: day <= until, days)]


def _weekly(first: date, weeks: int) -> Iterator[date]:
    return (first + timedelta(weeks=weeks * turn) for turn in count())


def _monthly(first: date, months: int) -> Iterator[date]:
    nth = (first.day - 1) // 7 + 1
    for turn in count():
        years, month = divmod(first.month - 1 + months * turn, 12)
        yield nth_weekday(first.year + years, month + 1, -1 if nth == 5 else nth, first.weekday())


def _occurrence(day: date) -> Occurrence:
    holiday = bank_holidays(day.year).get(day, "")
    return Occurrence(day, holiday, next_working_day(day) if holiday else None)


@dataclass(frozen=True)
class NoSuchTime:
    """The clocks skip this time; `instead` is the same moment read off the clock put forward."""

    day: date
    at: time
    instead: time


@dataclass(frozen=True)
class TwiceThatTime:
    """The clocks show this time twice: the two instants in UTC, of which somebody must choose."""

    day: date
    at: time
    first: datetime
    second: datetime


def local_instant(day: date, at: time, zone: ZoneInfo) -> datetime | NoSuchTime | TwiceThatTime:
    """The instant in UTC of a time on a local clock, or why there is not exactly one."""
    first, second = (
        datetime.combine(day, at.replace(fold=fold), zone).astimezone(UTC) for fold in (0, 1)
    )
    if first == second:
        return first
    if first.astimezone(zone).time() == at.replace(fold=0):
        return TwiceThatTime(day, at, first, second)
    return NoSuchTime(day, at, first.astimezone(zone).time())
