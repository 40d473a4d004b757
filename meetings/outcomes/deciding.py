"""Decisions: what the board resolved, in its words, with a reference that stays."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from icsgov.boards.models import Board
from meetings.models import (
    Adoption,
    AgendaItem,
    Attendance,
    Decision,
    Meeting,
    Paper,
    Paragraph,
)
from meetings.numbering import decision_ref
from meetings.outcomes import releasing


class AlreadyDecided(Exception):
    """The paragraph holds a decision: somebody recorded it meanwhile."""


@dataclass(frozen=True)
class Votes:
    """A vote as it was counted; None where a number was not stated."""

    supporting: int | None = None
    against: int | None = None
    abstained: int | None = None

    @property
    def cast(self) -> int:
        return sum(filter(None, (self.supporting, self.against, self.abstained)))

    @property
    def columns(self) -> dict[str, int | None]:
        """The votes under the names of the row's fields."""
        return {
            "votes_for": self.supporting,
            "votes_against": self.against,
            "abstained": self.abstained,
        }


NO_VOTE = Votes()


class VotesDiffer(ValueError):
    """More votes than members who were there; `field` names the first number that is too many."""

    def __init__(self, field: str, cast: int, there: int) -> None:
        members = "1 member was" if there == 1 else f"{there} members were"
        super().__init__(f"{cast} votes are counted here, but only {members} present")
        self.field = field


def check_votes(votes: Votes, there: int | None) -> None:
    """Raise VotesDiffer where more votes are counted than members were `there` (None: unknown)."""
    running = 0
    for field, count in votes.columns.items():
        running += count or 0
        if there is not None and running > there:
            raise VotesDiffer(field, votes.cast, there)


def members_there(meeting: Meeting) -> int | None:
    """How many members, or deputies for them, were present; None while nobody is listed."""
    rows = list(Attendance.objects.filter(meeting=meeting))
    present = Attendance.Kind.PRESENT
    return sum(row.kind == present or bool(row.deputy_name) for row in rows) if rows else None


@transaction.atomic
def decide(
    meeting: Meeting,
    part: int,
    outcome: str,
    words: str,
    by: Any,
    now: datetime,
    *,
    item: AgendaItem | None = None,
    paragraph: Paragraph | None = None,
    conditions: str = "",
    votes: Votes = NO_VOTE,
    ask: str = "",
    ground: str = "",
    pending: Iterable[Board] = (),
    papers: Iterable[Paper] = (),
) -> Decision:
    """A decision with the next number of its meeting and part, confirmed by `by`.

    Numbers are given under the meeting's lock, so that no two decisions get the same one.
    Raises VotesDiffer, AlreadyDecided where the paragraph holds a decision, and ValueError where
    item or paragraph are of another meeting or part.
    """
    _check_place(meeting, part, item, paragraph)
    check_votes(votes, members_there(meeting))
    Meeting.objects.select_for_update().get(pk=meeting.pk)
    if paragraph is not None and Decision.objects.filter(paragraph=paragraph).exists():
        raise AlreadyDecided
    number = _next_number(meeting, part)
    made = Decision(
        meeting=meeting,
        part=part,
        number=number,
        ref=decision_ref(meeting.board.short_name, meeting.address, number, part=part),
        item=item,
        paragraph=paragraph,
        outcome=outcome,
        words=words,
        conditions=conditions,
        ask=ask,
        ground=ground,
        confirmed_by=by,
        **votes.columns,
    ).create_by(by, now)
    made.pending.set(pending)
    made.papers.set(papers)
    releasing.refresh(made, by, now)
    return made


def _check_place(
    meeting: Meeting, part: int, item: AgendaItem | None, paragraph: Paragraph | None
) -> None:
    places = [(item.meeting_id, item.part)] if item else []
    if paragraph is not None:
        minutes = paragraph.section.minutes
        places.append((minutes.meeting_id, minutes.part))
    if any(place != (meeting.pk, part) for place in places):
        raise ValueError("A decision stands in the meeting and part of its item and paragraph.")


def _next_number(meeting: Meeting, part: int) -> int:
    rows = Decision.objects.filter(meeting=meeting, part=part)
    last: int | None = rows.aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


@transaction.atomic
def adopt(
    decision: Decision, board: Board, on: date, words: str, by: Any, now: datetime
) -> Adoption:
    """Note that a board for which the decision was pending adopted it; once for each board."""
    if not decision.pending.filter(pk=board.pk).exists():
        raise ValueError(f"The decision does not wait for {board}.")
    made, new = Adoption.objects.get_or_create(
        decision=decision, board=board, defaults={"on": on, "words": words, "by": by, "at": now}
    )
    if new:
        said = f"Adopted by {board} on {on.day} {on:%B %Y}. {words}".strip()
        decision.record_change("adopted", by, now, words=said)
        releasing.refresh(decision, by, now)
    return made


class Unexplained(ValueError):
    """What readers have of a decision is changed only with a reason."""


@transaction.atomic
def revise(
    decision: Decision,
    version: int,
    by: Any,
    now: datetime,
    *,
    why: str = "",
    votes: Votes = NO_VOTE,
    pending: Iterable[Board] | None = None,
    papers: Iterable[Paper] | None = None,
    **fields: Any,
) -> None:
    """Change a decision; once readers have it, only with a reason, which its history keeps.

    Boards and papers that are None stay. Raises VotesDiffer, Unexplained, and Conflict when
    somebody saved in between.
    """
    check_votes(votes, members_there(decision.meeting))
    Decision.objects.select_for_update().get(pk=decision.pk)
    wanted = {**fields, **votes.columns}
    differs = any(getattr(decision, name) != value for name, value in wanted.items())
    if differs and not why and releasing.is_out(decision):
        raise Unexplained(str(decision))
    links = {"pending": pending, "papers": papers}
    anew = {name: set(rows) for name, rows in links.items() if rows is not None}
    relinked = any(set(getattr(decision, name).all()) != rows for name, rows in anew.items())
    decision.change_at(version, by, now, why=why, relinked=relinked, **wanted)
    for name, rows in anew.items():
        getattr(decision, name).set(rows)
    if relinked:
        decision.record_change("linked", by, now, words=why)
    releasing.refresh(decision, by, now)
