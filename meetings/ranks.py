"""Ranks: short strings that put rows in order and leave room between any two.

Digits and small letters alone, so that SQLite, PostgreSQL in English or C order, and Python
agree. A rank never ends in 0, for nothing fits between "a" and "a0".
"""

from string import ascii_lowercase, digits

DIGITS = digits + ascii_lowercase
BASE = len(DIGITS)
# Ranks at the ends are a head of three digits and a tail that leaves room on both sides, so
# that 46,000 rows can be added one after the other without a longer rank.
HEAD, TAIL = 3, "i"
MIDDLE = BASE**HEAD // 2
CROWDED = 40


def between(before: str | None, after: str | None) -> str:
    """A rank after `before` and ahead of `after`; None is the end on that side.

    ValueError where the two are not in order.
    """
    if before is not None and after is not None and before >= after:
        raise ValueError(f"Nothing stands between {before} and {after}.")
    low = _head(before) if before else None
    high = _head(after) if after else None
    if low is None or high is None:
        head = _beside(low, high)
        if 0 < head < BASE**HEAD:
            return _rank(head)
    elif high - low > 1:
        return _rank((low + high) // 2)
    return _midpoint(before or "", after)


def after(last: str | None) -> str:
    """A rank at the end, after the last one there is, or the first of all."""
    return between(last, None)


def spread(number: int) -> list[str]:
    """So many fresh ranks in order: for a copy of an agenda, and for rows grown crowded.

    ValueError for more than 46,654.
    """
    if number > BASE**HEAD - 2:
        raise ValueError(f"{number} rows are more than one list can hold.")
    start = MIDDLE - number // 2
    return [_rank(start + step) for step in range(number)]


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


def _beside(low: int | None, high: int | None) -> int:
    if low is not None:
        return low + 1
    return MIDDLE if high is None else high - 1


def _midpoint(low: str, high: str | None) -> str:
    """The shortest string about half way between two fractions; None stands for 1."""
    same = 0
    while (
        high is not None and same < len(high) and low[same : same + 1].ljust(1, "0") == high[same]
    ):
        same += 1
    if high is not None and same:
        return high[:same] + _midpoint(low[same:], high[same:])
    bottom = DIGITS.index(low[0]) if low else 0
    top = DIGITS.index(high[0]) if high else BASE
    if top - bottom > 1:
        return DIGITS[(bottom + top) // 2]
    if high is not None and len(high) > 1:
        return high[0]
    return DIGITS[bottom] + _midpoint(low[1:], None)
