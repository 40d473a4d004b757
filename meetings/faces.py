"""What a row of the agenda and a finding show, as plain values: the same values, the same bytes.

A row is drawn from its face and from nothing else (templatetags/agenda.py). So a face is all that
a drawn row may be kept by: who reads, what they may do and what the clock says stand in it.
"""

from dataclasses import dataclass
from datetime import time
from typing import NamedTuple

from django.urls import reverse

from meetings.models import AgendaItem
from meetings.preflight import Finding
from meetings.preparation import SeenRow


class RowFace(NamedTuple):
    """A row as one reader sees it. `open` is asked, kept or nothing; `focus` handle or title."""

    key: str
    kind: str
    part: int
    label: str
    title: str
    lines: tuple[str, ...]
    leads: tuple[tuple[str, str], ...]  # initials and name
    letters: tuple[str, ...]
    mode: str  # said where no paper is expected
    starts: time | None
    minutes: int
    is_fixed: bool
    is_overrun: bool
    is_lifted: bool
    is_child: bool
    is_noted: bool
    holds_others: bool
    comments: int
    findings: int
    shape: str
    may_write: bool
    has_both: bool
    open: str
    focus: str
    agenda_url: str


def row_face(
    seen: SeenRow, agenda_url: str, *, has_both: bool, open: str = "", focus: str = ""
) -> RowFace:
    """What a row shows; `has_both` where it can be moved between two parts."""
    item, row = seen.item, seen.row
    without = item.mode != AgendaItem.Mode.PAPER and item.kind == AgendaItem.Kind.ITEM
    return RowFace(
        key=str(item.key),
        kind=item.kind,
        part=item.part,
        label=row.label,
        title=item.title,
        lines=tuple(item.text_lines),
        leads=tuple((each.initials, each.name) for each in item.leads.all()),
        letters=tuple(each.letter for each in seen.enclosures),
        mode=item.get_mode_display().lower() if without else "",
        starts=row.timed.starts if row.has_time else None,
        minutes=item.minutes,
        is_fixed=item.fixed_time is not None,
        is_overrun=row.timed.gap < 0,
        is_lifted=item.lifted,
        is_child=row.depth > 0,
        is_noted=seen.is_noted,
        holds_others=seen.holds_others,
        comments=seen.comments,
        findings=len(seen.findings),
        shape=seen.shape if seen.findings else "",
        may_write=seen.may_write,
        has_both=has_both,
        open=open,
        focus=focus,
        agenda_url=agenda_url,
    )


@dataclass(frozen=True)
class FindingFace:
    """A finding as one reader sees it; without a link for who may not mend it."""

    is_blocker: bool
    sentence: str
    words: str = ""
    name: str = ""
    where: tuple[tuple[str, str], ...] = ()

    @property
    def url(self) -> str:
        return reverse(self.name, kwargs=dict(self.where))


def finding_face(finding: Finding, may_write: bool) -> FindingFace:
    """What a finding shows beside the agenda, where the agenda itself needs no link."""
    mend = finding.mend
    said = finding.weight == "blocker", finding.sentence
    if not may_write or mend.name == "meeting":
        return FindingFace(*said)
    where = tuple((name, str(value)) for name, value in mend.kwargs.items())
    return FindingFace(*said, mend.words, mend.name, where)
