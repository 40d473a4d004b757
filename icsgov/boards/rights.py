"""Who may do what: dated seats added up, and predicates that each app registers.

`QuerySet.visible_to(user, now)` is the only rule for reading, `may(user, action, obj, now)` the
only one for doing. Both start from a Standing.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, Model, Q, QuerySet
from django.utils import timezone

from icsgov.boards.models import Administrator, Deputy, Person, Seat, Withheld

Keys = QuerySet[Any, Any] | Collection[UUID]


@dataclass(frozen=True)
class Standing:
    """What one reader's seats give on one day: ids of boards by what they give.

    `lacks` says that something may be withheld from them.
    """

    person: int | None = None
    secretary: frozenset[int] = frozenset()
    chair: frozenset[int] = frozenset()
    member: frozenset[int] = frozenset()
    part2: frozenset[int] = frozenset()
    assists: frozenset[int] = field(default_factory=frozenset)
    administrator: bool = False
    lacks: bool = False

    @property
    def boards(self) -> frozenset[int]:
        """Boards on which the reader has any seat that reads members' packs."""
        return self.secretary | self.chair | self.member

    @property
    def people(self) -> frozenset[int]:
        """The reader and those whose assistant the reader is."""
        return self.assists | ({self.person} if self.person else set())


NOBODY = Standing()
READS = (Seat.Role.CHAIR, Seat.Role.MEMBER)


def standing(user: Any, now: datetime) -> Standing:
    """The reader's standing, read once for each request."""
    if not getattr(user, "is_authenticated", False) or not user.is_active or not user.person_id:
        return NOBODY
    on = timezone.localdate(now)
    known: dict[date, Standing] = user.__dict__.setdefault("_standing", {})
    if on not in known:
        known[on] = _read_standing(user.person_id, on)
    return known[on]


def forget_standing(user: Any) -> None:
    """Have the reader's standing read again: who keeps a page has to hear that it was asked for."""
    user.__dict__.pop("_standing", None)


def _read_standing(person: int, on: date) -> Standing:
    seats = list(
        Seat.objects.held(on)
        .filter(Q(person=person) | Q(assistant=person))
        .values_list("board_id", "person_id", "role", "part2")
    )
    administers, lacks = _about(person, frozenset(holder for _, holder, _, _ in seats), on)
    own = [(board, role, part2) for board, holder, role, part2 in seats if holder == person]
    return Standing(
        person=person,
        secretary=frozenset(b for b, role, _ in own if role == Seat.Role.SECRETARY),
        chair=frozenset(b for b, role, _ in own if role == Seat.Role.CHAIR),
        member=frozenset(b for b, role, _ in own if role in READS),
        part2=frozenset(b for b, _, part2 in own if part2),
        assists=frozenset(holder for _, holder, _, _ in seats if holder != person),
        administrator=administers,
        lacks=lacks,
    )


def _about(person: int, holders: frozenset[int], on: date) -> tuple[bool, bool]:
    """Whether the person is an administrator; whether anything at all may be withheld from them."""
    sends = Deputy.objects.present().held(on).filter(person=person).values("member")
    whose = Q(person=person) | Q(person__in=holders) | Q(person__in=sends)
    administers = Administrator.objects.held(on).filter(person=person)
    asked = Person.objects.filter(pk=person).values_list(
        Exists(administers), Exists(Withheld.objects.present().filter(whose))
    )
    return asked.get()


def deputised(user: Any, now: datetime, *, part2: bool = False) -> QuerySet[Any]:
    """The keys of the meetings at which the reader reads for a member; for use in a query."""
    person = standing(user, now).person or 0
    rows = Deputy.objects.present().held(timezone.localdate(now)).filter(person=person)
    return (rows.filter(part2=True) if part2 else rows).values("thing")


def standing_of(person: int, on: date) -> Standing:
    """The standing of a person on a day, who may have no account."""
    return _read_standing(person, on)


def withheld(user: Any, now: datetime) -> Keys:
    """The keys of what is withheld from the reader; for use in a query.

    Of the few from whom anything is, the keys themselves (1 query): what is withheld along with a
    paper is found by way of many tables, and a question within questions could be too deep.
    """
    seats = standing(user, now)
    if not seats.lacks:
        return _own(seats, timezone.localdate(now)).values("thing")
    return list(withheld_from(seats, now))


def withheld_from(seats: Standing, now: datetime) -> frozenset[UUID]:
    """The keys of what is withheld from somebody, or from those for whom they act or deputise."""
    if not seats.lacks:
        return frozenset()
    return _with_reach(_own(seats, timezone.localdate(now)), now)


def withheld_from_anybody(now: datetime) -> frozenset[UUID]:
    """The keys of what is withheld from somebody (1 query)."""
    return _with_reach(Withheld.objects.present(), now)


def _own(seats: Standing, on: date) -> QuerySet[Withheld]:
    """Rows that bind a person. A secretary who assists a member goes on preparing the pack."""
    sends = Deputy.objects.present().held(on).filter(person=seats.person or 0).values("member")
    assisted = Q(person__in=seats.assists) & ~Q(board__in=seats.secretary)
    whose = Q(person=seats.person or 0) | assisted | Q(person__in=sends)
    return Withheld.objects.present().filter(whose)


Reach = Callable[[QuerySet[Any, Any], datetime], Iterable[QuerySet[Any, Any]]]
_REACHES: list[Reach] = []


def reaches(function: Reach) -> Reach:
    """Register what is withheld together with these keys: more keys, one query for each kind."""
    _REACHES.append(function)
    return function


def _with_reach(rows: QuerySet[Withheld], now: datetime) -> frozenset[UUID]:
    own = rows.order_by().values_list("thing", flat=True)
    more = [found for reach in _REACHES for found in reach(own, now)]
    return frozenset(own.union(*more) if more else own)


Rule = Callable[[Standing, Any, datetime], bool]
_RULES: dict[tuple[type[Model], str], Rule] = {}


def rule(model: type[Model], *actions: str) -> Callable[[Rule], Rule]:
    """Register the predicate that answers for these actions on rows of a model."""

    def register(function: Rule) -> Rule:
        for action in actions:
            _RULES[model, action] = function
        return function

    return register


def may(user: Any, action: str, obj: Model, now: datetime) -> bool:
    """Whether the reader may do `action` to `obj` now; what no rule allows is refused."""
    predicate = _RULES.get((type(obj), action))
    return predicate is not None and predicate(standing(user, now), obj, now)
