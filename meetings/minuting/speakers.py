"""Who speaks in a paragraph: picked by initials or name from those who were there.

A name that nobody there has is kept as it was typed; the checker asks about it. Initials that
nobody there has are a slip of the finger and refused.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from meetings.models import Attendance, Meeting

INITIALS = re.compile(r"[A-Z]{2,4}\d?")
PARTED = re.compile(r"[,;\n]+")


@dataclass(frozen=True)
class Voice:
    """Somebody who can be heard: the name printed in these minutes, and the initials."""

    name: str
    initials: str = ""
    title: str = ""
    person: int | None = None
    kind: str = ""
    chair: bool = False


class UnknownInitials(ValueError):
    """Initials that nobody at the meeting has."""

    def __init__(self, initials: str) -> None:
        super().__init__(initials)
        self.initials = initials


def voices(meeting: Meeting) -> list[Voice]:
    """Everybody who was there, deputies in the place of those they came for (1 query)."""
    rows = Attendance.objects.filter(meeting=meeting).in_order()
    there = (row for row in rows.select_related("person", "deputy") if row.is_there)
    return [_voice(row) for row in there]


def _voice(row: Attendance) -> Voice:
    if row.deputy_name:
        initials = row.deputy.initials if row.deputy else _initials(row.deputy_name)
        return Voice(
            row.deputy_name, initials, row.deputy_title, row.deputy_id, Attendance.Kind.PRESENT
        )
    initials = row.person.initials if row.person else _initials(row.name)
    return Voice(row.name, initials, row.title, row.person_id, row.kind, row.chair)


def _initials(name: str) -> str:
    """Of the last two words: a title such as Cllr is none."""
    return "".join(word[0] for word in name.split()[-2:]).upper()


def named(words: str, heard: Sequence[Voice]) -> list[Voice]:
    """The speakers of "KW, Jim Dickson", each once. Raises UnknownInitials."""
    asked = (" ".join(part.split()) for part in PARTED.split(words))
    found = [_named(part, heard) for part in asked if part]
    return list({each.name: each for each in found}.values())


def _named(words: str, heard: Sequence[Voice]) -> Voice:
    for same in (_by_name(words, heard), _by_initials(words, heard)):
        if len(same) == 1:
            return same[0]
    if INITIALS.fullmatch(words):
        raise UnknownInitials(words)
    return Voice(words[:200])


def _by_name(words: str, heard: Iterable[Voice]) -> list[Voice]:
    """Those of that name; else those in whose name all the words stand."""
    said = words.casefold()
    exact = [each for each in heard if each.name.casefold() == said]
    parts = set(said.split())
    return exact or [each for each in heard if parts <= set(each.name.casefold().split())]


def _by_initials(words: str, heard: Iterable[Voice]) -> list[Voice]:
    return [each for each in heard if each.initials and each.initials == words.upper()]


def written(names: Iterable[str]) -> str:
    """Names as they are typed into the field."""
    return ", ".join(names)
