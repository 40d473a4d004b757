"""What a row of the agenda and a finding show: their shape, and the words that stand in it.

A row is drawn from its face and from nothing else (templatetags/agenda.py). A template is asked
once for each shape, with gaps where words are only printed, and the words are put in afterwards.
So who reads, what they may do and what the clock says all stand in the face.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final, NamedTuple
from uuid import uuid4

from django.urls import reverse
from django.utils.html import escape

from icsgov.nhsuk.dates import time_words
from meetings.models import AgendaItem
from meetings.preflight import Finding
from meetings.preparation import SeenRow

KEY: Final = str(uuid4())  # stands for a row's key, also in addresses: nobody can have typed it
NAMES: Final = "title label letters starts minutes findings agenda_url token sentence words url"
GAPS: Final = {"key": KEY, **{name: f"\0{name}\0" for name in NAMES.split()}}
_NAMED: Final = {gap: name for name, gap in GAPS.items()}
_ANY_GAP: Final = re.compile("|".join(map(re.escape, _NAMED)))


class RowShape(NamedTuple):
    """All of a row but its words. `open` is asked, kept or nothing; `focus` handle or title."""

    kind: str
    part: int
    lines: tuple[str, ...]
    leads: tuple[tuple[str, str], ...]  # initials and name
    mode: str  # said where no paper is expected
    is_fixed: bool
    is_overrun: bool
    is_lifted: bool
    is_child: bool
    is_noted: bool
    holds_others: bool
    comments: int
    shape: str
    may_write: bool
    has_both: bool
    open: str
    focus: str
    # Gaps for what is there, else nothing:
    key: str
    title: str
    label: str
    letters: str
    starts: str
    minutes: str
    findings: str
    agenda_url: str


class FindingShape(NamedTuple):
    """A finding; without a link for who may not mend it."""

    is_blocker: bool
    sentence: str
    words: str
    url: str


class Face(NamedTuple):
    """What something shows: its shape, and by name the words for the gaps in it."""

    shape: RowShape | FindingShape
    words: Mapping[str, str]


def row_face(
    seen: SeenRow, agenda_url: str, *, has_both: bool, open: str = "", focus: str = ""
) -> Face:
    """What a row shows; `has_both` where it can be moved between two parts."""
    item, row = seen.item, seen.row
    without = item.mode != AgendaItem.Mode.PAPER and item.kind == AgendaItem.Kind.ITEM
    words = _row_words(seen, agenda_url)
    shape = RowShape(
        kind=item.kind,
        part=item.part,
        lines=tuple(item.text_lines),
        leads=tuple((each.initials, each.name) for each in item.leads.all()),
        mode=item.get_mode_display().lower() if without else "",
        is_fixed=item.fixed_time is not None,
        is_overrun=row.timed.gap < 0,
        is_lifted=item.lifted,
        is_child=row.depth > 0,
        is_noted=seen.is_noted,
        holds_others=seen.holds_others,
        comments=seen.comments,
        shape=seen.shape if seen.findings else "",
        may_write=seen.may_write,
        has_both=has_both,
        open=open,
        focus=focus,
        **_gaps(words),
    )
    return Face(shape, words)


def _row_words(seen: SeenRow, agenda_url: str) -> dict[str, str]:
    item, row = seen.item, seen.row
    starts = row.timed.starts if row.has_time else None
    return {
        "key": str(item.key),
        "title": item.title,
        "label": row.label,
        "letters": ", ".join(each.letter for each in seen.enclosures),
        "starts": time_words(starts) if starts is not None else "",
        "minutes": str(item.minutes or ""),
        "findings": str(len(seen.findings) or ""),
        "agenda_url": agenda_url,
    }


def finding_face(finding: Finding, may_write: bool) -> Face:
    """What a finding shows beside the agenda, where the agenda itself needs no link."""
    mend, words = finding.mend, {"sentence": finding.sentence, "words": "", "url": ""}
    if may_write and mend.name != "meeting":
        url = _address(mend.name, tuple(mend.kwargs.items()))
        words |= {"words": mend.words, "url": url}
    return Face(FindingShape(finding.weight == "blocker", **_gaps(words)), words)


@lru_cache(1_000)
def _address(name: str, where: tuple[tuple[str, Any], ...]) -> str:
    return reverse(name, kwargs=dict(where))


def _gaps(words: Mapping[str, str]) -> dict[str, str]:
    """A gap for each word that is there: templates ask no more of it."""
    return {name: GAPS[name] if word else "" for name, word in words.items()}


def forme(drawn: str) -> str:
    """What was drawn with gaps, ready to be filled again and again."""
    return _ANY_GAP.sub(lambda gap: f"%({_NAMED[gap[0]]})s", drawn.replace("%", "%%"))


def filled(forme: str, words: Mapping[str, str]) -> str:
    """A forme with its words, each escaped as a template would."""
    return forme % {name: escape(word) for name, word in words.items()}
