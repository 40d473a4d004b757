"""What came of a meeting, for tests: made in drafts, and let out with the minutes."""

from datetime import date

from meetings.minuting import releasing
from meetings.outcomes.acting import take
from meetings.outcomes.deciding import decide
from meetings.outcomes.promising import promise
from tests.builds import built
from tests.factories import NOW
from tests.meetings.minuting.desk import Desk, desk

BOTH = ("public", "members")


def record(short_name: str = "ICP") -> Desk:
    """Draft minutes with a decision, an action and a promise under their first item."""
    made = desk(short_name=short_name)
    rows = {kind: made.add(f"Words of the {kind}.", kind) for kind in ("decision", "action")}
    board, section = made.board, made.section
    decide(
        made.meeting,
        1,
        "approved",
        "It was approved.",
        None,
        NOW,
        item=section.item,
        paragraph=rows["decision"],
    )
    take(
        board,
        1,
        "Write it.",
        None,
        NOW,
        meeting=made.meeting,
        paragraph=rows["action"],
        due=date(2023, 7, 1),
    )
    promise(board, 1, "The concordat", None, NOW, paragraph=made.add("It comes back."))
    return made


def out(shown: Desk, audiences: tuple[str, ...] = BOTH) -> None:
    """The minutes go to their readers."""
    shown.minutes.send_to_chair(None, NOW)
    shown.minutes.clear(None, NOW)
    built(shown.meeting, kind="minutes", at=NOW)
    releasing.publish(shown.minutes, list(audiences), shown.secretary, NOW)
