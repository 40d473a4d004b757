"""Where a paper stands on its way into the pack: the stops, the state in a word, who owes what."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from meetings.clearing import Step, open_steps

Shape = Literal["done", "doing", "waiting", "attention", "blocked", "plain"]
WRITING = ("expected", "returned")


@dataclass(frozen=True)
class Facts:
    """What is known of a paper on a day. `mode` is that of its agenda item."""

    state: str
    today: date
    due: date | None = None
    mode: str = "paper"
    submitted: date | None = None
    steps: tuple[Step, ...] = ()
    authors: tuple[str, ...] = ()
    lacking: int = 0
    in_pack: bool = False


@dataclass(frozen=True)
class Tag:
    """A state as a word and the shape that goes with it."""

    word: str
    shape: Shape


@dataclass(frozen=True)
class Stop:
    """A stop on the way: done, now, or still to come."""

    label: str
    shape: Shape
    words: str = ""


@dataclass(frozen=True)
class Owing:
    """Who has to do what next; nobody once it is in the pack or off."""

    who: tuple[str, ...]
    what: str


def is_late(facts: Facts) -> bool:
    """Whether it was handed in after its deadline, or is still owed after it."""
    if facts.due is None or facts.state == "withdrawn":
        return False
    if facts.state in WRITING or facts.submitted is None:
        return facts.state in WRITING and facts.today > facts.due
    return facts.submitted > facts.due


def tag(facts: Facts) -> Tag:
    """The state in a word: stored, or derived from the deadline and the agenda item."""
    if facts.state == "withdrawn":
        return Tag("Withdrawn", "plain")
    if facts.state == "cleared":
        return Tag("In the pack" if facts.in_pack else "Cleared", "done")
    if facts.state == "submitted":
        return Tag("Submitted late" if is_late(facts) else "Submitted", "doing")
    if facts.mode == "verbal":
        return Tag("Verbal", "plain")
    if facts.mode == "to follow":
        return Tag("To follow", "attention")
    if is_late(facts):
        return Tag("Late", "blocked")
    return Tag("Returned", "attention") if facts.state == "returned" else Tag("Expected", "waiting")


def stops(facts: Facts) -> tuple[Stop, ...]:
    """Expected, submitted, the board's own clearances, in the pack."""
    handed_in = facts.state in ("submitted", "cleared")
    expected = Stop("Expected", "done" if handed_in else "doing")
    submitted = Stop("Submitted", "done" if handed_in else "waiting")
    if facts.state == "returned":
        submitted = Stop("Submitted", "attention", "returned to the author")
    first = next(iter(open_steps(facts.steps)), None) if handed_in else None
    return (
        expected,
        submitted,
        *(_clearance(step, is_next=step is first) for step in facts.steps),
        Stop("In the pack", "done" if facts.in_pack else "waiting"),
    )


def _clearance(step: Step, *, is_next: bool) -> Stop:
    if step.given is None:
        return Stop(step.label, "doing" if is_next else "waiting")
    how = {"skipped": "skipped", "evidence": "recorded"}.get(step.given.how, "")
    return Stop(step.label, "done", how or step.given.name)


def owing(facts: Facts, waits_for: Iterable[str]) -> Owing | None:
    """Who has to do what next; `waits_for` are the names for the first open clearance."""
    if facts.state == "expected":
        return Owing(facts.authors, "write and submit the paper")
    if facts.state == "returned":
        return Owing(facts.authors, "mend and submit the paper")
    if facts.state == "submitted":
        first = next(iter(open_steps(facts.steps)), None)
        return Owing(tuple(waits_for), f"clear it ({first.label})") if first else None
    return None
