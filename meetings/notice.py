"""What is to be said about a day for a meeting: notice, holidays, elections. Pure."""

from collections.abc import Iterator
from datetime import date

from icsgov.boards.rules import Days, Rules
from icsgov.nhsuk.dates import date_words
from meetings import dates
from meetings.dates import PreElection


def notice_words(meeting: date, today: date, rule: Days) -> str:
    """What is wrong when papers go out today at the earliest; "" while there is time."""
    last = dates.notice_by(meeting, rule.days, rule.working)
    if today <= last:
        return ""
    left = max(0, dates.clear_days(today, meeting, rule.working))
    return (
        f"The board’s rule asks for {_days(rule)} of notice, so papers were to go out by "
        f"{date_words(last)}. Publishing today gives {left}."
    )


def election_words(period: PreElection) -> str:
    """Why a day is a delicate one."""
    days = f"{date_words(period.starts)} to {date_words(period.ends)}"
    return (
        f"The meeting is in the pre-election period for the {period.what}, {days}. "
        "Ask whether to hold it in public."
    )


def day_warnings(meeting: date, today: date, rules: Rules) -> Iterator[str]:
    """Everything that speaks against a day, in words for whoever chooses it.

    ValueError for a year whose bank holidays are not known.
    """
    holiday = dates.bank_holidays(meeting.year).get(meeting)
    if holiday:
        yield f"{date_words(meeting)} is a bank holiday: {holiday}."
    elif meeting.weekday() > 4:
        yield f"{date_words(meeting)} is a {meeting:%A}."
    if meeting < today:
        yield f"{date_words(meeting)} is in the past."
    elif late := notice_words(meeting, today, rules.notice):
        yield late
    period = dates.pre_election(meeting)
    if period is not None:
        yield election_words(period)


def _days(rule: Days) -> str:
    noun = "working day" if rule.working else "day"
    return f"{rule.days} clear {noun}{'' if rule.days == 1 else 's'}"
