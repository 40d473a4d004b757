"""The register of a board: everybody on it, with what they declared and when they confirmed it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from icsgov.boards.models import Board, Person, Seat
from meetings.models import Interest, InterestReturn

# NHS England, Managing conflicts of interest in the NHS: on the register for six months after.
KEPT = timedelta(days=183)
LISTED = (Seat.Role.CHAIR, Seat.Role.MEMBER, Seat.Role.ATTENDEE)


@dataclass(frozen=True)
class Declarer:
    """Somebody on the board, with their interests and their last word that these are complete."""

    person: Person
    standing: str
    interests: Sequence[Interest]
    confirmed: InterestReturn | None

    @property
    def is_nil(self) -> bool:
        """Whether they said that there is nothing to declare, and nothing is held."""
        return not self.interests and self.confirmed is not None


def declarers(board: Board, on: date, *, public: bool) -> list[Declarer]:
    """Everybody with a seat on a day, in the order of the seats (3 queries).

    Interests stay for six months after they ended. `public` leaves out those held private.
    """
    seats = Seat.objects.held(on).filter(board=board, role__in=LISTED)
    listed: dict[int, Seat] = {}
    for seat in seats.select_related("person", "organisation"):
        listed.setdefault(seat.person_id, seat)
    rows = Interest.objects.filter(person__in=listed).filter(Q(ends=None) | Q(ends__gte=on - KEPT))
    if public:
        rows = rows.published()
    held: dict[int, list[Interest]] = {}
    for row in rows.order_by("kind", "declared", "pk"):
        held.setdefault(row.person_id, []).append(row)
    given = InterestReturn.objects.filter(person__in=listed).exclude(confirmed_at=None)
    last = {row.person_id: row for row in given.order_by("confirmed_at")}
    return [
        Declarer(seat.person, seat.standing_words, held.get(person, []), last.get(person))
        for person, seat in listed.items()
    ]


def of_meeting(board: Board, on: date) -> list[Interest]:
    """What those on the board hold on a day, published or not: to be compared with an agenda."""
    people = Seat.objects.held(on).filter(board=board, role__in=LISTED).values("person")
    return list(Interest.objects.held(on).filter(person__in=people).select_related("person"))


def boards_of(person: Person, on: date) -> list[Board]:
    """The boards in whose registers a person stands."""
    seats = Seat.objects.held(on).filter(person=person, role__in=LISTED)
    return list(Board.objects.filter(seats__in=seats).distinct())
