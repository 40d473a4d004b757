"""The page numbers of a pack. What readers have seen keeps its number for ever."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import count
from string import ascii_uppercase


def page_labels(
    pages: Sequence[str],
    earlier: Mapping[str, str] | None = None,
    used: Collection[str] = (),
    *,
    late: str = "suffix",
) -> list[str]:
    """The printed numbers of a pack's pages, which are given by name in print order.

    `earlier` holds the numbers of the pages that readers have, by name; `used` numbers that may
    not come back for another page. A first pack, and one whose board renumbers (`late`), counts
    from 1. By "suffix" a page put in after page 35 is 35A, and pages at the end count on.
    """
    kept = dict(earlier or {})
    if late != "suffix" or not any(name in kept for name in pages):
        return [str(number) for number in range(1, len(pages) + 1)]
    return list(_around(pages, kept, {*used, *kept.values()}))


def last_number(labels: Sequence[str]) -> str:
    """What stands in “Page 7 of 79”: the highest number; pages with a letter do not count."""
    return str(max((_number(label) for label in labels), default=0))


def _around(pages: Sequence[str], kept: Mapping[str, str], taken: set[str]) -> Iterator[str]:
    """Kept labels as they are, new ones fitted in between them or counted on at the end."""
    last = max(at for at, name in enumerate(pages) if name in kept)
    ending = count(max(map(_number, taken)) + 1)
    number = 0
    for at, name in enumerate(pages):
        label = kept.get(name)
        if label is None and at > last:
            label = str(next(ending))
        elif label is None:
            label = next(each for each in _suffixed(number) if each not in taken)
            taken.add(label)
        number = _number(label)
        yield label


def _suffixed(number: int) -> Iterator[str]:
    """35A … 35Z, 35AA, 35BB …, as PDF viewers count in letters (ISO 32000-1, table 159)."""
    return (f"{number}{letter * length}" for length in count(1) for letter in ascii_uppercase)


def _number(label: str) -> int:
    match = re.match(r"\d+", label)
    return int(match.group()) if match else 0
