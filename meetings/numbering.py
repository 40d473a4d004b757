"""Printed numbers and letters: of items, enclosures, paragraphs, pages, decisions, people.

A label is what is printed. Order is a rank (meetings/ranks.py), identity a key.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import count
from string import ascii_lowercase, ascii_uppercase


class ParagraphStyle(StrEnum):
    """How the paragraphs of an item are numbered; RUNNING goes on through all the minutes."""

    TWO_DIGITS = "{item}.{number:02}"
    PLAIN = "{item}.{number}"
    RUNNING = "{number}"


# The styles by how the first paragraph of the first item is printed.
PARAGRAPH_STYLES = {
    "1.01": ParagraphStyle.TWO_DIGITS,
    "1.1": ParagraphStyle.PLAIN,
    "1": ParagraphStyle.RUNNING,
}


def letters(number: int, alphabet: str = ascii_uppercase) -> str:
    """The letters of the nth thing, from 0: A … Z, AA, AB …"""
    place, digit = divmod(number, len(alphabet))
    return (letters(place - 1, alphabet) if place else "") + alphabet[digit]


def item_labels(
    depths: Iterable[int | None], style: str = "1.", *, lettered: bool = False, first: int = 1
) -> list[str]:
    """The numbers of agenda rows from how deep each stands; None is a row without a number.

    `style` is how item 1 is printed: "1.", "1" or "1.0". Items beneath are 1.1, 1.2 or, where
    `lettered`, 1a, 1b. A row deeper than its predecessor allows stands one step beneath it.
    """
    labels, counters = [], [first - 1]
    for depth in depths:
        if depth is None:
            labels.append("")
            continue
        level = min(depth, len(counters)) if counters[0] >= first else 0
        counters = [*counters, 0][: level + 1]
        counters[level] += 1
        labels.append(_item_label(counters, style, lettered))
    return labels


def _item_label(counters: Sequence[int], style: str, lettered: bool) -> str:
    top, beneath = counters[0], counters[1:]
    if not beneath:
        return style.replace("1", str(top), 1)
    if not lettered:
        return ".".join(map(str, counters))
    letter = letters(beneath[0] - 1, ascii_lowercase)
    return ".".join([f"{top}{letter}", *map(str, beneath[1:])])


def _bare(item: str) -> str:
    """The number of an item without what its style adds: "3." and "3.0" are 3."""
    return item.rstrip(".").removesuffix(".0")


def enclosure_labels(
    items: Sequence[str], style: str = "letters", *, without: str = ""
) -> list[str]:
    """The labels of enclosures in print order, from the label of the item each stands under.

    By "letters" they are A, B … Z, AA over the whole agenda; `without` leaves letters out that
    are misread, such as "IO". "by-item" gives 2a, 2b, or 2a.1 under an item that has a letter.
    """
    if style == "letters":
        alphabet = "".join(letter for letter in ascii_uppercase if letter not in without)
        return [letters(number, alphabet) for number in range(len(items))]
    labels: list[str] = []
    for position, item in enumerate(items):
        number, stem = items[:position].count(item), _bare(item)
        lettered = stem[-1:].isalpha()
        labels.append(
            f"{stem}.{number + 1}" if lettered else stem + letters(number, ascii_lowercase)
        )
    return labels


def paragraph_labels(
    frozen: Sequence[str | None],
    item: str,
    style: ParagraphStyle = ParagraphStyle.TWO_DIGITS,
    used: Collection[str] = (),
) -> list[str]:
    """The labels of an item's paragraphs in order; None is one that was never released.

    Frozen labels stay as they are, repeated or empty ones too. While nothing is frozen the rest
    count up: 1.01, 1.02. Afterwards one between two gets the letter of the one before it (3.04a),
    one at the end the next number. No label in `used` is ever given to another paragraph.
    """
    known = set(used) | {label for label in frozen if label}
    stem = _bare(item)
    last = max((n for n, label in enumerate(frozen) if label), default=-1)
    numbers = (style.format(item=stem, number=n) for n in count(_highest(known, style, stem) + 1))
    before = style.format(item=stem, number=0)
    labels = []
    for position, label in enumerate(frozen):
        if label is None:
            label = next(_suffixed(before, known)) if position < last else next(numbers)
            known.add(label)
        elif label:
            before = re.sub(r"(?<=\d)[a-z]+$", "", label)
        labels.append(label)
    return labels


def _highest(known: Iterable[str], style: ParagraphStyle, stem: str) -> int:
    """The highest number among labels of this item and style, whatever letter follows it."""
    pattern = re.escape(style.format(item=stem, number=0)).removesuffix("00").removesuffix("0")
    found = (re.fullmatch(rf"{pattern}(\d+)[a-z]*", label) for label in known)
    return max((int(match.group(1)) for match in found if match), default=0)


def _suffixed(stem: str, known: Collection[str], alphabet: str = ascii_lowercase) -> Iterator[str]:
    """The free labels that follow a label: 3.04a, 3.04b …"""
    labels = (stem + letters(number, alphabet) for number in count())
    return (label for label in labels if label not in known)


def inserted_pages(after: str, number: int, used: Collection[str] = ()) -> list[str]:
    """Labels for pages put in after page "35" of a released pack: 35A, 35B …, none twice."""
    free = _suffixed(after.rstrip(ascii_uppercase), used, ascii_uppercase)
    return [next(free) for _ in range(number)]


def decision_ref(board: str, address: str, number: int, *, part: int = 1) -> str:
    """The permanent reference of a decision: ICP/2023-04-25/D3, by the address of its meeting.

    Part 2 counts for itself (ICP/2023-04-25/P2-D1); the second meeting of a day is …-25-2/D1.
    """
    series = f"P{part}-D" if part > 1 else "D"
    return f"{board}/{address}/{series}{number}"


def initials(people: Iterable[tuple[str, str]]) -> list[str]:
    """Initials for one agenda's presenters in order, from their own initials and family names.

    No two are the same: the first keeps AB, the next takes more of the family name (ABr), and
    where that is used up a number (AB2).
    """
    made: list[str] = []
    for own, family in people:
        made.append(next(each for each in _candidates(own, family) if each not in made))
    return made


def _candidates(own: str, family: str) -> Iterator[str]:
    yield own
    tail = re.sub(r"\W", "", family[1:]).lower()
    yield from (own + tail[:length] for length in range(1, len(tail) + 1))
    yield from (f"{own}{number}" for number in count(2))
