"""Steps of a paper with the messages they send, each in one transaction."""

from datetime import datetime
from typing import Any

from django.db import transaction

from icsgov.boards.models import Person
from icsgov.boards.rules import Clearance as Rule
from meetings import clearing
from meetings.models import Clearance, Paper
from meetings.progress import progress
from meetings.tasks import calls, letters


@transaction.atomic
def submit(paper: Paper, by: Any, now: datetime, *, words: str = "", acting_for: str = "") -> None:
    """Hand a paper in; secretaries learn of it, and whoever clears it first is asked."""
    paper.submit(by, now, words=words, acting_for=acting_for)
    told = [account for account in letters.secretaries_of(paper, now) if account != by]
    letters.tell("paper-submitted", paper, told, now)
    ask_next(paper, by, now)


@transaction.atomic
def give_back(paper: Paper, words: str, by: Any, now: datetime) -> None:
    """Return a paper to its authors and tell them."""
    paper.give_back(words, by, now)
    letters.tell("paper-returned", paper, letters.authors_of(paper, now), now)
    calls.tell_returned(paper, now)


@transaction.atomic
def give_clearance(
    paper: Paper,
    rule: Rule,
    by: Any,
    now: datetime,
    *,
    how: str = Clearance.How.IN_APP,
    person: Person | None = None,
    words: str = "",
) -> Clearance:
    """Take a step; the next taker is asked, or all concerned learn that it is cleared."""
    required = clearing.required(progress(paper, now).rules)
    given = Clearance.give(paper, rule, required, by, now, how=how, person=person, words=words)
    if paper.state == Paper.State.CLEARED:
        told = {*letters.authors_of(paper, now), *letters.secretaries_of(paper, now)} - {by}
        letters.tell("paper-cleared", paper, told, now)
    else:
        ask_next(paper, by, now)
    return given


def ask_next(paper: Paper, by: Any, now: datetime) -> None:
    """Ask those who can take the first open step, once for each version of the paper."""
    row = progress(paper, now)
    step = next(iter(row.open_steps), None)
    if step is None or step.rule.by == "person":
        return
    told = [account for account in letters.takers_of(step.rule, paper, now) if account != by]
    number = paper.current.number if paper.current else 0
    once = f"to-clear:{paper.key}:{number}:{step.key}"
    letters.tell("paper-to-clear", paper, told, now, once=once, step=step.key)
