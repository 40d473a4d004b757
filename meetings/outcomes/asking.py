"""What the board is asked under an item, numbered as the room reads it out."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from meetings import covers
from meetings.models import AgendaItem, Paper, ProposedOutcome

Keys = Collection[UUID] | QuerySet[Any]
WHOLE = 0  # the item as a whole, where nothing is asked or something else came of it


@dataclass(frozen=True)
class Asked:
    """One ask, its number from 1, the paper that asks it and what was picked for it."""

    position: int
    words: str
    paper: Paper | None = None
    picked: ProposedOutcome | None = None

    @property
    def is_open(self) -> bool:
        """Whether nobody picked an outcome yet."""
        return self.picked is None or not self.picked.pick


def asks_of(item: AgendaItem, *, without: Keys = ()) -> list[Asked]:
    """What is asked under an item: by its papers' cover sheets, else by its own row (4 queries).

    `without` are the keys of papers that are withheld from who asks.
    """
    picked = {row.position: row for row in item.outcomes.select_related("decision")}
    written: list[tuple[str, Paper | None]] = [*_by_papers(item, without)]
    written = written or [(f"{ask.verb} {ask.text}", None) for ask in item.asks.all()]
    return [
        Asked(position, words, paper, picked.get(position))
        for position, (words, paper) in enumerate(written, 1)
    ]


def whole(item: AgendaItem) -> Asked:
    """The item as a whole, with what was picked for it."""
    return Asked(WHOLE, "", None, item.outcomes.filter(position=WHOLE).first())


def _by_papers(item: AgendaItem, without: Keys) -> Iterator[tuple[str, Paper]]:
    """The asks of the papers as they are printed."""
    enclosures = item.enclosures.exclude(paper=None).exclude(paper__key__in=without)
    for enclosure in enclosures.select_related("paper__current", "paper__cleared"):
        paper: Any = enclosure.paper
        version = paper.cleared or paper.current
        for ask in _on_cover(item, version.cover if version else {}):
            yield covers.ask_words(ask), paper


def _on_cover(item: AgendaItem, cover: Mapping[str, Any]) -> list[Mapping[str, str]]:
    """The asks on a cover sheet by the fields of the board."""
    fields = (field for field in item.meeting.rules.cover_fields if field.kind == "asks")
    return next((cover[field.key] for field in fields if cover.get(field.key)), [])
