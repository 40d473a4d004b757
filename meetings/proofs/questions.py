"""What the public reads of a question: an instant release for each, in the save's transaction."""

from datetime import datetime
from typing import Any

from icsgov.record.kinds import QUESTION, Kind, register
from icsgov.record.models import Release
from icsgov.record.news import tells
from icsgov.record.publish import Line, instant, withdraw
from icsgov.record.tree import Link, Node
from meetings.models import Question
from meetings.proofs.notices import is_announced
from strategy.links import links_of

register(Kind("question", web="record/partials/question.html", group="Questions"))
tells(QUESTION, "From the public", "Questions")

ABOUT = "about"
ANSWERS = "answers"
ON_THE_RECORD = ("accepted", "answered", "rejected", "merged")


def release_question(question: Question, by: Any, now: datetime) -> None:
    """Release the question anew; call it in the transaction of every change.

    Nothing happens before it was moderated, or when it says the same as before.
    """
    if question.state not in ON_THE_RECORD:
        return
    line = Line(question.board, QUESTION, question.key, question.path)
    on = question.board.today(question.received_at)
    made = instant(line, question_of(question, now), title=_title(question), by=by, now=now, on=on)
    if made is not None and question.state == Question.State.REJECTED:
        _take_back(made, question.ground, by, now)


def _take_back(made: Release, ground: str, by: Any, now: datetime) -> None:
    """What an earlier release said of a question that is not taken after all."""
    earlier = Release.objects.of(QUESTION, made.subject).filter(withdrawn_at=None)
    for release in earlier.exclude(pk=made.pk):
        withdraw(release, ground, by, now)


def _title(question: Question) -> str:
    return f"Question {question.ref}"


def question_of(question: Question, now: datetime) -> Node:
    """The tree of a question: one node. Of one that was not taken neither words nor name.

    The item is named by key alone: its title may still be a draft, and pages take it from the
    agenda that was released.
    """
    turned_away = question.state == Question.State.REJECTED
    meeting = question.meeting if question.meeting and is_announced(question.meeting) else None
    return Node(
        kind="question",
        anchor="question",
        thing=question.key,
        title=_title(question),
        text="" if turned_away else question.printed,
        ref=question.ref,
        state=question.state,
        on=question.board.today(question.received_at),
        data={
            "board": question.board.name,
            "board_slug": question.board.slug,
            "asker": "" if turned_away else question.asked_by,
            "channel": question.channel,
            "number": question.number,
            "meeting": meeting.path if meeting else "",
            "meeting_on": meeting.date.isoformat() if meeting else "",
            "due": question.due.isoformat() if question.due else "",
            **_reply(question),
        },
        links=tuple(_links(question, now)),
    )


def _reply(question: Question) -> dict[str, str]:
    """The answer, the ground on which it was not taken, or with which it is answered."""
    state = Question.State
    if question.state == state.ANSWERED and question.answered_at:
        return {
            "answer": question.answer,
            "how": question.get_how_display(),
            "answered_by": question.answerer_name,
            "answered_on": question.board.today(question.answered_at).isoformat(),
        }
    if question.state == state.REJECTED:
        return {"ground": question.ground}
    into = question.merged_into
    if question.state == state.MERGED and into:
        return {"into": into.ref, "into_path": into.path}
    return {"answered_by": question.answerer_name}


def _links(question: Question, now: datetime) -> list[Link]:
    if question.state == Question.State.REJECTED:
        return []
    found = list(links_of([question.key], now).get(question.key, ()))
    if question.item and question.item.part == 1:
        found.append(Link(ABOUT, question.item.key))
    if question.merged_into:
        found.append(Link(ANSWERS, question.merged_into.key, question.merged_into.ref))
    return found
