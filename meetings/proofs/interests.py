"""The public register of interests of a board: an instant release; and its extract in a pack."""

from collections.abc import Sequence
from datetime import date, datetime
from html import escape
from typing import Any

from django.utils.text import slugify

from icsgov.boards.models import Board
from icsgov.boards.profile import publishes
from icsgov.record.kinds import INTERESTS, Kind, register
from icsgov.record.models import Release
from icsgov.record.publish import Line, instant
from icsgov.record.tree import Node
from icsgov.work.clock import every_tick
from meetings.declaring.register import Declarer, declarers
from meetings.models import Enclosure, Interest
from meetings.outline import Row
from meetings.proofs.agenda import day_words
from meetings.proofs.generated import generates
from meetings.proofs.sitting import Sitting

NOTHING = "Not stated."
register(Kind("interests"), Kind("declarer"), Kind("interest"))


def path_of(board: Board) -> str:
    """Where the register stands on the public site: icp/interests."""
    return f"{board.slug}/{INTERESTS}"


@publishes
def release_register(board: Board, by: Any, now: datetime) -> None:
    """Release the register anew, in the transaction of the change that it follows.

    Nothing happens when it says the same as before, nor before anybody on the board said anything.
    """
    if board.kind == Board.Kind.SYSTEM:
        return
    on = board.today(now)
    listed = declarers(board, on, public=True)
    said = any(each.interests or each.confirmed for each in listed)
    if not said and not Release.objects.of(INTERESTS, board.key).exists():
        return
    line = Line(board, INTERESTS, board.key, path_of(board))
    instant(line, register_of(board, listed), title=title_of(board), by=by, now=now)


@every_tick
def release_on_the_day(now: datetime) -> None:
    """Interests that leave the register today, and seats that end, are saved by nobody."""
    for release in Release.objects.filter(kind=INTERESTS).live(now).select_related("board"):
        if release.board is not None:
            release_register(release.board, None, now)


def title_of(board: Board) -> str:
    """Register of interests, Integrated Care Partnership."""
    return f"Register of interests, {board.name}"


def register_of(board: Board, listed: Sequence[Declarer]) -> Node:
    """The tree of a register: the board, its people, what each declared."""
    return Node(
        kind="interests",
        anchor="interests",
        thing=board.key,
        title=title_of(board),
        data={"board": board.name, "slug": board.slug},
        children=tuple(_declarer(each) for each in listed),
    )


def _declarer(each: Declarer) -> Node:
    confirmed = each.confirmed.confirmed_at if each.confirmed else None
    return Node(
        kind="declarer",
        anchor=slugify(str(each.person)),
        thing=each.person.key,
        title=each.person.full_name,
        data={
            "standing": each.standing,
            "confirmed": confirmed.date().isoformat() if confirmed else "",
            "nil": each.is_nil and bool(each.confirmed and each.confirmed.nil),
        },
        children=tuple(_interest(row) for row in each.interests),
    )


def _interest(row: Interest) -> Node:
    return Node(
        kind="interest",
        anchor=f"interest-{row.key.hex[:12]}",
        thing=row.key,
        title=row.organisation,
        text=row.words,
        on=row.declared,
        data={
            "kind": row.get_kind_display(),
            "action": row.action,
            "starts": row.starts.isoformat() if row.starts else "",
            "ends": row.ends.isoformat() if row.ends else "",
        },
    )


@generates(Enclosure.Kind.INTERESTS)
def extract(sitting: Sitting, row: Row, enclosure: Enclosure, letter: str) -> Node | None:
    """The register as an enclosure: what the public register says on the day of the meeting.

    What is held private stands in no pack, Part 2 included.
    """
    board = sitting.meeting.board
    listed = declarers(board, sitting.meeting.date, public=True)
    if not listed:
        return None
    slug = enclosure.slug or "register-of-interests"
    return Node(
        kind="paper",
        anchor=slug,
        label=letter,
        title="Register of interests",
        data={
            "item": row.label,
            "board": sitting.board_name,
            "date": sitting.meeting.date.isoformat(),
            "generated": enclosure.kind,
            "version": "",
            "filename": f"{sitting.stem}-enclosure-{slugify(letter)}-{slug}.pdf",
            "has_cover": False,
            "has_text": True,
            "cover": [],
            "authors": [],
            "leads": [],
            "asks": [],
        },
        children=tuple(_section(each, slug) for each in listed),
    )


def _section(each: Declarer, slug: str) -> Node:
    """A person with their interests as a part of the paper's text."""
    return Node(
        kind="section",
        anchor=f"{slug}-{slugify(str(each.person))}",
        title=each.person.full_name,
        text="\n".join(f"{row.organisation} {row.words}".strip() for row in each.interests),
        data={"level": 1, "html": _standing(each) + (_table(each.interests) or _nothing(each))},
    )


def _standing(each: Declarer) -> str:
    return f"<p>{escape(each.standing, quote=False)}</p>" if each.standing else ""


def _nothing(each: Declarer) -> str:
    said = "No interests to declare." if each.is_nil else NOTHING
    return f"<p>{said}</p>"


def _table(rows: Sequence[Interest]) -> str:
    if not rows:
        return ""
    heads = ("Interest", "Kind", "From", "Until")
    head = "".join(f"<th>{name}</th>" for name in heads)
    lines = "".join(f"<tr>{''.join(_cells(row))}</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>"


def _cells(row: Interest) -> list[str]:
    what = ": ".join(filter(None, (row.organisation, row.words)))
    said = (what, row.get_kind_display(), _day(row.starts), _day(row.ends, "present"))
    return [f"<td>{escape(words, quote=False)}</td>" for words in said]


def _day(day: date | None, otherwise: str = "not stated") -> str:
    return day_words(day) if day else otherwise
