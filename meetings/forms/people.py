"""Who writes a paper and who leads it, with name and title as they will be printed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms

from icsgov.boards.models import Person
from meetings.directory import Directory, Listed, line_of
from meetings.forms.typed import ListedInputs
from meetings.models import Paper, PaperRole

MOST = 12


class Lines(forms.Field):
    """Inputs of one name, row by row, empty ones kept in their place."""

    widget = ListedInputs

    def to_python(self, value: Any) -> list[str]:
        return [str(line).strip()[:300] for line in value or ()][: MOST + 1]


@dataclass(frozen=True)
class Typed:
    """A row of the form: who, and the title in print; an empty title is taken from the seat."""

    who: str = ""
    title: str = ""


class PeopleForm(forms.Form):
    """One list of people: the authors, or the executive leads."""

    who = Lines(label="Name", required=False)
    title = Lines(label="Job title as printed", required=False)

    def __init__(
        self, *args: Any, paper: Paper, role: str, directory: Directory, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.paper, self.role, self.directory = paper, role, directory
        rows = [row for row in paper.roles.all() if row.role == role]
        self.initial["who"] = [line_of(row.person) for row in rows]
        self.initial["title"] = [row.title for row in rows]
        self.found: list[tuple[Listed, str]] = []

    @property
    def known(self) -> Sequence[Listed]:
        """Whom to suggest while a name is typed."""
        return self.directory.own

    def rows(self) -> list[Typed]:
        """What was typed or stands, and room for one more."""
        names, titles = self["who"].value() or [], self["title"].value() or []
        padded = [*titles, *[""] * len(names)]
        rows = [Typed(who, title) for who, title in zip(names, padded, strict=False) if who]
        return [*rows, Typed()]

    def without(self, at: int) -> None:
        """Take one row out of what was sent."""
        self.data = self.data.copy()
        for name in ("who", "title"):
            rows = self.data.getlist(name)
            self.data.setlist(name, rows[:at] + rows[at + 1 :])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        names, titles = said.get("who", []), said.get("title", [])
        for at, who in enumerate(names):
            if who:
                self._find(who, titles[at] if at < len(titles) else "")
        return said

    def _find(self, who: str, title: str) -> None:
        found = self.directory.find(who)
        if not isinstance(found, Listed):
            self.add_error("who", found.words)
        elif found.person not in [listed.person for listed, _ in self.found]:
            self.found.append((found, title))

    def save(self, by: Any, now: datetime, *, acting_for: str = "") -> bool:
        """Write the list; False when it was so already."""
        known = {row.person_id: row for row in self.paper.roles.all() if row.role == self.role}
        rows = [self._row(listed.person, title, known) for listed, title in self.found]
        return self.paper.name_people(self.role, rows, by, now, acting_for=acting_for)

    def _row(self, person: Person, title: str, known: dict[int, PaperRole]) -> PaperRole:
        """A row as it will be printed: the name of one who stands there already stays."""
        before = known.get(person.pk)
        name = before.name if before else person.full_name
        return PaperRole(person=person, name=name, title=title or self.directory.title(person))
