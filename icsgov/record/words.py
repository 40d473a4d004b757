"""What somebody who searches has typed, in words: pure, and the same for both databases."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

WORD = re.compile(r"[^\W_]+")
TERM = re.compile(r'(-?)"([^"]*)"?|(\S+)')
MOST_TERMS: Final = 20
LONGEST_WORD: Final = 80
# Words that stand in nearly every text; PostgreSQL's English dictionary leaves them out as well.
IGNORED: Final = frozenset(
    "a about all am an and any are as at be been but by can did do does for from had has have he "
    "her his how i if in into is it its me my no nor not of off on or our out over own s same she "
    "so some such t than that the their them then there these they this those to too under up us "
    "very was we were what when where which while who whom why will with you your".split()
)


@dataclass(frozen=True)
class Term:
    """Words that stand side by side; a `wanted` one must be there, any other must not."""

    words: tuple[str, ...]
    wanted: bool = True


def of(text: str) -> list[str]:
    """The words of a text, in small letters."""
    return [word.lower() for word in WORD.findall(text)]


def terms(typed: str) -> list[Term]:
    """What to look for: words, "phrases" in quotes, and -words that must not be there.

    Signs between letters only part words: vice-chair is a phrase of two.
    """
    found = (_term(*match.groups()) for match in TERM.finditer(typed[:2_000]))
    told = dict.fromkeys(each for each in found if each is not None)
    return list(told)[:MOST_TERMS]


def _term(minus: str, phrase: str | None, bare: str | None) -> Term | None:
    text = (phrase if bare is None else bare) or ""
    words = tuple(word[:LONGEST_WORD] for word in of(text))
    is_single = len(words) == 1
    if not words or (is_single and words[0] in IGNORED):
        return None
    refused = bool(minus) or (bare is not None and bare.startswith("-"))
    return Term(words, wanted=not refused)


def nearest(word: str, known: Iterable[str]) -> list[str]:
    """Known words that differ by one or two letters, the nearest first."""
    most = 1 if len(word) < 6 else 2
    ranked = ((distance(word, each, most), each) for each in known if each != word)
    return [each for far, each in sorted(ranked) if far <= most]


def distance(a: str, b: str, most: int) -> int:
    """How many letters to change, add, leave out or swap; more than `most` is not counted on."""
    if abs(len(a) - len(b)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, left in enumerate(a, 1):
        earlier, before, row = before, row, [i]
        for j, right in enumerate(b, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (left != right))
            if i > 1 and j > 1 and left == b[j - 2] and a[i - 2] == right:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]
