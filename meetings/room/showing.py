"""What the room shows: the course of the meeting, the item being taken, people, words to read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.db.models import Prefetch

from meetings import drafts
from meetings.attending import counting
from meetings.attending.counting import Judged
from meetings.declaring import at_items
from meetings.declaring.at_items import AtItem
from meetings.minuting import sittings
from meetings.models import (
    Action,
    AgendaItem,
    Attendance,
    Enclosure,
    Meeting,
    Minutes,
    MinuteSection,
    ProposedOutcome,
)
from meetings.outcomes.asking import Asked, Keys, asks_of, whole

Kind = Attendance.Kind
Pick = ProposedOutcome.Pick
READ = {
    Pick.AS_ASKED: "We agreed, as asked: {ask}.",
    Pick.CHANGED: "We agreed, with changes: {ask}.",
    Pick.NOTED: "We noted: {ask}.",
    Pick.DEFERRED: "We deferred: {ask}.",
    Pick.NONE: "We came to no outcome: {ask}.",
}


@dataclass(frozen=True)
class Step:
    """An item of the room's agenda."""

    section: MinuteSection
    judged: Judged | None
    planned: int  # minutes; 0 where none are planned
    due: time | None  # when the agenda would begin it

    @property
    def state(self) -> str:
        """waiting, now, done."""
        if self.section.began is None:
            return "waiting"
        return "done" if self.section.ended else "now"

    @property
    def lacks_quorum(self) -> bool:
        return self.judged is not None and not self.judged.is_quorate


@dataclass(frozen=True)
class Pace:
    """How the clock stands against the agenda, in whole minutes."""

    used: int
    planned: int
    behind: int

    @property
    def words(self) -> str:
        """Of the item: 6 of 10 minutes used. 3 minutes over."""
        if not self.planned:
            return f"{_minutes(self.used)} used; none are planned."
        over = self.used - self.planned
        if over > 0:
            return f"{_minutes(over)} over: {self.used} of {self.planned} used."
        return f"{_minutes(-over)} left: {self.used} of {self.planned} used."

    @property
    def course(self) -> str:
        """Of the meeting: on time, or how many minutes behind or ahead."""
        if abs(self.behind) < 1:
            return "The meeting is on time."
        where = "behind" if self.behind > 0 else "ahead"
        return f"The meeting is {_minutes(abs(self.behind))} {where}."

    @property
    def is_over(self) -> bool:
        return bool(self.planned) and self.used > self.planned


def _minutes(count: int) -> str:
    return f"{count} minute{'' if count == 1 else 's'}"


@dataclass(frozen=True)
class Now:
    """The item being taken, with what is asked, declared, agreed."""

    step: Step
    asks: Sequence[Asked]
    whole: Asked | None
    actions: Sequence[Action]
    at_item: AtItem | None
    pace: Pace

    @property
    def read_back(self) -> list[str]:
        """The words to read before leaving the item."""
        said = [_read(ask) for ask in self.asks]
        if self.whole and self.whole.picked and self.whole.picked.pick:
            said.append(_read(self.whole))
        return [*said, *(_action(each) for each in self.actions)]

    @property
    def open_asks(self) -> int:
        """How many asks have no outcome yet."""
        return sum(ask.is_open for ask in self.asks)


@dataclass(frozen=True)
class Room:
    """All of it, as one reader sees it."""

    meeting: Meeting
    part: int
    minutes: Minutes | None
    opened: time | None
    closed: time | None
    steps: Sequence[Step]
    rows: Sequence[Attendance]
    now: Now | None

    @property
    def there(self) -> list[Attendance]:
        """Those who are in the room."""
        return [row for row in self.rows if row.is_there and not row.left]

    @property
    def gone(self) -> list[Attendance]:
        """Those who were there and left."""
        return [row for row in self.rows if row.is_there and row.left]

    @property
    def missing(self) -> list[Attendance]:
        """Those who are not there, whatever they said."""
        return [row for row in self.rows if not row.is_there]


def show(meeting: Meeting, part: int, now: datetime, *, without: Keys = ()) -> Room:
    """The room of a part as it is now, in a fixed number of queries.

    `without` are the keys of papers that are withheld from who looks at it.
    """
    minutes = Minutes.objects.filter(meeting=meeting, part=part).first()
    opened, closed = sittings.times_of(meeting, part)
    rows = meeting.attendance.in_order().select_related("person", "deputy", "seat")
    steps = _steps(meeting, part, minutes, without)
    current = [step for step in steps if step.state == "now"]
    latest = max(current, key=lambda each: each.section.began or time.min, default=None)
    clock = now.astimezone(meeting.zone).time()
    return Room(
        meeting=meeting,
        part=part,
        minutes=minutes,
        opened=opened,
        closed=closed,
        steps=steps,
        rows=list(rows),
        now=_now(latest, closed or clock, without) if latest else None,
    )


def _steps(meeting: Meeting, part: int, minutes: Minutes | None, without: Keys) -> list[Step]:
    if minutes is None:
        return []
    draft = drafts.read_part(meeting, part)
    planned = {row.item.pk: row for row in draft.rows}
    judged = {each.stop.section: each for each in counting.judge(meeting)}
    hung = Enclosure.objects.exclude(paper__key__in=without).select_related("paper")
    with_papers = AgendaItem.objects.prefetch_related(Prefetch("enclosures", hung))
    sections = minutes.sections.prefetch_related(
        Prefetch("item", with_papers.select_related("meeting"))
    )
    return [
        Step(
            section,
            judged.get(section.pk),
            section.item.minutes if section.item else 0,
            _due(planned, section),
        )
        for section in sections
    ]


def _due(planned: Mapping[int, Any], section: MinuteSection) -> time | None:
    row = planned.get(section.item_id or 0)
    return row.timed.starts if row else None


def _now(step: Step, clock: time, without: Keys) -> Now:
    section, item = step.section, step.section.item
    began = section.began or clock
    actions = Action.objects.filter(paragraph__section=section).prefetch_related("owners")
    return Now(
        step=step,
        asks=asks_of(item, without=without) if item else (),
        whole=whole(item) if item else None,
        actions=list(actions.order_by("number")),
        at_item=at_items.at_items(item.meeting, [item])[0] if item else None,
        pace=Pace(
            used=max(0, _between(began, clock)),
            planned=step.planned,
            behind=_between(step.due, began) if step.due else 0,
        ),
    )


def _between(first: time, last: time) -> int:
    """Whole minutes from one clock time to another of the same day."""
    return (last.hour - first.hour) * 60 + last.minute - first.minute


def _read(ask: Asked) -> str:
    words = ask.words.rstrip(".") or "the item"
    picked = ask.picked
    if picked is None or not picked.pick:
        return f"Not settled yet: {words}."
    said = READ[Pick(picked.pick)].format(ask=words)
    return f"{said} {picked.words}".strip()


def _action(action: Action) -> str:
    owners = ", ".join(owner.name for owner in action.owners.all()) or "owner not stated"
    due = f", {action.due_words}" if action.due_words else ""
    return f"Action ({owners}{due}): {action.text}"
