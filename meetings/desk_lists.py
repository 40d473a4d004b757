"""A reader's own papers: what they owe, what waits for their clearance, what else they follow."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from icsgov.boards.rights import standing
from meetings import clearing, paper_access, workflow
from meetings.clearing import Step
from meetings.progress import Progress, progress_of_all


@dataclass(frozen=True)
class Own:
    """A paper that concerns the reader: the clearance that waits for them; for whom they assist."""

    row: Progress
    step: Step | None = None
    assisted: str = ""


@dataclass
class Mine:
    """Papers of one reader, those due first in front. `others` are followed, none is owed."""

    owed: list[Own] = field(default_factory=list)
    to_clear: list[Own] = field(default_factory=list)
    others: list[Own] = field(default_factory=list)


def my_papers(user: Any, now: datetime) -> Mine:
    """Everything that concerns the reader, in a fixed number of queries."""
    people = standing(user, now).people
    own = list(paper_access.own_papers(user, now))
    known = {paper.pk for paper in own}
    chaired = [each for each in paper_access.chaired_papers(user, now) if each.pk not in known]
    mine = Mine()
    for row in _in_order(progress_of_all([*own, *chaired], now)):
        writes = any(role.person_id in people for role in row.paper.authors)
        each = Own(row, _open_to(user, row, now), paper_access.acting_for(user, row.paper, now))
        if each.step is not None:
            mine.to_clear.append(each)
        elif writes and row.paper.state in workflow.AUTHOR_WRITES:
            mine.owed.append(each)
        elif row.paper.pk in known and row.paper.state != "withdrawn":
            mine.others.append(each)
    return mine


def _in_order(rows: Sequence[Progress]) -> list[Progress]:
    return sorted(rows, key=lambda row: (row.due or date.max, row.paper.title))


def _open_to(user: Any, row: Progress, now: datetime) -> Step | None:
    """The first open step that the reader can take by their own word, as lead or chair."""
    takes = paper_access.taker(user, row.paper, now)
    return next(
        (
            step
            for step in row.open_steps
            if step.rule.by != "secretary" and clearing.may_take(step.rule, takes)
        ),
        None,
    )
