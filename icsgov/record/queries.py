"""What somebody looks for or follows, as an address says it: pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from icsgov.record import words
from icsgov.record.words import Term


@dataclass(frozen=True)
class Query:
    """What is looked for: words, and what the finds must be. Empty means anything."""

    text: str = ""
    board: str = ""
    group: str = ""
    first: int | None = None
    last: int | None = None
    priority: str = ""
    borough: str = ""
    person: str = ""

    @property
    def terms(self) -> list[Term]:
        return words.terms(self.text)

    @property
    def filters(self) -> dict[str, Any]:
        """What is not empty, without the words."""
        return {name: value for name, value in self._plain.items() if value and name != "q"}

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for; words that stand everywhere are nothing."""
        return not (any(term.wanted for term in self.terms) or self.filters)

    @property
    def address(self) -> str:
        """The query as the part of an address after the question mark."""
        return urlencode({name: value for name, value in self._plain.items() if value})

    @property
    def _plain(self) -> dict[str, Any]:
        return {
            "q": self.text,
            "board": self.board,
            "kind": self.group,
            "from": self.first,
            "to": self.last,
            "priority": self.priority,
            "borough": self.borough,
            "person": self.person,
        }


def query_of(values: Mapping[str, str]) -> Query:
    """The query that an address or a kept subscription says; what makes no sense is left out."""

    def plain(name: str, most: int) -> str:
        return "".join(sign for sign in values.get(name, "")[:most] if sign.isprintable()).strip()

    return Query(
        text=plain("q", 2_000),
        board=plain("board", 60),
        group=plain("kind", 60),
        first=_year(values.get("from", "")),
        last=_year(values.get("to", "")),
        priority=plain("priority", 40),
        borough=plain("borough", 60),
        person=plain("person", 100),
    )


def _year(typed: str) -> int | None:
    typed = typed.strip()
    return int(typed) if len(typed) == 4 and typed.isascii() and typed.isdigit() else None
