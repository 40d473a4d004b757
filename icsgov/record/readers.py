"""From whom of a pack's readers something in it is withheld, and what each of them lacks."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from icsgov.boards.models import Board, Deputy, Person, Withheld
from icsgov.boards.rights import Standing, standing_of, withheld_from

Sets = dict[frozenset[UUID], list[Person]]


def absent_sets(
    board: Board, subject: UUID, part: int, papers: Collection[UUID], now: datetime
) -> Sets:
    """Readers by what they do not get, for a release with these keys (1 query where nothing is).

    Assistants with seats of their own and deputies lack what those lack for whom they act.
    """
    rows = Withheld.objects.present().filter(Q(thing__in=papers) | Q(board=board))
    people = set(rows.values_list("person", flat=True))
    found: Sets = defaultdict(list)
    for person in _concerned(people, subject) if people else ():
        lacked = absent_for(person, board, subject, part, papers, now)
        if lacked:
            found[lacked].append(person)
    return dict(found)


def _concerned(people: Collection[int], subject: UUID) -> list[Person]:
    """Those from whom something is withheld, who assists them, and who deputises for them."""
    deputies = Deputy.objects.present().filter(thing=subject, member__in=people)
    assists = Q(assists__person__in=people)
    rows = Person.objects.filter(Q(pk__in=people) | assists | Q(pk__in=deputies.values("person")))
    return list(rows.distinct().order_by("family_name", "given_names", "pk"))


def absent_for(
    person: Person,
    board: Board,
    subject: UUID,
    part: int,
    papers: Collection[UUID],
    now: datetime,
) -> frozenset[UUID]:
    """Which of these keys one reader lacks; none for somebody who reads no such part at all."""
    on = board.today(now)
    seats = standing_of(person.pk, on)
    if not _reads(seats, board, subject, part, now):
        return frozenset()
    return withheld_from(seats, now).intersection(papers)


def _reads(seats: Standing, board: Board, subject: UUID, part: int, now: datetime) -> bool:
    """Whether the person reads the pack of a part: by a seat, or as a deputy."""
    if board.pk in (seats.boards if part == 1 else seats.boards & seats.part2):
        return True
    rows = Deputy.objects.present().held(board.today(now))
    own = rows.filter(thing=subject, person=seats.person)
    return bool((own if part == 1 else own.filter(part2=True)).exists())
