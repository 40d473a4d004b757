"""Planning meetings: single ones, from a series, like the last one; and changing the plan.

Every change of a meeting renews what the public is told of it, in the same transaction.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from icsgov.boards.rules import StandingItem
from meetings import dates, deadlines, deputising, ranks
from meetings.enclosing import enclose_generated
from meetings.minuting.enclosing import enclose_last
from meetings.models import AgendaItem, Ask, Enclosure, ItemLead, Meeting, MeetingPart, Series
from meetings.outcomes.releasing import move_with
from meetings.proofs.notices import release_notice

COPIED = ("kind", "title", "lines", "minutes", "mode", "purposes")
YEAR = timedelta(days=366)
PART2 = ("starts", "reason", "review")


@dataclass(frozen=True)
class Private:
    """Part 2 of a meeting: when it begins, its legal ground, when to look at that again."""

    starts: Any = None
    reason: str = ""
    review: date | None = None


@dataclass(frozen=True)
class _Source:
    """A row to be made: by the board's rules, after a row of the last meeting, or both."""

    rule: StandingItem | None = None
    last: AgendaItem | None = None


def papers_due(meeting: Meeting, day: date) -> date:
    """The deadline for papers of a meeting on a day, by the board's rule."""
    return deadlines.papers_due(day, meeting.board.rules(day).papers_due)


@transaction.atomic
def plan(
    new: Meeting,
    private: Private | None,
    by: Any,
    now: datetime,
    *,
    like: Meeting | None = None,
    carry: Collection[UUID] = (),
) -> Meeting:
    """Insert a meeting with the board's standing items.

    They take leads, minutes and words from the meeting `like`; of its other rows come those in
    `carry`, with what stands under them.
    """
    new.papers_due = new.papers_due or papers_due(new, new.date)
    new.create_by(by, now)
    MeetingPart.objects.create(meeting=new, number=1)
    if private is not None:
        MeetingPart.objects.create(
            meeting=new, number=2, **{name: getattr(private, name) for name in PART2}
        )
    for part in (1, 2) if private else (1,):
        _fill(new, part, like, carry, by, now)
    enclose_last(new, by, now)
    release_notice(new, by, now)
    return new


def _fill(
    new: Meeting,
    part: int,
    like: Meeting | None,
    carry: Collection[UUID],
    by: Any,
    now: datetime,
) -> None:
    """Make the rows of a part, in the order of the last meeting."""
    rows = list(like.items.filter(part=part).in_order()) if like else []
    standing = new.rules.standing_items if part == 1 else ()
    sources = _sources(rows, standing, carry)
    for source, rank in zip(sources, ranks.spread(len(sources)), strict=True):
        parent = source.last.parent if source.last else None
        item = _made(new, part, source, rank)
        item.parent = new.items.filter(part=part, title=parent.title).first() if parent else None
        item.create_by(by, now, words=item.title)
        if source.last:
            _copy_beneath(source.last, item)
        if source.rule and Enclosure.Kind.INTERESTS in source.rule.generated:
            enclose_generated(item, Enclosure.Kind.INTERESTS, by, now)


def _sources(
    rows: Sequence[AgendaItem], standing: Sequence[StandingItem], carry: Collection[UUID]
) -> list[_Source]:
    """What to make: rows of the last meeting that stand or are carried; the rest by the rules."""
    by_title = {(each.title.casefold(), each.kind): each for each in standing}
    made = []
    for row in rows:
        rule = None if row.parent_id else by_title.pop((row.title.casefold(), row.kind), None)
        above = row.parent.key if row.parent else row.key
        if rule or row.key in carry or above in carry:
            made.append(_Source(rule, row))
    for missing in by_title.values():
        made.insert(_where(made, missing, standing), _Source(missing))
    return made


def _where(made: Sequence[_Source], missing: StandingItem, standing: Sequence[StandingItem]) -> int:
    """Before the first row that the rules put behind it, else at the end."""
    behind = standing[standing.index(missing) + 1 :]
    return next((at for at, each in enumerate(made) if each.rule in behind), len(made))


def _made(new: Meeting, part: int, source: _Source, rank: str) -> AgendaItem:
    """An unsaved row; what stands by the rules alone has no paper until somebody adds one."""
    last, rule = source.last, source.rule
    item = AgendaItem(meeting=new, part=part, rank=rank, mode=AgendaItem.Mode.VERBAL)
    if rule is not None:
        item.title, item.kind, item.minutes = rule.title, rule.kind, rule.minutes
        item.lines = "\n".join(rule.lines)
    if last is not None:
        for name in COPIED:
            setattr(item, name, getattr(last, name))
    return item


