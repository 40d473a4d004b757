"""Who owns an action, by what is typed: names, initials, organisations, parted by commas."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models.functions import Lower

from icsgov.boards.models import Board, Organisation, Person
from meetings.directory import Directory, Several, Unknown, line_of
from meetings.models import Action
from meetings.outcomes.acting import Owner

PARTED = re.compile(r"[,;\n]+")


class UnknownOwner(ValueError):
    """Nobody and no organisation, or more than one, is called so; the message says what to do."""


def named(typed: str, board: Board, on: date) -> list[Owner]:
    """The owners of "KW, Southwark Council", each once. Raises UnknownOwner."""
    directory = Directory(board, on)
    asked = (" ".join(part.split()) for part in PARTED.split(typed))
    return list(dict.fromkeys(_named(part, directory) for part in asked if part))


def _named(words: str, directory: Directory) -> Owner:
    found = directory.find(words)
    if isinstance(found, Unknown):
        organisation = _organisation(words)
        if organisation is None:
            raise UnknownOwner(
                f"We know nobody and no organisation called “{words}”. Choose one from the list, "
                "or leave it empty"
            )
        return organisation
    if isinstance(found, Several):
        raise UnknownOwner(found.words.rstrip("."))
    return found.person


def _organisation(words: str) -> Organisation | None:
    rows = Organisation.objects.annotate(low=Lower("name"), short=Lower("short_name"))
    said = words.lower()
    return rows.filter(low=said).first() or rows.filter(short=said).first()


def typed(action: Action) -> str:
    """Owners as they are typed into the field."""
    rows = action.owners.select_related("person", "organisation")
    return ", ".join(line_of(row.person) if row.person else row.name for row in rows)


def keyed(keys: Sequence[str]) -> list[Owner]:
    """The people and organisations with these keys, in their order."""
    models: tuple[Any, ...] = (Person, Organisation)
    found = {str(row.key): row for model in models for row in model.objects.filter(key__in=keys)}
    return [found[key] for key in keys if key in found]


def offered(board: Board, on: date) -> list[str]:
    """What a browser offers while an owner is typed: the board's own people, organisations."""
    people = [each.line for each in Directory(board, on).own]
    return [*people, *Organisation.objects.values_list("name", flat=True)]
