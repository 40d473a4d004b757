"""The coming weeks of a secretary: what falls on which day, and what cannot wait."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import groupby

from icsgov.boards.models import Board
from icsgov.nhsuk.dates import date_words, time_words, weekday_words
from icsgov.record.models import Publication
from meetings import dates, preflight
from meetings.drafts import Draft
from meetings.models import Meeting, Question
from meetings.preflight import Blocker, Finding, Mend, Warning
from meetings.preflight.findings import mend_agenda

WEEKS = 6
# How far ahead meetings are read: deadlines of later ones fall into the six weeks.
HORIZON = timedelta(weeks=WEEKS + 6)
SOON = 2  # working days before the last day of notice on which the pack is asked for


class What(StrEnum):
    """What may fall on a day."""

    MEETING = "meeting"
    NOTICE = "notice"
    DUE = "due"
    REMINDER = "reminder"


@dataclass(frozen=True)
class Event:
    """Something that falls on a day, for one meeting."""

    day: date
    what: What
    words: str
    meeting: Meeting


@dataclass(frozen=True)
class Day:
    """A day with what falls on it."""

    day: date
    events: Sequence[Event]


@dataclass(frozen=True)
class Need:
    """A finding that cannot wait, and the meeting (the board, the system) that it holds up."""

    meeting: Meeting | Board | str
    finding: Finding


def timeline(meetings: Iterable[Meeting], today: date) -> list[Day]:
    """What falls on the days of the coming six weeks, in order."""
    last = today + timedelta(weeks=WEEKS)
    events = [
        event for meeting in meetings for event in _events(meeting) if today <= event.day <= last
    ]
    events.sort(key=lambda event: (event.day, list(What).index(event.what), event.words))
    return [Day(day, list(group)) for day, group in groupby(events, key=lambda each: each.day)]


def _events(meeting: Meeting) -> Iterator[Event]:
    if meeting.state == Meeting.State.POSTPONED:
        yield Event(meeting.date, What.MEETING, "Postponed", meeting)
        return
    hours = f"{time_words(meeting.starts)} to {time_words(meeting.ends)}"
    place = f", {meeting.venue}" if meeting.venue else ""
    words = f"{meeting.get_kind_display()}, {hours}{place}"
    yield Event(meeting.date, What.MEETING, words, meeting)
    rules = meeting.rules
    notice = dates.notice_by(meeting.date, rules.notice.days, rules.notice.working)
    yield Event(notice, What.NOTICE, "Last day to publish the papers", meeting)
    if meeting.papers_due:
        yield Event(meeting.papers_due, What.DUE, "Papers are due", meeting)
        for days in set(rules.chase_days):
            day = meeting.papers_due - timedelta(days=days)
            yield Event(day, What.REMINDER, "Authors are reminded", meeting)


def needs(drafts: Iterable[Draft], now: datetime) -> list[Need]:
    """What blocks the coming meetings and can be mended now, the next meeting first."""
    found = [
        Need(draft.meeting, finding)
        for draft in drafts
        for finding in (*_publish_soon(draft, now), *preflight.check(draft, now))
        if is_pressing(draft, finding, draft.meeting.board.today(now))
    ]
    return sorted(found, key=_urgency)


def _urgency(need: Need) -> tuple[date, bool]:
    day = need.meeting.date if isinstance(need.meeting, Meeting) else date.min
    return day, isinstance(need.finding, Warning)


def question_needs(questions: Sequence[Question], today: date) -> list[Need]:
    """Questions of the public that wait: how many to read for a board, and each answer owed."""
    to_read = Counter(each.board for each in questions if each.state == "received")
    found = [Need(board, _to_read(count)) for board, count in to_read.items()]
    owed = (each for each in questions if each.state == "accepted")
    return [*found, *(Need(each.meeting or each.board, _to_answer(each, today)) for each in owed)]


def _to_read(count: int) -> Warning:
    what = "A question from the public waits" if count == 1 else f"{count} questions wait"
    return Warning("questions", f"{what} to be read.", Mend("desk-questions", "Read", {}))


def _to_answer(question: Question, today: date) -> Warning:
    mend = Mend("desk-question", "Answer it", {"key": question.key})
    assert question.due is not None
    due = f" {'was' if question.is_late(today) else 'is'} due on {date_words(question.due)}"
    return Warning("answer", f"The answer to question {question.ref}{due}.", mend)


def is_pressing(draft: Draft, finding: Finding, today: date) -> bool:
    """Whether it cannot wait: a paper still to come is no matter before its deadline."""
    due = draft.meeting.papers_due
    overdue = due is not None and today > due
    if finding.code == "missing":
        return overdue
    if finding.code in ("not-agreed", "agreed-before"):
        return overdue and draft.released_at is None
    return isinstance(finding, Blocker) or finding.code in ("late-notice", "publish")


def own_needs(drafts: Iterable[Draft], person: int | None) -> list[Need]:
    """What waits for one person: agendas to agree as chair, packs to confirm after another."""
    read = list(drafts)
    return [*_to_confirm(read, person), *_to_agree(read, person)]


def _to_confirm(drafts: Iterable[Draft], person: int | None) -> list[Need]:
    return [
        Need(draft.meeting, _confirm(draft, publication))
        for draft in drafts
        for publication in draft.waiting
        if publication.asked_by is None or publication.asked_by.person_id != person
    ]


def _confirm(draft: Draft, publication: Publication) -> Warning:
    where = {
        "board": draft.meeting.board.slug,
        "address": draft.meeting.address,
        "part": draft.part.number,
        "key": publication.key,
    }
    mend = Mend("pack-confirm", "Read and confirm", where)
    return Warning("confirm", "A pack waits for a second person before it is published.", mend)


def _to_agree(drafts: Iterable[Draft], person: int | None) -> list[Need]:
    return [
        Need(draft.meeting, _agree(draft))
        for draft in drafts
        for each in draft.agreed
        if draft.rows and each.seat.person_id == person and not each.stands
    ]


def _agree(draft: Draft) -> Warning:
    of = " of Part 2" if draft.is_private else ""
    words = f"You have not agreed the agenda{of}."
    return Warning("agree", words, mend_agenda(draft, "Read and agree"))


def _publish_soon(draft: Draft, now: datetime) -> Iterator[Finding]:
    rule, day = draft.meeting.rules.notice, draft.meeting.date
    last = dates.notice_by(day, rule.days, rule.working)
    today = draft.meeting.board.today(now)
    if draft.released_at is None and dates.working_day_before(last, SOON) <= today <= last:
        sentence = f"Publish the papers by {weekday_words(last)}."
        yield Warning("publish", sentence, mend_agenda(draft, "Go to the pack"))
