"""Where a marked passage stands in a text that may have changed since: pure, knows no model.

Texts are compared without their spaces, because a page of a PDF, a web page and what a browser
hands over part their words differently. Places are counted in the characters that are left.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile

CONTEXT = 40  # characters kept on either side of a quote
ALIKE = 0.72  # less in common than this is another passage
SEED = 7  # characters that have to agree before a place is looked at
MOST_SEEDS = 240
MOST_PLACES = 12  # of the likely places, how many are compared letter by letter
LONGEST_FUZZY = 3_000  # characters; of a longer quote its beginning decides
_UNSEEN = frozenset(
    "\u00ad\u200b\u200c\u200d\u2060\ufeff•◦▪‣"
)  # and bullets, which no page has as text
_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "‑": "-"})


@dataclass(frozen=True)
class Squeezed:
    """A text without spaces; `at` is where in the text each of its characters came from."""

    text: str
    at: Sequence[int]

    def origin(self, place: "Place") -> tuple[int, int]:
        """The same place in the text with its spaces: first character, and one past the last."""
        return self.at[place.start], self.at[place.end - 1] + 1


@dataclass(frozen=True)
class Anchor:
    """A passage as its reader marked it: its words, what stood around it, and where it began."""

    quote: str
    prefix: str = ""
    suffix: str = ""
    start: int | None = None


@dataclass(frozen=True)
class Place:
    """From `start` up to `end`, in squeezed characters; `exact` where no letter differs."""

    start: int
    end: int
    exact: bool = True


def squeeze(text: str) -> Squeezed:
    """The text without spaces, bullets and soft hyphens, ligatures apart, quotes plain."""
    kept: list[str] = []
    at: list[int] = []
    for place, letter in enumerate(text):
        if letter.isspace() or letter in _UNSEEN:
            continue
        for part in unicodedata.normalize("NFKC", letter).translate(_PLAIN):
            if not part.isspace():
                kept.append(part)
                at.append(place)
    return Squeezed("".join(kept), at)


def find(anchor: Anchor, text: str) -> Place | None:
    """Where the passage stands in a squeezed text: word for word, else what is most like it.

    None where nothing is like it any more, and for a quote of no letters.
    """
    quote = squeeze(anchor.quote).text
    if not quote:
        return None
    prefix, suffix = squeeze(anchor.prefix).text, squeeze(anchor.suffix).text
    exact = list(_occurrences(quote, text))
    if exact:
        start = max(exact, key=lambda at: _fits(at, len(quote), prefix, suffix, anchor, text))
        return Place(start, start + len(quote))
    return _most_alike(quote, prefix, text)


def _occurrences(quote: str, text: str) -> Iterator[int]:
    at = text.find(quote)
    while at >= 0:
        yield at
        at = text.find(quote, at + 1)


def _fits(
    at: int, length: int, prefix: str, suffix: str, anchor: Anchor, text: str
) -> tuple[int, int]:
    """How well what stands around a place agrees, and how near it is to where it was."""
    before = text[max(0, at - len(prefix)) : at]
    after = text[at + length : at + length + len(suffix)]
    same = _common(reversed(prefix), reversed(before)) + _common(iter(suffix), iter(after))
    far = abs(at - anchor.start) if anchor.start is not None else at
    return same, -far


def _common(one: Iterator[str], other: Iterator[str]) -> int:
    """How many letters agree before the first that differs."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _most_alike(quote: str, prefix: str, text: str) -> Place | None:
    """The passage that has most in common with the quote, if it is enough."""
    wanted = quote[:LONGEST_FUZZY]
    best, found = ALIKE, None
    for start in _likely(wanted, text):
        place, alike = _compared(wanted, start, text)
        before = text[max(0, place.start - len(prefix)) : place.start]
        near = 0.001 * _common(reversed(prefix), reversed(before))
        if alike + near > best:
            best, found = alike + near, place
    return found


def _likely(quote: str, text: str) -> list[int]:
    """Where the quote may begin: places on which many of its small parts agree, best first."""
    size = min(SEED, max(3, len(quote) // 3))
    step = max(1, (len(quote) - size) // MOST_SEEDS)
    votes: Counter[int] = Counter()
    for at in range(0, max(1, len(quote) - size + 1), step):
        for where in _first(_occurrences(quote[at : at + size], text), 40):
            votes[max(0, where - at) // 16] += 1
    return [bin_ * 16 for bin_, _ in votes.most_common(MOST_PLACES)]


def _first(found: Iterator[int], most: int) -> Iterator[int]:
    return (each for each, _ in zip(found, range(most), strict=False))


def _compared(quote: str, start: int, text: str) -> tuple[Place, float]:
    """The part of the text near `start` that answers to the quote, and how alike they are."""
    slack = 16 + len(quote) // 4
    left = max(0, start - slack)
    window = text[left : start + len(quote) + slack]
    match = SequenceMatcher(None, quote, window, autojunk=False)
    parts = [block for block in match.get_matching_blocks() if block.size >= 3]
    if not parts:
        return Place(start, start + 1, exact=False), 0.0
    first, last = parts[0].b, parts[-1].b + parts[-1].size
    alike = 2 * sum(block.size for block in parts) / (len(quote) + last - first)
    return Place(left + first, left + last, exact=False), alike


def context(text: str, place: Place) -> tuple[str, str]:
    """What stands before and after a place, as an Anchor keeps it."""
    return text[max(0, place.start - CONTEXT) : place.start], text[place.end : place.end + CONTEXT]
