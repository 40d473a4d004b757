"""A cover sheet that came as a Word form: beside the one there is, and taken as a person says.

What the cage read of the form stands in the verdict of its file.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db import transaction

from meetings import covers, merging, wordforms
from meetings.exporters.cover_docx import Sheet
from meetings.models import Paper, PaperFile
from meetings.progress import Progress
from meetings.wordforms import Reading, Refused

MOVED_ON = "It was changed here after the form was downloaded."


@dataclass(frozen=True)
class Side:
    """A field that reads differently in the form: both texts, and what is doubtful about it."""

    key: str
    label: str
    before: str
    after: str
    doubts: tuple[str, ...] = ()

    @property
    def is_sure(self) -> bool:
        """Whether it is ticked unless somebody takes the tick away."""
        return not self.doubts


@dataclass(frozen=True)
class Offer:
    """What a form offers for a paper."""

    row: Progress
    file: PaperFile
    said: Reading | Refused

    @property
    def refused(self) -> str:
        """Why nothing can be taken; "" where something can."""
        return self.said.words if isinstance(self.said, Refused) else ""

    @property
    def has_rest(self) -> bool:
        """Whether the paper itself followed the form in the file."""
        return bool(self.file.verdict.get("rest"))

    @cached_property
    def sides(self) -> tuple[Side, ...]:
        """The fields that read differently, in the board's order."""
        if isinstance(self.said, Refused):
            return ()
        return tuple(
            side
            for of in wordforms.typed_fields(self.row.rules)
            if of.key in self.said.values
            for side in [self._side(of.key, of.label, of.kind)]
            if side.before != side.after or self._differs(of.key)
        )

    def _differs(self, key: str) -> bool:
        assert isinstance(self.said, Reading)
        now = present(self.row).get(key)
        return merging.digest(now) != merging.digest(self.said.values[key])

    def _side(self, key: str, label: str, kind: str) -> Side:
        assert isinstance(self.said, Reading)
        doubts = [each.words for each in self.said.doubts if each.key == key]
        if self._moved_on(key):
            doubts.append(MOVED_ON)
        rules, now = self.row.rules, present(self.row).get(key)
        after = covers.words(kind, self.said.values[key], rules)
        return Side(key, label, covers.words(kind, now, rules), after, tuple(doubts))

    def _moved_on(self, key: str) -> bool:
        """Whether the field is not what it was when the form was downloaded."""
        read = _read(self.file.verdict["form"]["properties"].get("icsgov.read", ""))
        return key in read and read[key] != merging.digest(present(self.row).get(key))

    @property
    def other_doubts(self) -> list[str]:
        """What has to be looked at and belongs to no field that differs."""
        if isinstance(self.said, Refused):
            return []
        shown = {side.key for side in self.sides}
        return [each.words for each in self.said.doubts if each.key not in shown]

    @property
    def extra(self) -> tuple[str, ...]:
        """Words that stand outside the boxes, and are taken by nobody."""
        return self.said.extra if isinstance(self.said, Reading) else ()


def _read(text: str) -> dict[str, str]:
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def present(row: Progress) -> dict[str, Any]:
    """The cover sheet as it is offered for filling in: one that nobody began has the agenda's."""
    paper = row.paper
    if paper.cover or row.enclosure is None:
        return dict(paper.sheet)
    item = row.enclosure.item
    begun = covers.defaults(row.rules, day=None, purposes=item.purposes, asks=item.asked)
    return {**begun, **paper.sheet}


def sheet(row: Progress) -> Sheet:
    """What the Word form of a paper is made from."""
    values = present(row)
    keys = [of.key for of in wordforms.typed_fields(row.rules)]
    where = f"{row.meeting.board.name}" if row.meeting else row.paper.board.name
    return Sheet(
        paper=str(row.paper.key),
        values=values,
        rules=row.rules,
        heading=where,
        day=_day(row),
        read=json.dumps(merging.digests({key: values.get(key) for key in keys})),
    )


def _day(row: Progress) -> date | None:
    return row.meeting.date if row.meeting else None


def offer(row: Progress, file: PaperFile) -> Offer:
    """What the form offers now. LookupError for a file that is no form of the present version."""
    if not file.is_form or file not in row.files:
        raise LookupError(file.filename)
    said = wordforms.judge(file.verdict["form"], str(row.paper.key), row.rules, _day(row))
    return Offer(row, file, said)


@transaction.atomic
def write(
    offered: Offer, keys: Collection[str], by: Any, now: datetime, *, acting_for: str = ""
) -> bool:
    """Write the chosen fields over the cover sheet; False where nothing was chosen."""
    said = offered.said
    chosen = {side.key for side in offered.sides} & set(keys)
    if isinstance(said, Refused) or not chosen:
        return False
    paper: Paper = offered.row.paper
    paper.hold()
    people = (covers.AUTHORS, covers.LEADS, covers.TITLE)
    values = {key: value for key, value in present(offered.row).items() if key not in people}
    values |= {key: said.values[key] for key in chosen if key != covers.TITLE}
    title = said.values[covers.TITLE] if covers.TITLE in chosen else paper.title
    paper.write(
        paper.version,
        by,
        now,
        acting_for=acting_for,
        title=title or paper.title,
        cover=covers.tidy(values),
    )
    return True