def _copy_beneath(last: AgendaItem, item: AgendaItem) -> None:
    """Leads and asks, as they were printed last time."""
    for lead in last.leads.all():
        ItemLead.objects.create(
            item=item,
            person_id=lead.person_id,
            position=lead.position,
            name=lead.name,
            initials=lead.initials,
            title=lead.title,
        )
    Ask.objects.bulk_create(
        Ask(item=item, position=ask.position, verb=ask.verb, text=ask.text)
        for ask in last.asks.all()
    )


def carriable(last: Meeting, day: date, part2: bool) -> list[AgendaItem]:
    """Rows of the last meeting that do not stand on every agenda, and so may be taken along."""
    standing = {(each.title.casefold(), each.kind) for each in last.board.rules(day).standing_items}
    rows = last.items.filter(parent=None, part__lte=2 if part2 else 1).in_order()
    return [
        row for row in rows if row.part == 2 or (row.title.casefold(), row.kind) not in standing
    ]


def private_of(meeting: Meeting) -> Private | None:
    """What is said of the Part 2 of a meeting, for another one; its review date is its own."""
    part = meeting.parts.filter(number=2).first()
    return Private(part.starts, part.reason) if part else None


def next_day(meeting: Meeting) -> date | None:
    """The next day of the meeting's series that has no meeting yet."""
    if meeting.series is None:
        return None
    taken = set(meeting.series.meetings.values_list("date", flat=True))
    days = occurrences(meeting.series, meeting.date + YEAR)
    free = (each.day for each in days if each.day > meeting.date and each.day not in taken)
    return next(free, None)


def previous(meeting: Meeting) -> Meeting | None:
    """The board's last meeting before this one, which leads and words are taken from."""
    return meeting.board.meetings.past(meeting.date).exclude(pk=meeting.pk).first()


def occurrences(series: Series, until: date) -> list[dates.Occurrence]:
    """The days of a series up to a day; bank holidays are flagged with the day after them."""
    step = {series.every: series.count}
    return dates.occurrences(series.first, until, **step)


@transaction.atomic
def plan_series(series: Series, days: Iterable[date], by: Any, now: datetime) -> list[Meeting]:
    """A meeting of the series on each of the days."""
    made = []
    for day in days:
        new = Meeting(
            board=series.board,
            series=series,
            date=day,
            starts=series.starts,
            ends=series.ends,
            venue=series.venue,
        )
        made.append(plan(new, None, by, now, like=previous(new)))
    return made


def moved_deadline(meeting: Meeting, day: date) -> date | None:
    """The deadline when the meeting moves to a day: one that was the rule's moves along."""
    if meeting.papers_due in (None, papers_due(meeting, meeting.date)):
        return papers_due(meeting, day)
    return meeting.papers_due


@transaction.atomic
def rearrange(
    meeting: Meeting, version: int, fields: dict[str, Any], by: Any, now: datetime
) -> bool:
    """Save the details of a meeting; raises Conflict when somebody was first."""
    changed = meeting.save_at(version, by, now, **fields)
    release_notice(meeting, by, now)
    move_with(meeting, by, now)
    deputising.follow(meeting)
    return changed


@transaction.atomic
def set_part2(meeting: Meeting, private: Private | None, by: Any, now: datetime) -> None:
    """Give the meeting a Part 2, change what is said of it, or take it away."""
    rows = MeetingPart.objects.filter(meeting=meeting, number=2)
    before = list(rows.values(*PART2))
    if private is None:
        rows.delete()
    else:
        values = {name: getattr(private, name) for name in PART2}
        MeetingPart.objects.update_or_create(meeting=meeting, number=2, defaults=values)
    after = list(rows.all().values(*PART2))
    if before != after:
        was, is_now = {"part 2": before}, {"part 2": after}
        meeting.record_change("edited", by, now, before=was, after=is_now)


@transaction.atomic
def change_plan(
    meeting: Meeting, to: str, notice: str, by: Any, now: datetime, *, day: date | None = None
) -> None:
    """Cancel, postpone or plan again, with what the public is told; raises MoveRefused."""
    if to == Meeting.State.CANCELLED:
        meeting.cancel(notice, by, now)
    elif to == Meeting.State.POSTPONED:
        meeting.postpone(notice, by, now)
    else:
        due = moved_deadline(meeting, day or meeting.date)
        meeting.plan_again(by, now, day=day, notice=notice)
        meeting.save_at(meeting.version, by, now, papers_due=due)
    release_notice(meeting, by, now)
    move_with(meeting, by, now)
