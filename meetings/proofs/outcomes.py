"""What readers get of a decision, an action or a promise: one node, with links to what it is of.

Nothing here tells of another thing that may not be released yet: who keeps a promise stands in
the released agenda of the meeting that keeps it.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.utils.text import Truncator

from icsgov.record.kinds import BY, Kind, register
from icsgov.record.news import tells
from icsgov.record.tree import Link, Node
from meetings.models import Action, Decision, ForwardEntry, Meeting, Paragraph
from meetings.proofs.notices import is_announced

DECISION, ACTION, FORWARD = Decision.KIND, Action.KIND, ForwardEntry.KIND
DECIDES = "decides"
register(
    Kind(DECISION, web="meetings/partials/decision.html", group="Decisions"),
    Kind(ACTION, web="meetings/partials/action.html", group="Actions"),
    Kind(FORWARD, web="meetings/partials/forward.html", group="Forward plan"),
)
tells(DECISION, "Decision", "Decisions")
Outcome = Decision | Action | ForwardEntry


def node_of(thing: Outcome, supports: Sequence[Link] = ()) -> Node:
    """The thing as it is released; `supports` are the priorities it serves."""
    make: Callable[[Any, Sequence[Link]], Node] = _NODES[type(thing)]
    return make(thing, supports)


def path_of(thing: Outcome) -> str:
    """Its place on the public site: decisions/icp/2023-04-25/d3, actions/icp/7."""
    if isinstance(thing, Decision):
        series = thing.ref.rsplit("/", 1)[1].lower()
        return f"decisions/{thing.meeting.path}/{series}"
    if isinstance(thing, Action):
        private = f"p{thing.part}-" if thing.part > 1 else ""
        return f"actions/{thing.board.slug}/{private}{thing.number}"
    return f"forward-plan/{thing.key}"


def decision(row: Decision, supports: Sequence[Link]) -> Node:
    """A decision in the board's words, with what was asked and who must adopt it too."""
    meeting, item = row.meeting, row.item
    title = row.get_outcome_display()
    return Node(
        kind=DECISION,
        anchor=DECISION,
        thing=row.key,
        label=row.ref.rsplit("/", 1)[1],
        title=f"{title}: {item.title}" if item else title,
        text=row.words,
        on=meeting.date,
        ref=row.ref,
        state=row.outcome,
        data={
            **_board_on(meeting),
            "part": row.part,
            "outcome": row.get_outcome_display(),
            "item": item.title if item else "",
            "conditions": row.conditions,
            "votes": votes_in_words(row),
            "ask": row.ask,
            "ground": row.ground,
            "pending": [board.name for board in row.pending.all()],
            "adopted": [
                {"board": each.board.name, "on": each.on.isoformat(), "words": each.words}
                for each in row.adoptions.all()
            ],
            **_paragraph(row.paragraph),
        },
        links=(*_decided(row), *_by(row.paragraph), *supports),
    )


def _decided(row: Decision) -> Iterator[Link]:
    if row.item:
        yield Link(DECIDES, row.item.key, row.item.title)
    for paper in sorted(row.papers.all(), key=lambda paper: paper.pk):
        if row.part > 1 or not paper.private:
            yield Link(DECIDES, paper.key, paper.title)


def votes_in_words(row: Decision) -> str:
    """12 for, 1 against, 2 abstained; empty where no vote was counted."""
    counts = (row.votes_for, row.votes_against, row.abstained)
    named = zip(counts, ("for", "against", "abstained"), strict=True)
    return ", ".join(f"{count} {words}" for count, words in named if count is not None)


def action(row: Action, supports: Sequence[Link]) -> Node:
    """An action as the log shows it. What owners report is for the meeting, and stays out."""
    return Node(
        kind=ACTION,
        anchor=ACTION,
        thing=row.key,
        label=str(row.number),
        title=Truncator(row.text).chars(140),
        text=row.text,
        on=row.due,
        ref=str(row),
        state=row.state,
        data={
            "board": row.board.name,
            "board_slug": row.board.slug,
            "part": row.part,
            "state": row.get_state_display(),
            "owners": [owner.name for owner in row.owners.all()],
            "made_on": row.made_on.isoformat(),
            "due_words": row.due_words,
            "slipped_from": list(row.slipped_from),
            "closed_on": _day(row.closed_at_meeting),
            "merged_into": _merged_into(row),
            **(_meeting(row.meeting) if row.meeting else {}),
            **_paragraph(row.paragraph),
        },
        links=(*_by(row.paragraph), *supports),
    )


def _merged_into(row: Action) -> str:
    """The other action, where it is of the same log."""
    other = row.merged_into
    return str(other) if other and other.part == row.part else ""


def forward(row: ForwardEntry, supports: Sequence[Link]) -> Node:
    """A promise: what comes back, about when, and why; or why it does not."""
    target = row.target if row.target and (row.part > 1 or is_announced(row.target)) else None
    dropped = row.dropped_at is not None
    return Node(
        kind=FORWARD,
        anchor=FORWARD,
        thing=row.key,
        title=row.title,
        text=row.why,
        on=target.date if target else None,
        state="dropped" if dropped else "open",
        data={
            "board": row.board.name,
            "board_slug": row.board.slug,
            "part": row.part,
            "window": row.window,
            "target": target.path if target else "",
            "reason": row.dropped_reason if dropped else "",
            **(_meeting(row.origin) if row.origin else {}),
            **_paragraph(row.paragraph),
        },
        links=(*_under(row), *_by(row.paragraph), *supports),
    )


def _under(row: ForwardEntry) -> Iterator[Link]:
    """The item under which it was promised."""
    if row.item and row.item.part == row.part:
        yield Link(BY, row.item.key, row.item.title)


def _by(paragraph: Paragraph | None) -> Iterator[Link]:
    if paragraph is not None:
        yield Link(BY, paragraph.key, paragraph.label or "")


def _paragraph(paragraph: Paragraph | None) -> dict[str, str]:
    """The number of the paragraph in the minutes, which is its anchor there."""
    return {"paragraph": paragraph.label or "" if paragraph else ""}


def _board_on(meeting: Meeting) -> dict[str, str]:
    board = meeting.board
    return {
        "board": board.name_on(meeting.date),
        "board_slug": board.slug,
        **_meeting(meeting),
    }


def _meeting(meeting: Meeting) -> dict[str, str]:
    return {"meeting": meeting.path, "date": meeting.date.isoformat()}


def _day(meeting: Meeting | None) -> str:
    return meeting.date.isoformat() if meeting else ""


_NODES: dict[type[Outcome], Callable[[Any, Sequence[Link]], Node]] = {
    Decision: decision,
    Action: action,
    ForwardEntry: forward,
}
