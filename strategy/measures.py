"""Figures and targets as they are printed: what a word such as “at least” makes of a number."""

import re
from calendar import monthrange
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Literal, TypeVar

Rule = Literal["at least", "at most", "more than", "fewer than", "exactly", "up by", "down by"]
Better = Literal["higher", "lower", ""]

NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
# “by 2030” and “by March 2021” are days, not amounts.
DAY = re.compile(
    r"\bby\s+(?:the end of\s+)?(?:(\d{1,2})\s+)?"
    r"(?:(january|february|march|april|may|june|july|august|september|october|november|december)"
    r"\s+)?(\d{4})\b",
    re.IGNORECASE,
)
MONTHS = (
    "january february march april may june july august september october november december"
).split()
LOWER = r"reduc\w*|fall\w*|cut\w*|decreas\w*|lower\w*|narrow\w*"
HIGHER = r"increas\w*|rais\w*|rise\w*|improv\w*|grow\w*"
RULES: tuple[tuple[Rule, str], ...] = (
    ("down by", rf"\b(?:{LOWER})\b[^.;]*?\bby\s+(?:{NUMBER})|(?:{NUMBER})\S*\s+(?:fewer|lower)"),
    ("up by", rf"\b(?:{HIGHER})\b[^.;]*?\bby\s+(?:{NUMBER})"),
    ("at most", r"\bat most\b|\bno more than\b|\bor (?:less|fewer|below)\b|\bmaximum\b|\bup to\b"),
    ("at least", r"\bat least\b|\bno (?:fewer|less) than\b|\bor (?:more|above)\b|\bminimum\b"),
    ("at least", r"\bmeet,? or exceed\b"),
    ("more than", r"\bmore than\b|\babove\b|\bover\b|\bexceeds?\b"),
    ("fewer than", r"\b(?:fewer|less|lower) than\b|\bbelow\b|\bunder\b"),
    ("exactly", r"\bexactly\b"),
)


@dataclass(frozen=True)
class Aim:
    """A target that can be held against a reading; `value` is in the unit of the metric."""

    rule: Rule
    value: Decimal

    def level(self, baseline: Decimal | None) -> Decimal | None:
        """The figure to reach; None where it counts from a baseline that is not stated."""
        if self.rule not in ("up by", "down by"):
            return self.value
        if baseline is None:
            return None
        return baseline + self.value if self.rule == "up by" else baseline - self.value


@dataclass(frozen=True)
class Verdict:
    """Whether a reading meets a target, and how far it is from the figure (never negative)."""

    met: bool
    gap: Decimal
    words: str


def figure(words: str) -> Decimal | None:
    """The first number in printed words: 31.5 of “31.5%”, 1300 of “about 1,300”; None without."""
    found = re.search(NUMBER, words)
    return Decimal(found.group().replace(",", "")) if found else None


def due(words: str) -> date | None:
    """The day in “by March 2021” (its last), “by 31 March 2021” or “by 2030”; None without one."""
    found = DAY.search(words)
    if found is None:
        return None
    day, month, year = found.groups()
    number = MONTHS.index(month.lower()) + 1 if month else 12
    last = monthrange(int(year), number)[1]
    if day and month and int(day) > last:
        return None
    return date(int(year), number, int(day) if day and month else last)


def aim(words: str, better: Better = "", stated: Decimal | None = None) -> Aim | None:
    """The target that printed words set; None where there is no number.

    A value that is stated wins over one in the words. Without a word of comparison the direction
    that is better decides, and without that nothing but the figure itself meets the target.
    """
    bare = DAY.sub("", words)
    value = figure(bare) if stated is None else stated
    if value is None:
        return None
    for rule, pattern in RULES:
        if re.search(pattern, bare, re.IGNORECASE):
            return Aim(rule, value)
    plain: dict[Better, Rule] = {"higher": "at least", "lower": "at most", "": "exactly"}
    return Aim(plain[better], value)


def judge(
    value: Decimal, target: Aim, unit: str = "", baseline: Decimal | None = None
) -> Verdict | None:
    """A reading against a target; None where the baseline that it counts from is not stated."""
    level = target.level(baseline)
    if level is None:
        return None
    met = _meets(value, target.rule, level)
    gap = abs(value - level)
    return Verdict(met, gap, _words(met, gap, unit))


def _meets(value: Decimal, rule: Rule, level: Decimal) -> bool:
    if rule in ("at least", "up by"):
        return value >= level
    if rule in ("at most", "down by"):
        return value <= level
    if rule == "more than":
        return value > level
    return value < level if rule == "fewer than" else value == level


def _words(met: bool, gap: Decimal, unit: str) -> str:
    verdict = "met" if met else "not met"
    if not gap:
        return f"{verdict}, exactly" if met else f"{verdict}: it stands at the figure itself"
    return f"{verdict}, by {amount(gap, unit)}"


def amount(gap: Decimal, unit: str) -> str:
    """A difference in words: a difference of two percentages is in points."""
    plain = f"{gap.normalize():f}"
    called = "points" if unit == "%" else unit
    if called == "points" and gap == 1:
        called = "point"
    return f"£{plain}" if called == "£" else f"{plain} {called}".strip()


Said = TypeVar("Said")


def contradictions(readings: Iterable[tuple[Hashable, Decimal, Said]]) -> list[list[Said]]:
    """Readings of one period and place that give different values, each with all its sources.

    A reading comes as (what it is of, value, itself).
    """
    rows = sorted(readings, key=lambda row: repr(row[0]))
    groups = [list(each) for _, each in groupby(rows, key=lambda row: repr(row[0]))]
    return [[said for _, _, said in each] for each in groups if len({v for _, v, _ in each}) > 1]
