"""Checks of the calendar: the board's notice rule, and periods before elections."""

from collections.abc import Iterator
from datetime import datetime

from meetings import dates
from meetings.drafts import Draft
from meetings.notice import election_words, notice_words
from meetings.preflight.findings import Finding, Warning, mend_meeting


def timing_findings(draft: Draft, now: datetime) -> Iterator[Finding]:
    """Notice that can no longer be given in time, and a date that falls before an election."""
    meeting = draft.meeting
    today = meeting.board.today(now)
    if draft.released_at is None and today <= meeting.date:
        words = notice_words(meeting.date, today, meeting.rules.notice)
        if words:
            yield Warning("late-notice", words, mend_meeting(draft))
    period = dates.pre_election(meeting.date)
    if period is not None:
        yield Warning("pre-election", election_words(period), mend_meeting(draft))
