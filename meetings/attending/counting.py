"""The quorum of a meeting, item by item, from who was there; and before it, from the replies."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from icsgov.boards.models import Seat
from icsgov.boards.rules import Quorum
from meetings import quorum
from meetings.attending import order, replying
from meetings.attending.order import Stop
from meetings.attending.replying import Place
from meetings.models import Attendance, ItemInterest, Meeting, Rsvp
from meetings.quorum import NotQuorate, Quorate

Answer = Quorate | NotQuorate
Outlook = Literal["sure", "open", "lacking"]
Kind = Attendance.Kind


@dataclass(frozen=True)
class Judged:
    """An item and whether the board may decide it."""

    stop: Stop
    answer: Answer

    @property
    def is_quorate(self) -> bool:
        return isinstance(self.answer, Quorate)

    @property
    def words(self) -> str:
        return in_words(self.answer)

    @property
    def why(self) -> str:
        """The figures alone, beside a mark that says which it is."""
        return _capital(self.words.partition(": ")[2])


@dataclass(frozen=True)
class Forecast:
    """What the replies promise: with those who said yes, and if everybody else came too."""

    places: Sequence[Place]
    surely: Answer | None
    at_best: Answer | None

    def count(self, answer: str) -> int:
        return sum(place.answer == answer for place in self.places)

    @property
    def coming(self) -> int:
        return self.count(Rsvp.Answer.ATTEND)

    @property
    def apologies(self) -> int:
        return self.count(Rsvp.Answer.APOLOGIES)

    @property
    def substitutes(self) -> int:
        return self.count(Rsvp.Answer.SUBSTITUTE)

    @property
    def waiting(self) -> int:
        return self.count("")

    @property
    def outlook(self) -> Outlook | None:
        """None where the board has no quorum."""
        if self.surely is None:
            return None
        if isinstance(self.surely, Quorate):
            return "sure"
        return "open" if isinstance(self.at_best, Quorate) else "lacking"

    @property
    def words(self) -> str:
        """The outlook as a sentence."""
        if self.outlook == "sure" and self.surely:
            return f"Quorate: {self.surely.counted} will count, {self.surely.needed} are needed."
        if self.outlook == "open" and isinstance(self.surely, NotQuorate):
            return f"It depends on those who have not replied. So far {lacks(self.surely)}."
        if isinstance(self.at_best, NotQuorate):
            return f"Not quorate even if all who have not replied come: {lacks(self.at_best)}."
        return "This board has no rule for its quorum."


def has_rule(rule: Quorum) -> bool:
    """Whether the board set a quorum at all."""
    return bool(rule.count or rule.fraction or rule.constituencies or rule.chair_needed)


def forecast(meeting: Meeting) -> Forecast:
    """What the replies promise of the quorum (3 queries)."""
    places = replying.places(meeting)
    rule = meeting.rules.quorum
    if not has_rule(rule):
        return Forecast(places, None, None)
    votes = [place for place in places if _votes(place.seat)]
    surely = quorum.quorate(rule, [_promised(place, False) for place in votes], 1)
    at_best = quorum.quorate(rule, [_promised(place, True) for place in votes], 1)
    return Forecast(places, surely, at_best)


def without(rule: Quorum, promised: Forecast, out: Collection[int]) -> Answer | None:
    """The same for an item at which these people may not count; None where there is no rule."""
    if promised.surely is None:
        return None
    votes = [place for place in promised.places if _votes(place.seat)]
    members = [
        replace(
            _promised(place, False),
            conflicts=frozenset({1} if place.seat.person_id in out else ()),
        )
        for place in votes
    ]
    return quorum.quorate(rule, members, 1)


def _votes(seat: Seat) -> bool:
    return seat.voting and seat.role in Seat.MEMBERS


def _promised(place: Place, hopeful: bool) -> quorum.Attendance:
    """A member as promised; one who has not replied comes where we are `hopeful`."""
    comes = place.answer in (Rsvp.Answer.ATTEND, Rsvp.Answer.SUBSTITUTE)
    return quorum.Attendance(
        member=str(place.seat.person),
        present=comes or (hopeful and not place.answer),
        constituency=place.seat.constituency,
        chair=place.seat.role == Seat.Role.CHAIR,
        deputy=place.reply.substitute_name if place.reply else "",
    )


def judge(meeting: Meeting) -> list[Judged]:
    """Every item with its quorum; nothing where the board has none, or nobody is on the roll.

    A fixed number of queries, however long agenda and roll are.
    """
    rule = meeting.rules.quorum
    if not has_rule(rule):
        return []
    rows = list(
        meeting.attendance.filter(voting=True)
        .in_order()
        .select_related("seat")
        .prefetch_related("away")
    )
    if not rows:
        return []
    stops = order.taken(meeting)
    members = _members(rows, stops, _conflicts(meeting))
    return [Judged(stop, quorum.quorate(rule, members, stop.place)) for stop in stops]


def _conflicts(meeting: Meeting) -> Mapping[int, set[int]]:
    """By item, the ids of people whom an interest keeps from counting."""
    found: dict[int, set[int]] = {}
    rows = ItemInterest.objects.filter(item__meeting=meeting).conflicts()
    for item, person in rows.values_list("item", "person"):
        found.setdefault(item, set()).add(person)
    return found


def _members(
    rows: Iterable[Attendance], stops: Sequence[Stop], conflicts: Mapping[int, set[int]]
) -> list[quorum.Attendance]:
    places = {stop.item: stop.place for stop in stops if stop.item}
    return [_member(row, places, conflicts) for row in rows]


def _member(
    row: Attendance, places: Mapping[int, int], conflicts: Mapping[int, set[int]]
) -> quorum.Attendance:
    """A voting member as the pure rule wants them; items that are gone bind nobody."""
    person = row.deputy_id if row.deputy_name else row.person_id
    out = {item.pk for item in row.away.all()}
    out |= {item for item, people in conflicts.items() if person in people}
    return quorum.Attendance(
        member=row.name,
        present=row.kind == Kind.PRESENT or bool(row.deputy_name),
        constituency=row.constituency,
        chair=row.chair or _is_chair(row),
        deputy=row.deputy_name,
        first_item=places.get(row.from_item_id or 0),
        last_item=places.get(row.to_item_id or 0),
        conflicts=frozenset(places[item] for item in out if item in places),
    )


def _is_chair(row: Attendance) -> bool:
    """A co-chair counts as a chair also where the other one is in the chair."""
    return row.seat is not None and row.seat.role == Seat.Role.CHAIR


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def lacks(answer: NotQuorate) -> str:
    """What is missing, as part of a sentence."""
    said = []
    if answer.counted < answer.needed:
        said.append(f"{answer.counted} count and {answer.needed} are needed")
    said += [f"nobody counts for {name}" for name in answer.constituencies]
    if answer.chair:
        said.append("there is no chair")
    return ", ".join(said)


def missing(answer: NotQuorate) -> str:
    """Who does not count, and why."""
    return "; ".join(f"{each.member} {each.reason}" for each in answer.missing)


def in_words(answer: Answer) -> str:
    """Quorate: 9 count, 7 are needed. Or what is missing, and who."""
    if isinstance(answer, Quorate):
        return f"Quorate: {answer.counted} count, {answer.needed} are needed."
    return f"Not quorate: {lacks(answer)}. {missing(answer)}."


def not_quorate(judged: Iterable[Judged], sections: Collection[int]) -> dict[int, str]:
    """Of these sections of minutes, those whose item was not quorate, with the words for it."""
    return {
        each.stop.section: each.words
        for each in judged
        if not each.is_quorate and each.stop.section in sections and each.stop.section
    }
