"""The proof of a meeting's part: the agenda with its papers, as it would be released now.

Only the part's own items are read: nothing is ever taken out of a private pack to make a public
one (design: add, never subtract).
"""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.utils.text import slugify

from icsgov.boards.models import Seat
from icsgov.record.kinds import AGENDA, Kind, register
from icsgov.record.proofs import Proof, StampRule, proves
from icsgov.record.tree import Node
from meetings.models import AgendaItem, ItemLead, Meeting
from meetings.outline import Row
from meetings.proofs.papers import Printed, is_drafted, printed
from meetings.proofs.sitting import Sitting, read

UNNUMBERED: dict[str, str] = {AgendaItem.Kind.HEADING: "heading", AgendaItem.Kind.BREAK: "break"}
ROW = "meetings/partials/item.html"
register(
    Kind("meeting", print="pdf/agenda.html", called=lambda node: "Agenda", group="Meetings"),
    Kind("item", web=ROW, group="Agenda items"),
    Kind("heading", web=ROW, group="Agenda items"),
    Kind("break", web=ROW, searchable=False),
    Kind(
        "paper",
        web="meetings/partials/paper.html",
        print="pdf/paper.html",
        prints=is_drafted,
        called=lambda node: f"Enclosure {node.label}: {node.title}",
        own="Cover sheet",
        page=True,
        group="Papers",
    ),
    Kind("section", web="meetings/partials/section.html", group="Papers"),
    Kind("image", searchable=False),
    Kind("webtext", web="meetings/partials/webtext.html", group="Papers"),
    Kind(
        "file",
        web="meetings/partials/file.html",
        file=True,
        called=lambda node: node.title,
        group="Papers",
    ),
)
Papers = dict[int, list[Printed]]


@proves(AGENDA)
def proof(meeting_key: UUID, part: int, now: datetime) -> Proof:
    """What the part of a meeting would release now. Raises DoesNotExist for one it has not."""
    sitting = read(meeting_key, part, now)
    meeting, rules = sitting.meeting, sitting.rules
    papers = {row.item.pk: _papers(sitting, row) for row in sitting.rows}
    every = [paper for papers_of_row in papers.values() for paper in papers_of_row]
    return Proof(
        kind=AGENDA,
        subject=meeting.key,
        part=part,
        board=meeting.board,
        path=meeting.path,
        title=title(meeting, sitting.board_name, part),
        filename=sitting.stem,
        on=meeting.date,
        root=_root(sitting, papers),
        stamp=_stamp(sitting),
        dated=meeting.opens_at,
        late_papers=rules.late_papers,
        faults=tuple(fault for paper in every for fault in paper.faults),
        warnings=tuple(warning for paper in every for warning in paper.warnings),
    )


def title(meeting: Meeting, board_name: str, part: int) -> str:
    """Integrated Care Partnership, 24 July 2023; Part 2 says so."""
    private = f", Part {part}" if part > 1 else ""
    return f"{meeting.title or board_name}, {day_words(meeting.date)}{private}"


def day_words(day: date) -> str:
    """24 July 2023."""
    return f"{day.day} {day:%B %Y}"


def _stamp(sitting: Sitting) -> StampRule:
    rules = sitting.rules
    return StampRule(
        words=rules.stamp_part2 if sitting.is_private else rules.stamp,
        board=sitting.meeting.board.short_name,
        date=day_words(sitting.meeting.date),
        mark=rules.mark_part2 if sitting.is_private else "",
        place=rules.stamp_place,
    )


def _papers(sitting: Sitting, row: Row) -> list[Printed]:
    if row.item.mode == AgendaItem.Mode.TO_FOLLOW:
        return []
    return [printed(sitting, row, enclosure, letter) for enclosure, letter in row.letters]


def _root(sitting: Sitting, papers: Papers) -> Node:
    meeting = sitting.meeting
    return Node(
        kind="meeting",
        anchor="agenda",
        thing=meeting.key,
        title=title(meeting, sitting.board_name, sitting.part.number),
        on=meeting.date,
        data=_about(sitting),
        children=_rows(sitting, sitting.rows, papers),
    )


