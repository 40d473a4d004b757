"""What the public reads of a board: an instant release made from its row, seats and rules."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.text import slugify

from icsgov.boards.models import Board, Seat
from icsgov.boards.profile import publishes
from icsgov.boards.rules import Quorum, Rules
from icsgov.record.kinds import PROFILE, Kind, register
from icsgov.record.publish import Line, instant
from icsgov.record.tree import Node
from icsgov.work.clock import every_tick

register(
    Kind("board", group="Boards"),
    Kind("seat", group="Boards"),
    Kind("person", searchable=False),
)

# The secretary's seat gives rights; it is no place on the board.
PUBLIC_ROLES = (Seat.Role.CHAIR, Seat.Role.MEMBER, Seat.Role.ATTENDEE)
# A rule that begins while the clock stands still is caught up within a week.
CATCH_UP = timedelta(days=7)


@publishes
def release_profile(board: Board, by: Any, now: datetime) -> None:
    """Release the public profile anew; nothing happens when it says the same as before."""
    if board.kind == Board.Kind.SYSTEM:
        return
    line = Line(board, PROFILE, board.key, board.slug)
    on = now.astimezone(ZoneInfo(board.zone)).date()
    instant(line, profile_of(board, on), title=board.name, by=by, now=now)


@every_tick
def release_on_the_day(now: datetime) -> None:
    """A rule that begins today changes a profile without anybody saving it."""
    today = now.date()
    begun = Board.objects.meeting().filter(rule_rows__starts__range=(today - CATCH_UP, today))
    for board in begun.distinct():
        release_profile(board, None, now)


def profile_of(board: Board, on: date) -> Node:
    """The tree of a board's profile: the board, and under it those who sit on it."""
    seats = board.seats.filter(role__in=PUBLIC_ROLES).select_related("person", "organisation")
    data = {
        "slug": board.slug,
        "short_name": board.short_name,
        "kind": board.get_kind_display(),
        "position": board.position,
        "parent": str(board.parent.key) if board.parent else "",
        "contact": board.contact,
        "starts": board.starts.isoformat() if board.starts else "",
        "ends": board.ends.isoformat() if board.ends else "",
        "rules": list(rules_in_words(board.rules(on))),
    }
    return Node(
        kind="board",
        anchor="board",
        thing=board.key,
        title=board.name,
        text=board.purpose,
        data=data,
        children=tuple(_seat(seat) for seat in seats if not seat.ends or seat.ends >= on),
    )


def _seat(seat: Seat) -> Node:
    """One seat with its days: the page shows those that are held on the day it is read."""
    return Node(
        kind="seat",
        anchor=slugify(str(seat.person)),
        thing=seat.key,
        title=seat.person.full_name,
        on=seat.starts,
        data={
            "role": seat.role,
            "standing": seat.standing_words,
            "constituency": seat.constituency,
            "voting": seat.voting,
            "ends": seat.ends.isoformat() if seat.ends else "",
        },
        children=(_person(seat),),
    )


def _person(seat: Seat) -> Node:
    """Who holds the seat, so that readers of the record know one person on two boards."""
    person = seat.person
    return Node(
        kind="person",
        anchor=f"{slugify(str(person))}-person",
        thing=person.key,
        title=person.full_name,
        data={
            "honorific": person.honorific,
            "given_names": person.given_names,
            "family_name": person.family_name,
            "post_nominals": person.post_nominals,
        },
    )


def rules_in_words(rules: Rules) -> Iterator[dict[str, str]]:
    """What the public should know of a board's rules, each with a heading."""
    if rules.meets_in_public:
        yield _rule(
            "Coming to a meeting", "This board meets in public. Anyone may come and listen."
        )
    else:
        yield _rule("Coming to a meeting", "This board does not usually meet in public.")
    days = "working days" if rules.notice.working else "days"
    yield _rule(
        "When papers are published",
        f"At least {rules.notice.days} clear {days} before a meeting.",
    )
    if asking := rules.public_questions or questions_in_words(rules):
        yield _rule("Asking a question", asking)
    if needed := quorum_in_words(rules.quorum):
        yield _rule("How many members must be there", needed)


def questions_in_words(rules: Rules) -> str:
    """How the public may ask, as sentences; empty where it may not."""
    if not rules.takes_questions:
        return ""
    rule = rules.questions
    days = "working days" if rule.working else "days"
    about = "about an item of the agenda " if rule.about_agenda else ""
    most = f"You can ask up to {rule.per_person} for each meeting. " if rule.per_person else ""
    return (
        f"Anyone can send a question {about}at least {rule.deadline} clear {days} before a "
        f"meeting. {most}It is answered at the meeting, or in writing within "
        f"{rule.answer_days} working days of it."
    )


def _rule(title: str, text: str) -> dict[str, str]:
    return {"title": title, "text": text}


def quorum_in_words(quorum: Quorum) -> str:
    """“The board can decide when …”; empty where the board has set no quorum."""
    needed = [f"{quorum.count} members"] if quorum.count else []
    if quorum.fraction:
        needed.append(f"{quorum.fraction} of the voting members")
    if quorum.chair_needed:
        needed.append("a chair")
    needed += [f"one member for {name}" for name in quorum.constituencies]
    if not needed:
        return ""
    listed = " and ".join(filter(None, [", ".join(needed[:-1]), needed[-1]]))
    return f"The board can decide when at least {listed} take part."
