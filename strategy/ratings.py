"""RAG ratings: letter, shape and the words of the plan; how old they are, and how quiet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final


@dataclass(frozen=True)
class Rating:
    """One rating; `shape` is a state's shape, so that colour alone never says it."""

    letter: str
    words: str
    shape: str


RATINGS: Final = {
    rating.letter: rating
    for rating in (
        Rating("R", "Not on target", "red"),
        Rating("A", "Progress made, minor concerns", "amber"),
        Rating("G", "On target", "green"),
        Rating("C", "Completed", "done"),
    )
}
LETTERED: Final = tuple((r.letter, f"{r.letter} – {r.words}") for r in RATINGS.values())
STALE: Final = 2  # quarters


@dataclass(frozen=True)
class Quiet:
    """Why a board might ask: everything has been green since that day."""

    since: date


def quarters(earlier: date, later: date) -> int:
    """Whole quarters of a year from one day to another; 0 when the second is no later."""
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    if later.day < earlier.day:
        months -= 1
    return max(months // 3, 0)


def stale(last: date | None, today: date) -> str:
    """“No update for 3 quarters”; empty while the last assessment is younger than two."""
    if last is None:
        return "Never assessed"
    passed = quarters(last, today)
    return f"No update for {passed} quarters" if passed >= STALE else ""


def quiet(histories: Sequence[Sequence[tuple[date, str]]], today: date) -> Quiet | None:
    """All conditions green or completed for a year: worth a question, says the house.

    A history is (day, letter) in any order; one without assessments keeps the note away.
    """
    if not histories or not all(histories):
        return None
    since = [_green_since(history) for history in histories]
    if any(each is None for each in since):
        return None
    last = max(each for each in since if each is not None)
    return Quiet(last) if quarters(last, today) >= 4 else None


def _green_since(history: Sequence[tuple[date, str]]) -> date | None:
    """From when a condition has been green without a break; None when it is not."""
    began: date | None = None
    for on, letter in sorted(history, reverse=True):
        if letter not in ("G", "C"):
            break
        began = on
    return began
