"""Which paper of a meeting a file is for, by its name: with a score and the reasons for it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

LETTER, NUMBER, TITLE, AUTHOR, FORM = 50, 40, 60, 25, 200
ENOUGH, CLEARLY = 40, 15  # a suggestion needs this score, and this lead over the next
WORD = re.compile(r"[^\W_]+")
ENCLOSURE = re.compile(r"\benc(?:l|losure)?s?[ ._-]*([a-z]{1,2}\d?)\b", re.IGNORECASE)
# "B - Plan", "AB1_Plan", "C Plan"; yet "A plan" is an article, and "GP plan" a word.
FIRST_LETTER = re.compile(r"^\s*(?:([A-Z]{1,2}\d?)\s*[-–._)]|([B-HJ-Z]\d?) )\s*\S")
ITEM = re.compile(r"\bitem[ ._-]*(\d+(?:\.\d+)*)", re.I)
FIRST_NUMBER = re.compile(r"^\s*(\d{1,2}(?:\.\d{1,2})*)\s*[-–._) ]\s*\D")
IDLE: Final = frozenset(
    "a an and at by for from in of on or the to with v1 v2 v3 final draft paper papers report "
    "board cover sheet copy new pdf docx pptx xlsx".split()
)


@dataclass(frozen=True)
class Target:
    """A paper that a file may be for."""

    key: str
    title: str
    number: str = ""
    letter: str = ""
    authors: tuple[str, ...] = ()


@dataclass(frozen=True)
class Match:
    """How well a file fits a paper; the reasons are ends of the sentence "Its name …"."""

    target: Target
    score: int
    reasons: tuple[str, ...]


def ranked(names: Sequence[str], targets: Iterable[Target], *, form: str = "") -> list[Match]:
    """Every paper with its score, the best first.

    `names` are what the file is called and, if known, the title in it; `form` is the key of the
    paper whose cover sheet form it is.
    """
    made = [_match(names, target, form) for target in targets]
    return sorted(made, key=lambda match: -match.score)


def suggested(matches: Sequence[Match]) -> Match | None:
    """The one that is meant; None where it is not clear."""
    if not matches or matches[0].score < ENOUGH:
        return None
    second = matches[1].score if len(matches) > 1 else 0
    return matches[0] if matches[0].score - second >= CLEARLY else None


def possible(matches: Sequence[Match]) -> list[Match]:
    """The two that fit best, of which something speaks for each; the rest is guessing."""
    return [match for match in matches[:2] if match.score >= ENOUGH]


def _match(names: Sequence[str], target: Target, form: str) -> Match:
    found = [
        *_by_form(target, form),
        *_by_letter(names[0], target),
        *_by_number(names[0], target),
        *_by_title(names, target),
        *_by_author(names[0], target),
    ]
    return Match(target, sum(score for score, _ in found), tuple(words for _, words in found))


Found = list[tuple[int, str]]


def _by_form(target: Target, form: str) -> Found:
    return [(FORM, "is of the cover sheet form of this paper")] if form == target.key else []


def _by_letter(name: str, target: Target) -> Found:
    said = ENCLOSURE.search(name) or FIRST_LETTER.search(name)
    letter = next((each for each in said.groups() if each), "") if said else ""
    if not target.letter or letter.upper() != target.letter.upper():
        return []
    return [(LETTER, f"says enclosure {target.letter}")]


def _by_number(name: str, target: Target) -> Found:
    said = ITEM.search(name) or FIRST_NUMBER.search(name)
    number = target.number.rstrip(".")
    if said is None or not number or _plain(said[1]) != _plain(number):
        return []
    return [(NUMBER, f"says item {number}")]


def _plain(number: str) -> str:
    """04 and 4 are one."""
    return ".".join(part.lstrip("0") or "0" for part in number.split("."))


def _by_title(names: Sequence[str], target: Target) -> Found:
    wanted = _words(target.title)
    if not wanted:
        return []
    shared = max(len(wanted & _words(name)) for name in names)
    if not shared:
        return []
    words = f"has {shared} of {len(wanted)} word{'s' if len(wanted) > 1 else ''} of the title"
    return [(TITLE * shared // len(wanted), words)]


def _by_author(name: str, target: Target) -> Found:
    said = _words(name) - _words(target.title)
    for author in target.authors:
        family = author.split()[-1].casefold() if author.split() else ""
        if len(family) > 2 and family in said:
            return [(AUTHOR, f"has the author, {author}")]
    return []


def _words(text: str) -> set[str]:
    """The words that tell one title from another; a plural is its singular."""
    found = {word.casefold() for word in WORD.findall(text)}
    return {word.removesuffix("s") for word in found - IDLE if not word.isdecimal()}
