"""Finding people by what is typed of them: a name, initials, or a line chosen from the list."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Q

from icsgov.boards.models import Board, Person, Seat
from meetings.models import ItemLead

MOST = 20


@dataclass(frozen=True)
class Listed:
    """A person with the line that names them and nobody else, and their title in print."""

    person: Person
    line: str
    title: str = ""


@dataclass(frozen=True)
class Unknown:
    """Nobody is called so."""

    typed: str

    @property
    def words(self) -> str:
        return (
            f"We do not know “{self.typed}”. Choose a name from the list, "
            "or add them under “Somebody new”."
        )


@dataclass(frozen=True)
class Several:
    """More than one person may be meant."""

    typed: str
    lines: tuple[str, ...]

    @property
    def words(self) -> str:
        return f"“{self.typed}” may be {' or '.join(self.lines)}. Choose one of them."


class Directory:
    """The people of a board, and everybody else behind them."""

    def __init__(self, board: Board, on: date) -> None:
        self.board, self.on = board, on

    @cached_property
    def own(self) -> list[Listed]:
        """Those who sit on the board or attend it, in the order of their seats."""
        seats = Seat.objects.held(self.on).filter(board=self.board)
        rows = list(seats.select_related("person", "organisation"))
        titles = {seat.person: seat.standing_words for seat in reversed(rows)}
        people = list(dict.fromkeys(seat.person for seat in rows))
        return _listed(people, titles)

    def search(self, typed: str) -> list[Listed]:
        """Who may be meant, the board's own people first; 20 at most."""
        own = [each for each in self.own if _matches(each, typed)]
        known = {each.person.pk for each in own}
        name, _ = _split(typed)
        others = Person.objects.filter(
            Q(pk__in=Person.objects.named(_without_title(name))) | Q(initials__iexact=typed.strip())
        ).exclude(pk__in=known)[:MOST]
        return [*own, *_listed(others, {})][:MOST] if typed.strip() else own[:MOST]

    def find(self, typed: str) -> Listed | Unknown | Several:
        """The one person who is meant; the board's own people come before any others."""
        own = _named(self.own, typed)
        found = own or _named(self._others(typed), typed)
        if not found:
            return Unknown(typed)
        if len(found) > 1:
            return Several(typed, tuple(each.line for each in found))
        return found[0]

    def _others(self, typed: str) -> list[Listed]:
        name, initials = _split(typed)
        rows = Person.objects.filter(
            Q(initials__iexact=typed)
            | Q(initials__iexact=initials or None)
            | Q(pk__in=Person.objects.named(_without_title(name)))
        )
        return _listed(rows, {})

    def title(self, person: Person) -> str:
        """A person's title as printed: by the seat here, by another seat, or as printed last."""
        for each in self.own:
            if each.person == person and each.title:
                return each.title
        seat = Seat.objects.held(self.on).filter(person=person).exclude(title="").first()
        if seat is not None:
            return seat.standing_words
        printed = ItemLead.objects.filter(person=person).exclude(title="").order_by("-pk")
        return printed.values_list("title", flat=True).first() or ""


def line_of(person: Person) -> str:
    """Cllr Kieron Williams (KW)."""
    return f"{person.full_name} ({person.initials})"


def _listed(people: Iterable[Person], titles: dict[Person, str]) -> list[Listed]:
    """A line for each; where two would read the same, the end of the key tells them apart."""
    rows = list(people)
    twice = {line for line, count in Counter(map(line_of, rows)).items() if count > 1}
    return [
        Listed(
            person,
            f"{line_of(person)} #{person.key.hex[:6]}"
            if line_of(person) in twice
            else line_of(person),
            titles.get(person, ""),
        )
        for person in rows
    ]


def _split(typed: str) -> tuple[str, str]:
    """The name and the initials of a line: ("Kieron Williams", "KW")."""
    line = typed.partition(" #")[0].strip()
    name, bracket, rest = line.rpartition(" (")
    return (name, rest.rstrip(")")) if bracket else (line, "")


def _without_title(name: str) -> str:
    """The last two words of a name: honorifics are no part of it."""
    return " ".join(name.split()[-2:])


def _matches(listed: Listed, typed: str) -> bool:
    words = typed.casefold().split()
    return all(word in listed.line.casefold() for word in words)


def _named(rows: Sequence[Listed], typed: str) -> list[Listed]:
    """Whom the words name: by line, else by whole name, else by initials, else by its parts."""
    said = typed.casefold().strip()
    tests = (
        lambda each: said in (each.line.casefold(), line_of(each.person).casefold()),
        lambda each: said in _names(each.person),
        lambda each: said == each.person.initials.casefold(),
        lambda each: _matches(each, typed),
    )
    for test in tests:
        found = [each for each in rows if test(each)]
        exact = [each for each in found if each.line.casefold() == said]
        if found:
            return exact or found
    return []


def _names(person: Person) -> set[str]:
    bare = f"{person.given_names} {person.family_name}"
    return {bare.casefold(), person.full_name.casefold()}
