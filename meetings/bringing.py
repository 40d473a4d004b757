"""A paper brought to another board with its history: who considered it, and what came of it."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import QuerySet

from icsgov.nhsuk.dates import date_words
from meetings import access, covers, withholding
from meetings.models import AgendaItem, Decision, Enclosure, Paper, PaperImage, PaperRole

CONSIDERED: Final = "considered"
LONGEST_CHAIN = 10
NOT_RECORDED = "outcome not recorded yet"


def places(user: Any, paper: Paper, now: datetime) -> QuerySet[AgendaItem]:
    """Items of coming meetings of other boards that the reader keeps; private ones for Part 2."""
    boards = access.kept_boards(user, now).exclude(pk=paper.board_id)
    rows = AgendaItem.objects.visible_to(user, now).filter(
        meeting__board__in=boards,
        meeting__state="planned",
        meeting__date__gte=paper.board.today(now),
        kind__in=AgendaItem.NUMBERED,
    )
    if access.is_part2(paper):
        rows = rows.filter(part=2)
    return rows.select_related("meeting__board").order_by("meeting__date", "part", "rank")


@transaction.atomic
def bring(paper: Paper, item: AgendaItem, by: Any, now: datetime) -> Paper:
    """A paper of its own for the other board, under an item, with words, files and people.

    It has to be handed in and cleared anew, by that board's rules.
    """
    board, rules = item.meeting.board, item.meeting.rules
    known = {field.key for field in rules.cover_fields}
    made = Paper(
        board=board,
        title=paper.title,
        body=paper.body,
        cover={key: value for key, value in paper.cover.items() if key in known and key != "date"},
        private=paper.private,
        private_reason=paper.private_reason,
        brought_from=paper,
    )
    if CONSIDERED in known:
        made.cover[CONSIDERED] = "\n".join(considered(made, board.today(now)))
    made.cover = covers.tidy(made.cover)
    made.create_by(by, now, words=f"Brought from {paper.board}")
    _give(paper, made)
    Enclosure.objects.create(item=item, paper=made, position=item.enclosures.count())
    files = list(paper.current.files.all()) if paper.current else []
    made.cut(f"Brought from {paper.board.short_name}"[:100], by, now, files=files)
    withholding.carry(paper, made, by, now)
    paper.record_change("brought", by, now, words=f"to {item.meeting}")
    return made


def _give(paper: Paper, made: Paper) -> None:
    """The same people and pictures."""
    for role in paper.roles.all():
        PaperRole.objects.create(
            paper=made,
            person=role.person,
            role=role.role,
            position=role.position,
            name=role.name,
            title=role.title,
        )
    for image in paper.images.all():
        PaperImage.objects.create(paper=made, blob=image.blob, alt=image.alt)


def considered(paper: Paper, today: date) -> list[str]:
    """Who considered the paper before, in order: board, day and outcome, a line each.

    What a Part 2 came to is said in private papers only.
    """
    rows = [row for earlier in _chain(paper) for row in _sittings(earlier, paper, today)]
    return [_line(row) for row in sorted(rows, key=lambda row: row.item.meeting.opens_at)]


def _chain(paper: Paper) -> Iterator[Paper]:
    """The papers that it was brought from, the nearest first."""
    earlier = paper.brought_from
    for _ in range(LONGEST_CHAIN):
        if earlier is None:
            return
        yield earlier
        earlier = earlier.brought_from


def _sittings(earlier: Paper, paper: Paper, today: date) -> list[Enclosure]:
    rows = earlier.enclosures.filter(item__meeting__date__lte=today)
    rows = rows.exclude(item__meeting__state__in=("cancelled", "postponed"))
    if not paper.private:
        rows = rows.filter(item__part=1)
    return list(rows.select_related("item__meeting__board"))


def _line(row: Enclosure) -> str:
    meeting = row.item.meeting
    decided = Decision.objects.standing().filter(item=row.item, part=row.item.part)
    found = decided.order_by("number")
    outcomes = list(dict.fromkeys(each.get_outcome_display() for each in found))
    said = ", ".join(outcomes) or NOT_RECORDED
    return f"{meeting.board.name_on(meeting.date)}, {date_words(meeting.date)}: {said}"


def out_of_date(paper: Paper, keys: set[str], today: date) -> list[str]:
    """What the cover sheet should say of those who considered it and does not say yet."""
    if paper.brought_from_id is None or CONSIDERED not in keys:
        return []
    said = str(paper.cover.get(CONSIDERED, ""))
    return [line for line in considered(paper, today) if line not in said]


def update_considered(
    paper: Paper, today: date, by: Any, now: datetime, *, acting_for: str = ""
) -> bool:
    """Put what came of it elsewhere into the cover sheet; words that somebody added stay."""
    lines = considered(paper, today)
    stems = [line.partition(": ")[0] for line in lines]
    own = [
        line
        for line in str(paper.cover.get(CONSIDERED, "")).splitlines()
        if not any(line.startswith(stem) for stem in stems)
    ]
    cover = covers.tidy({**paper.cover, CONSIDERED: "\n".join([*lines, *own])})
    return paper.write(paper.version, by, now, acting_for=acting_for, cover=cover)
