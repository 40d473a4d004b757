"""Whether a board may decide: by its own rule, item by item, and who is missing if not."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import ceil

from icsgov.boards.rules import Quorum


class Reason(StrEnum):
    """Why a member does not count, in words that can be printed."""

    ABSENT = "is not there"
    NOT_YET = "has not yet come"
    LEFT = "has left"
    CONFLICTED = "has a conflict of interest"
    DEPUTY = "has sent a deputy, who does not count"
    COUNTED = "has sent a deputy who counts in another seat"


@dataclass(frozen=True)
class Attendance:
    """A voting member and what is known of them at one meeting (or was promised by RSVP).

    Items are their places in the order taken, from 1. `conflicts` are the items on which the
    member, or the deputy who came instead, may not be counted.
    """

    member: str
    present: bool
    constituency: str = ""
    chair: bool = False
    deputy: str = ""
    first_item: int | None = None
    last_item: int | None = None
    conflicts: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Missing:
    """A member who does not count for an item, and why."""

    member: str
    constituency: str
    reason: Reason


@dataclass(frozen=True)
class Quorate:
    """The board may decide this item."""

    counted: int
    needed: int


@dataclass(frozen=True)
class NotQuorate:
    """The board may not decide this item: what it lacks, and which members would mend it."""

    counted: int
    needed: int
    constituencies: tuple[str, ...]
    chair: bool
    missing: tuple[Missing, ...]


def needed(rule: Quorum, members: int) -> int:
    """How many must be there of so many voting seats: the higher of count and fraction.

    A fraction is rounded up: one third of 10 is 4. ValueError if it is none.
    """
    fraction = Fraction(rule.fraction) if rule.fraction else Fraction(0)
    return max(rule.count, ceil(fraction * members))


def quorate(
    rule: Quorum, attendance: Sequence[Attendance], item: int, *, vacant: int = 0
) -> Quorate | NotQuorate:
    """Whether the members in `attendance`, one row for each voting seat, can decide an item.

    `vacant` seats count towards a fraction of the whole. A deputy counts where the rule says so,
    in the constituency of the member; never as the chair, and never twice.
    """
    reasons = _reasons(rule, attendance, item)
    here = [each for each, reason in zip(attendance, reasons, strict=True) if reason is None]
    number = needed(rule, len(attendance) + vacant)
    present = Counter(each.constituency for each in here)
    without = tuple(name for name in rule.constituencies if not present[name])
    chairless = rule.chair_needed and not any(each.chair and not each.deputy for each in here)
    if len(here) >= number and not without and not chairless:
        return Quorate(len(here), number)
    missing = tuple(
        Missing(each.member, each.constituency, reason)
        for each, reason in zip(attendance, reasons, strict=True)
        if reason is not None
    )
    return NotQuorate(len(here), number, without, chairless, missing)


def _reasons(rule: Quorum, attendance: Sequence[Attendance], item: int) -> list[Reason | None]:
    """For each member why they do not count; None for those who do."""
    reasons = [_reason(rule, each, item) for each in attendance]
    rows = list(zip(attendance, reasons, strict=True))
    seated = {each.member for each, reason in rows if reason is None and not each.deputy}
    for position, (each, reason) in enumerate(rows):
        if reason is None and each.deputy:
            reasons[position] = Reason.COUNTED if each.deputy in seated else None
            seated.add(each.deputy)
    return reasons


def _reason(rule: Quorum, each: Attendance, item: int) -> Reason | None:
    if not each.present:
        return Reason.ABSENT
    if each.first_item is not None and item < each.first_item:
        return Reason.NOT_YET
    if each.last_item is not None and item > each.last_item:
        return Reason.LEFT
    if each.deputy and not rule.deputies_count:
        return Reason.DEPUTY
    return Reason.CONFLICTED if item in each.conflicts else None