def _about(sitting: Sitting) -> dict[str, Any]:
    """The head of the agenda and what readers need to come. Never the joining link."""
    meeting = sitting.meeting
    return {
        "board": sitting.board_name,
        "short_name": meeting.board.short_name,
        "name": meeting.title,
        "part": sitting.part.number,
        "kind": meeting.kind,
        "date": meeting.date.isoformat(),
        "starts": clock(sitting.starts),
        "ends": clock(sitting.ends),
        "venue": meeting.venue,
        "mode": meeting.mode,
        "how_to_attend": meeting.how_to_attend,
        "chairs": [_chair(seat) for seat in sitting.chairs],
        "presenters": _presenters(sitting),
        "purposes": [{"key": each.key, "label": each.label} for each in sitting.rules.purposes],
        **_private(sitting),
    }


def _private(sitting: Sitting) -> dict[str, str]:
    """What is said of privacy: to the public that there is more, in Part 2 on what ground."""
    if sitting.is_private:
        return {"reason": sitting.part.reason}
    return {"private_session": sitting.meeting.private_session}


def clock(at: time) -> str:
    """15:10, as data; templates say it in the reader's way."""
    return f"{at:%H:%M}"


def _chair(seat: Seat) -> dict[str, str]:
    person = seat.person
    return {"name": str(person), "initials": person.initials, "title": seat.standing_words}


def _presenters(sitting: Sitting) -> list[dict[str, str]]:
    """The key to the initials: everybody who leads an item, once, the chairs left out."""
    chairs = {seat.person_id for seat in sitting.chairs}
    first: dict[int, ItemLead] = {}
    for lead in (lead for row in sitting.rows for lead in row.item.leads.all()):
        first.setdefault(lead.person_id, lead)
    return [_lead(lead) for person, lead in first.items() if person not in chairs]


def _lead(lead: ItemLead) -> dict[str, str]:
    return {"name": lead.name, "initials": lead.initials, "title": lead.title}


def _rows(sitting: Sitting, rows: Sequence[Row], papers: Papers) -> tuple[Node, ...]:
    """The rows as nodes, each with its papers and then with the rows beneath it."""
    made: list[Node] = []
    at = 0
    while at < len(rows):
        after = at + 1
        while after < len(rows) and rows[after].depth > rows[at].depth:
            after += 1
        beneath = _rows(sitting, rows[at + 1 : after], papers)
        made.append(_row(sitting, rows[at], papers[rows[at].item.pk], beneath))
        at = after
    return tuple(made)


def _row(sitting: Sitting, row: Row, papers: Sequence[Printed], beneath: tuple[Node, ...]) -> Node:
    item = row.item
    kind = UNNUMBERED.get(item.kind, "item")
    return Node(
        kind=kind,
        anchor=f"{kind}-{slugify(row.label)}" if row.label else kind,
        thing=item.key,
        label=row.label,
        title=item.title,
        text="\n".join(item.text_lines),
        data=_told(row, papers),
        links=(*sitting.supports.get(item.key, ()), *sitting.keeps.get(item.key, ())),
        children=(*(paper.node for paper in papers if paper.node), *beneath),
    )


def _told(row: Row, papers: Sequence[Printed]) -> dict[str, Any]:
    item, rules = row.item, row.item.meeting.rules
    printed_letters = {paper.letter for paper in papers if paper.node}
    return {
        "kind": item.kind,
        "lines": list(item.text_lines),
        "minutes": item.minutes,
        "time": clock(row.timed.starts) if row.has_time else "",
        "leads": [_lead(lead) for lead in item.leads.all()],
        "enclosures": [letter for _, letter in row.letters],
        "to_follow": [letter for _, letter in row.letters if letter not in printed_letters],
        "purposes": [
            {"key": each.key, "label": each.label}
            for each in rules.purposes
            if each.key in item.purposes
        ],
        "mode": item.mode,
        "asks": [{"verb": ask.verb, "text": ask.text} for ask in item.asks.all()],
        "slides": item.slides,
    }
