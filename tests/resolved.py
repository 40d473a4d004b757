"""What came of the meeting of the small world, with canary words in it."""

from icsgov.boards.models import Board
from meetings.models import Action, Decision, ForwardEntry, Meeting
from meetings.outcomes.acting import take
from meetings.outcomes.deciding import decide
from meetings.outcomes.following import report
from meetings.outcomes.promising import promise
from meetings.outcomes.striking import strike
from tests import factories as make


def decision(met: Meeting, part: int, other: Board) -> Decision:
    """A decision that stands in no released minutes, beside one that was taken back."""
    struck(met, part)
    return decide(
        met,
        part,
        "conditional",
        f"canary-decision{part}",
        None,
        make.NOW,
        conditions=f"canary-conditions{part}",
        ask=f"canary-ask{part}",
        ground=f"canary-ground{part}",
        pending=[other],
    )


def action(board: Board, part: int) -> Action:
    """An action of nobody in particular, with a report on it."""
    made = take(board, part, f"canary-action{part}", None, make.NOW, due_words=f"canary-due{part}")
    report(made, f"canary-report{part}", f"canary-owner{part}", None, make.NOW)
    return made


def struck(met: Meeting, part: int) -> None:
    """A decision and an action that were taken back."""
    said = f"canary-mistake{part}"
    for thing in (
        decide(met, part, "noted", said, None, make.NOW),
        take(met.board, part, said, None, make.NOW, meeting=met),
    ):
        strike(thing, f"canary-struck{part}", None, make.NOW)


def promised(board: Board, part: int) -> ForwardEntry:
    """Something that stands in no released minutes."""
    said = {"why": f"canary-why{part}", "window": f"canary-window{part}"}
    return promise(board, part, f"canary-promise{part}", None, make.NOW, **said)
