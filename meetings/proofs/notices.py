"""What the public is told of a meeting before there are papers: an instant release."""

from datetime import datetime
from typing import Any

from icsgov.boards.models import Board
from icsgov.boards.profile import publishes
from icsgov.record.kinds import NOTICE, Kind, register
from icsgov.record.models import Release
from icsgov.record.publish import Line, instant, withdraw
from icsgov.record.tree import Node
from icsgov.record.watching import RECORDING
from meetings import dates
from meetings.models import Meeting

register(Kind("notice", group="Meetings"))

ANNOUNCED = (Meeting.Kind.PUBLIC, Meeting.Kind.ANNUAL)
TAKEN_BACK = "This meeting is not held in public."


def release_notice(meeting: Meeting, by: Any, now: datetime) -> None:
    """Release the notice anew; call it in the transaction of every save of a meeting.

    Nothing happens when it says the same as before. Private meetings and seminars are announced
    only where the secretary wrote what the public is told of them; a meeting that turned private
    has its notice withdrawn.
    """
    if not is_announced(meeting):
        _take_back(meeting, by, now)
        return
    line = Line(meeting.board, NOTICE, meeting.key, meeting.path)
    instant(line, notice_of(meeting), title=title_of(meeting), by=by, now=now, on=meeting.date)


@publishes
def renew_notices(board: Board, by: Any, now: datetime) -> None:
    """A board's new name stands on the notices of its coming meetings too."""
    for meeting in board.meetings.coming(now.date()).select_related("board"):
        release_notice(meeting, by, now)


def is_announced(meeting: Meeting) -> bool:
    """Whether the public is told that the meeting takes place."""
    return meeting.kind in ANNOUNCED or bool(meeting.private_session)


def title_of(meeting: Meeting) -> str:
    """What the meeting is called: its own title, or its board and kind."""
    if meeting.title:
        return meeting.title
    if meeting.kind == Meeting.Kind.ANNUAL:
        return f"{meeting.board.name} annual general meeting"
    return meeting.board.name


def notice_of(meeting: Meeting) -> Node:
    """The tree of a notice: one node. The joining link is for members and stays out."""
    data = {
        "board": meeting.board.name,
        "name": meeting.title,
        "slug": meeting.board.slug,
        "kind": meeting.kind,
        "starts": meeting.starts.isoformat("minutes"),
        "ends": meeting.ends.isoformat("minutes"),
        "zone": meeting.board.zone,
        "notice": meeting.notice,
        "private_session": meeting.private_session,
        "questions_by": _questions_by(meeting),
    }
    return Node(
        kind="notice",
        anchor="notice",
        thing=meeting.key,
        title=title_of(meeting),
        on=meeting.date,
        state=meeting.state,
        data=data | (_place(meeting) if meeting.kind in ANNOUNCED else {}),
    )


def _questions_by(meeting: Meeting) -> str:
    """The last day for questions from the public; empty where none are taken."""
    rules = meeting.rules
    if meeting.kind not in ANNOUNCED or not rules.takes_questions:
        return ""
    rule = rules.questions
    return dates.notice_by(meeting.date, rule.deadline, rule.working).isoformat()


def _place(meeting: Meeting) -> dict[str, str]:
    """Where an open meeting is; of a private one the public learns the day only."""
    return {
        "venue": meeting.venue,
        "mode": meeting.mode,
        "how_to_attend": meeting.how_to_attend,
    }


def _take_back(meeting: Meeting, by: Any, now: datetime) -> None:
    for kind in (NOTICE, RECORDING):
        for release in Release.objects.of(kind, meeting.key).heads():
            withdraw(release, TAKEN_BACK, by, now)
