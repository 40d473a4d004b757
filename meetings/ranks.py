"""Ranks: short strings that put rows in order and leave room between any two.

Digits and small letters alone, so that SQLite, PostgreSQL in English or C order, and Python
agree. A rank never ends in 0, for nothing fits between "a" and "a0".
"""

from string import ascii_lowercase, digits

DIGITS = digits + ascii_lowercase
BASE = len(DIGITS)
# A rank is a head of five digits, and a tail only where heads are used up. Rows at the ends are
# a GAP apart: 23,000 can be added on either side. A row put in stands a small STEP after the one
# before it, because people type on downwards: 300 fit into a gap before a tail is needed.
HEAD, GAP, STEP = 5, BASE**2, 4
HEADS = BASE**HEAD
TAIL = "i"
MOST = HEADS // GAP - 2
CROWDED = 40


def between(before: str | None, after: str | None) -> str:
    """A rank after `before` and ahead of `after`; None is the end on that side.

    ValueError where the two are not in order.
    """
    if before is not None and after is not None and before >= after:
        raise ValueError(f"Nothing stands between {before} and {after}.")
    low = _head(before) if before else None
    high = _head(after) if after else None
    head = _head_between(low, high)
    return _midpoint(before or "", after) if head is None else _rank(head)


def after(last: str | None) -> str:
    """A rank at the end, after the last one there is, or the first of all."""
    return between(last, None)


def spread(number: int) -> list[str]:
    """So many fresh ranks in order: for a copy of an agenda, and for rows grown crowded.

    ValueError for more than 46,654.
    """
    if number > MOST:
        raise ValueError(f"{number} rows are more than one list can hold.")
    start = HEADS // 2 - number // 2 * GAP
    return [_rank(start + place * GAP) for place in range(number)]


def is_crowded(rank: str) -> bool:
    """Whether so much was put in at one place that the list should be spread anew."""
    return len(rank) > CROWDED


def _rank(head: int) -> str:
    written = ""
    for _ in range(HEAD):
        head, digit = divmod(head, BASE)
        written = DIGITS[digit] + written
    return written + TAIL


def _head(rank: str) -> int:
    return int(rank[:HEAD].ljust(HEAD, "0"), BASE)


def _head_between(low: int | None, high: int | None) -> int | None:
    """A head for a row between two, or at an end; None where none is free."""
    if low is None and high is None:
        return HEADS // 2
    if low is None or high is None:
        head = low + GAP if low is not None else (high or 0) - GAP
        return head if 0 < head < HEADS else None
    room = high - low
    return low + max(1, min(room // 2, STEP)) if room > 1 else None


def _midpoint(low: str, high: str | None) -> str:
    """The shortest string about half way between two fractions; None stands for 1."""
    bottom = DIGITS.index(low[:1] or "0")
    top = DIGITS.index(high[0]) if high else BASE
    if high and bottom == top:
        return high[0] + _midpoint(low[1:], high[1:])
    if top - bottom > 1:
        return DIGITS[(bottom + top) // 2]
    if high and len(high) > 1:
        return high[0]
    return DIGITS[bottom] + _midpoint(low[1:], None)
