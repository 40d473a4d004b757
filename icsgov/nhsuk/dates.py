"""Dates and times in words, and back, by the NHS content guide."""

import datetime
import re

MONTHS = (
    "january february march april may june july august september october november december"
).split()
TIME = re.compile(r"(\d{1,2})(?:[.:h ]?(\d{2}))? ?(am|pm|a\.m\.|p\.m\.)?", re.IGNORECASE)
NAMED_TIMES = {
    "midday": datetime.time(12),
    "noon": datetime.time(12),
    "midnight": datetime.time(0),
}


def date_words(day: datetime.date) -> str:
    """ "24 July 2023"."""
    return f"{day.day} {day:%B %Y}"


def weekday_words(day: datetime.date) -> str:
    """ "Monday 24 July 2023"."""
    return f"{day:%A} {date_words(day)}"


def time_words(time: datetime.time | datetime.datetime) -> str:
    """ "3.10pm", "3pm", "midday", "midnight"."""
    if (time.hour, time.minute) == (12, 0):
        return "midday"
    if (time.hour, time.minute) == (0, 0):
        return "midnight"
    minutes = f".{time.minute:02}" if time.minute else ""
    return f"{time.hour % 12 or 12}{minutes}{'am' if time.hour < 12 else 'pm'}"


def month_number(text: str) -> int | None:
    """The month in "7", "07", "July" or "Jul"; None if it is not one."""
    word = text.strip().rstrip(".").lower()
    if word.isdecimal():
        return int(word) if 1 <= int(word) <= 12 else None
    found = [at for at, month in enumerate(MONTHS, 1) if len(word) >= 3 and month.startswith(word)]
    return found[0] if found else None


def parse_time(text: str) -> datetime.time | None:
    """The time in "3.10pm", "3pm", "15:10", "1510" or "midday"; None if it is not one.

    "3.10" alone is taken as the morning, as a 24-hour clock says it.
    """
    word = " ".join(text.lower().split())
    if word in NAMED_TIMES:
        return NAMED_TIMES[word]
    match = TIME.fullmatch(word)
    if match is None or not (match[2] or match[3]):
        return None
    return _clock(int(match[1]), int(match[2] or 0), (match[3] or "").replace(".", ""))


def _clock(hour: int, minute: int, half: str) -> datetime.time | None:
    if minute > 59 or hour > 23 or (half and not 1 <= hour <= 12):
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return datetime.time(hour, minute)
