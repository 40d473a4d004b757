"""Asks first: a meeting on one page, item by item; for the chair with what steering it needs."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from icsgov.boards.rights import standing
from icsgov.record.pages import AgendaRow
from icsgov.record.tree import Link
from meetings.attending import counting
from meetings.book.editions import Edition, editions_of, minutes_of
from meetings.book.history import History, histories, priorities_of
from meetings.book.leaves import leaves_of
from meetings.book.parts import Part
from meetings.models import ItemInterest, Meeting
from meetings.quorum import Quorate

PAST = {
    "approve": "approved",
    "agree": "agreed",
    "comment on": "commented on",
    "note": "noted",
    "support": "supported",
    "endorse": "endorsed",
    "discuss": "discussed",
    "consider": "considered",
    "decide": "decided",
    "adopt": "adopted",
    "ratify": "ratified",
    "receive": "received",
    "confirm": "confirmed",
    "delegate": "delegated",
}


@dataclass(frozen=True)
class Steering:
    """What the chair has to know of one item: `quorum` where conflicts bear on it."""

    conflicts: tuple[str, ...]
    quorum: str
    is_quorate: bool
    back: tuple[str, ...]

    @property
    def is_needed(self) -> bool:
        """Whether there is anything to say."""
        return bool(self.conflicts or self.back)


@dataclass(frozen=True)
class Line:
    """One item: what is asked, how long it takes, who leads it, and what went before."""

    row: AgendaRow
    papers: Sequence[Edition]
    pages: tuple[str, ...]
    priorities: tuple[Link, ...]
    history: History
    steering: Steering | None = None


@dataclass(frozen=True)
class Brief:
    """A part of a meeting, asks first; for the chair with what the replies promise."""

    part: Part
    lines: Sequence[Line]
    minutes: int = 0
    promised: counting.Forecast | None = None


def for_the_chair(user: Any, meeting: Meeting, now: datetime) -> bool:
    """Whether the reader steers the meeting, or prepares it."""
    seats = standing(user, now)
    return meeting.board_id in seats.chair | seats.secretary


def brief_of(
    user: Any, meeting: Meeting, part: Part, now: datetime, *, chair: bool = False
) -> Brief:
    """The brief of one part (about 15 queries, however many items)."""
    editions = editions_of([part.release])[part.release.pk]
    leaves = leaves_of(part.release)
    by_thing = {each.thing: each for each in editions}
    rows = [row for row in part.rows if row.node.kind == "item"]
    before = histories(user, meeting, part, rows, now)
    promised = counting.forecast(meeting) if chair else None
    steering = _steering(user, meeting, rows, promised, now) if promised else {}
    lines = [
        Line(
            row,
            [by_thing[p.node.thing] for p in row.papers if p.node.thing in by_thing],
            tuple(filter(None, (leaves.words(paper.node.thing) for paper in row.papers))),
            tuple(priorities_of(row)),
            before[row.node.anchor],
            steering.get(row.node.anchor),
        )
        for row in rows
    ]
    return Brief(part, lines, minutes_of(editions, meeting.rules.reading), promised)


def _steering(
    user: Any,
    meeting: Meeting,
    rows: Sequence[AgendaRow],
    promised: counting.Forecast,
    now: datetime,
) -> dict[str, Steering]:
    """Conflicts, what they leave of the quorum, and the words to state back, by anchor."""
    declared = ItemInterest.objects.visible_to(user, now).filter(item__meeting=meeting)
    by_item: dict[UUID, list[ItemInterest]] = defaultdict(list)
    for each in declared.select_related("item", "person"):
        by_item[each.item.key].append(each)
    return {
        row.node.anchor: _steer(
            meeting, row, by_item[row.node.thing] if row.node.thing else [], promised
        )
        for row in rows
    }


def _steer(
    meeting: Meeting,
    row: AgendaRow,
    declared: Sequence[ItemInterest],
    promised: counting.Forecast,
) -> Steering:
    out = {each.person_id for each in declared if each.done != ItemInterest.Done.NOTED}
    answer = counting.without(meeting.rules.quorum, promised, out) if out else None
    return Steering(
        conflicts=tuple(
            f"{each.person}: {each.words} ({each.get_done_display().lower()})" for each in declared
        ),
        quorum=counting.in_words(answer) if answer else "",
        is_quorate=isinstance(answer, Quorate),
        back=tuple(state_back(ask["verb"], ask["text"]) for ask in row.asked),
    )


def state_back(verb: str, text: str) -> str:
    """What the chair says before the item is left: The board has noted the progress made."""
    done = PAST.get(verb.strip().lower())
    words = text.strip().rstrip(".")
    if done is None:
        return f"The board has been asked to {verb.strip().lower()} {words}. Is that agreed?"
    return f"The board has {done} {words}."
