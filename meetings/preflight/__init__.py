"""What stands in the way of a good pack, in the order in which it should be mended.

A Blocker would leak something private or cannot be printed at all; everything else is a Warning,
because the software explains and people decide.
"""

from collections.abc import Iterable
from datetime import datetime

from meetings import drafts
from meetings.drafts import Draft
from meetings.models import Meeting
from meetings.preflight.agenda import agenda_findings
from meetings.preflight.findings import Blocker, Finding, Mend, Warning
from meetings.preflight.interests import interest_findings
from meetings.preflight.papers import paper_findings
from meetings.preflight.promises import promise_findings
from meetings.preflight.timing import timing_findings

__all__ = ["Blocker", "Finding", "Mend", "Warning", "check", "check_all", "preflight"]


def preflight(meeting: Meeting, part: int, now: datetime) -> tuple[Finding, ...]:
    """Everything that should be looked at before the part is printed, blockers first.

    Raises LookupError for a Part 2 that the meeting has not.
    """
    return check_all(drafts.read_part(meeting, part), now)


def check_all(draft: Draft, now: datetime) -> tuple[Finding, ...]:
    """The same for a draft that was read before."""
    return _ordered([*check(draft, now), *interest_findings(draft, now)])


def check(draft: Draft, now: datetime) -> tuple[Finding, ...]:
    """What the draft tells by itself; asks the database nothing."""
    found = [
        *agenda_findings(draft),
        *(each for row in draft.rows for each in paper_findings(draft, row)),
        *promise_findings(draft),
        *timing_findings(draft, now),
    ]
    return _ordered(found)


def _ordered(found: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(found, key=lambda finding: not isinstance(finding, Blocker)))
