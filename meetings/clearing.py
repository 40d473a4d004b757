"""The clearances a board asks for before a paper may be printed: which are open, and for whom."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from icsgov.boards.rules import Clearance, Rules

# A board that names no clearance still has its secretary put the paper into the pack.
SECRETARY = Clearance("secretary", "Secretary", "secretary")
# A board that asks for fewer clearances than it did may have papers that lack none.
INTO_THE_PACK = Clearance("pack", "Into the pack", "secretary")


class Row(Protocol):
    """What is read of a clearance that was given."""

    step: str
    label: str
    name: str
    how: str
    words: str
    at: datetime


@dataclass(frozen=True)
class Taker:
    """A person who may want to take a step, and what they are to the paper."""

    is_lead: bool = False
    is_chair: bool = False
    is_secretary: bool = False


@dataclass(frozen=True)
class Step:
    """One clearance of the board's list, and how it was given, if it was."""

    rule: Clearance
    given: Row | None = None

    @property
    def key(self) -> str:
        return self.rule.key

    @property
    def label(self) -> str:
        return self.rule.label

    @property
    def is_open(self) -> bool:
        return self.given is None


def required(rules: Rules) -> tuple[Clearance, ...]:
    """The clearances the board asks for; one by its secretary where it names none."""
    return rules.clearances or (SECRETARY,)


def steps(rules: Rules, given: Iterable[Row], *, is_cleared: bool = False) -> tuple[Step, ...]:
    """The board's list with what was given for the version that is to be cleared.

    While a paper is not cleared there is always a step open.
    """
    by_key = {row.step: row for row in given}
    listed = tuple(Step(rule, by_key.get(rule.key)) for rule in required(rules))
    lacks_none = not is_cleared and not open_steps(listed)
    return (*listed, Step(INTO_THE_PACK)) if lacks_none else listed


def find(all_steps: Iterable[Step], key: str) -> Step | None:
    """The step with this key."""
    return next((step for step in all_steps if step.key == key), None)


def open_steps(all_steps: Iterable[Step]) -> tuple[Step, ...]:
    """The steps that nobody has taken yet, in the board's order."""
    return tuple(step for step in all_steps if step.is_open)


def may_take(rule: Clearance, taker: Taker) -> bool:
    """Whether this person clears at this step by their own word.

    A step of a person outside the board is only ever recorded, with evidence, by the secretary.
    """
    return {
        "lead": taker.is_lead,
        "chair": taker.is_chair,
        "secretary": taker.is_secretary,
        "person": False,
    }[rule.by]


def waits_for(rule: Clearance, leads: Sequence[str], chairs: Collection[str]) -> tuple[str, ...]:
    """The names of those who can take a step; its label where the system knows nobody."""
    names = {"lead": tuple(leads), "chair": tuple(chairs), "secretary": ("the secretary",)}
    return names.get(rule.by, ()) or (rule.label,)
