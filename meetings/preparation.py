"""A meeting while it is prepared, as one reader sees it: rows, papers, checks, what they may do."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from icsgov.boards.rights import may, standing
from meetings import access, drafts, preflight
from meetings.drafts import Draft
from meetings.models import AgendaItem, Enclosure, Meeting, Paper
from meetings.outline import Row
from meetings.preflight import Finding

AT_A_GLANCE = 4


@dataclass(frozen=True)
class SeenEnclosure:
    """An enclosure with its letter; without its paper for those who may not see that yet."""

    enclosure: Enclosure
    letter: str
    paper: Paper | None


@dataclass(frozen=True)
class SeenRow:
    """A row with what this reader sees of it and may do to it."""

    row: Row
    enclosures: Sequence[SeenEnclosure]
    findings: Sequence[Finding]
    may_write: bool
    may_comment: bool
    is_noted: bool = False

    @property
    def item(self) -> AgendaItem:
        return self.row.item

    @property
    def holds_others(self) -> bool:
        """Whether a row may be put under it."""
        return self.row.depth == 0 and self.item.kind in AgendaItem.HOLDS_OTHERS

    @property
    def shape(self) -> str:
        """The shape beside the number of its findings."""
        blocked = any(isinstance(each, preflight.Blocker) for each in self.findings)
        return "blocked" if blocked else "attention"

    @property
    def comments(self) -> int:
        """Open comments on it, where the reader sees them."""
        counted: int = self.item.open_comments  # type: ignore[attr-defined]  # by drafts
        return counted if self.may_comment else 0

    # Marks by which the page says what stands open in it and where the focus belongs.
    @cached_property
    def edit_mark(self) -> str:
        return f"edit:{self.item.key}"

    @cached_property
    def open_mark(self) -> str:
        return f"open:{self.item.key}"

    @cached_property
    def add_mark(self) -> str:
        return f"add:{self.item.key}"

    @cached_property
    def title_mark(self) -> str:
        return f"title:{self.item.key}"

    @cached_property
    def handle_mark(self) -> str:
        return f"handle:{self.item.key}"


@dataclass(frozen=True)
class SeenPart:
    """A part of the meeting: the rows that this reader sees, and whether these are all."""

    draft: Draft
    rows: Sequence[SeenRow]
    findings: Sequence[Finding]
    whole: bool
    may_write: bool
    lacks: bool = (
        False  # a paper of it is withheld from the reader, so its pack is not theirs to see
    )

    @property
    def number(self) -> int:
        return self.draft.part.number

    @property
    def first_findings(self) -> Sequence[Finding]:
        """All blockers, and few enough of the rest to be read at a glance."""
        return self.findings[: max(AT_A_GLANCE, self._blockers)]

    @property
    def more_findings(self) -> Sequence[Finding]:
        """The rest, folded away."""
        return self.findings[max(AT_A_GLANCE, self._blockers) :]

    @property
    def _blockers(self) -> int:
        return sum(isinstance(each, preflight.Blocker) for each in self.findings)

    @property
    def place(self) -> str:
        """What the end of the part is called where a row is added."""
        return f"part-{self.number}"

    @property
    def add_mark(self) -> str:
        return f"add:{self.place}"


@dataclass(frozen=True)
class Preparation:
    """All of it."""

    meeting: Meeting
    parts: Sequence[SeenPart]
    may_write: bool
    may_agree: bool
    is_member: bool
    own_person: int | None = None

    @property
    def rows(self) -> list[SeenRow]:
        """The rows of all parts."""
        return [row for part in self.parts for row in part.rows]

    @property
    def writes_rows(self) -> bool:
        """Whether the reader may write any part of the agenda."""
        return any(part.may_write for part in self.parts)

    @property
    def digest(self) -> str:
        """Changes whenever something that this reader sees changes."""
        seen = [
            (part.draft.digest, [str(row.item.key) for row in part.rows], list(part.findings))
            for part in self.parts
        ]
        return hashlib.sha256(repr(seen).encode()).hexdigest()[:32]

    @property
    def has_both(self) -> bool:
        """Whether rows can be moved between two parts."""
        return sum(part.may_write for part in self.parts) > 1

    @property
    def has_whole(self) -> bool:
        """Whether the reader sees a part whole, with its times and checks."""
        return any(part.whole for part in self.parts)


def prepare(user: Any, meeting: Meeting, now: datetime) -> Preparation:
    """What a reader sees of a meeting that they may see."""
    seats = standing(user, now)
    items = access.visible_items(user, meeting, now)
    papers = access.visible_papers(user, meeting, now)
    desk = meeting.board_id in seats.secretary | seats.chair
    parts = []
    kept = access.withheld_titles(user, meeting, now) if desk else ()
    for draft in drafts.read([meeting]):
        whole = desk and (not draft.is_private or meeting.board_id in seats.part2)
        if whole or any(row.item.pk in items for row in draft.rows):
            parts.append(_part(user, draft, items, papers, now, whole=whole, kept=kept))
    return Preparation(
        meeting=meeting,
        parts=parts,
        may_write=may(user, "write", meeting, now),
        may_agree=may(user, "agree", meeting, now),
        is_member=meeting.board_id in seats.boards,
        own_person=seats.person,
    )


def _part(
    user: Any,
    draft: Draft,
    items: set[int],
    papers: set[int],
    now: datetime,
    *,
    whole: bool,
    kept: Collection[str],
) -> SeenPart:
    """`kept` are titles of papers that are withheld from the reader: no finding may name them."""
    found = preflight.check_all(draft, now) if whole else ()
    findings = [each for each in found if not any(title in each.sentence for title in kept)]
    about: defaultdict[UUID | None, list[Finding]] = defaultdict(list)
    for each in findings:
        about[each.where].append(each)
    noted = {row.item.pk for row in draft.rows if row.item.kind == AgendaItem.Kind.NOTING}
    rows = [
        _row(user, row, papers, about, now, is_noted=row.item.parent_id in noted)
        for row in draft.rows
        if row.item.pk in items
    ]
    action = "write part 2" if draft.is_private else "write"
    return SeenPart(
        draft=draft,
        rows=rows,
        findings=findings,
        whole=whole,
        may_write=may(user, action, draft.meeting, now),
        lacks=any(paper.title in kept for row in draft.rows for paper in _papers(row)),
    )


def _row(
    user: Any,
    row: Row,
    papers: set[int],
    about: Mapping[UUID | None, Sequence[Finding]],
    now: datetime,
    *,
    is_noted: bool,
) -> SeenRow:
    """`about` are the findings by the key of what they are about."""
    keys = dict.fromkeys([row.item.key, *(paper.key for paper in _papers(row))])
    return SeenRow(
        row=row,
        enclosures=[_enclosure(each, letter, papers) for each, letter in row.letters],
        findings=[each for key in keys for each in about.get(key, ())],
        may_write=may(user, "write", row.item, now),
        may_comment=may(user, "comment", row.item, now),
        is_noted=is_noted,
    )


def _papers(row: Row) -> list[Paper]:
    return [each.paper for each, _ in row.letters if each.paper]


def _enclosure(enclosure: Enclosure, letter: str, papers: set[int]) -> SeenEnclosure:
    paper = enclosure.paper if enclosure.paper_id in papers else None
    return SeenEnclosure(enclosure, letter, paper)
