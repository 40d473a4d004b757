"""The cover sheet as a form, made from the board's own fields. It may be left unfinished."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.forms import BoundField

from icsgov.boards.rules import CoverField, Rules
from icsgov.nhsuk.forms import NHSDateField
from icsgov.record.diff import Span, words
from meetings import bodies, covers
from meetings.forms.merging import MergingForm
from meetings.forms.rich import RichField
from meetings.forms.typed import PairedInputs
from meetings.models import Enclosure, Paper
from strategy import links
from strategy.links import PartsField, PlacesField
from strategy.places import released_places

LONGEST_LINE, LONGEST_TEXT, MOST_ASKS = 300, 5_000, 20
PRINTED = ("people", "leads")


class DraftAsks(forms.Field):
    """What the board is asked, row by row; half a row is kept, for it may still grow."""

    widget = PairedInputs

    def to_python(self, value: Any) -> list[dict[str, str]]:
        rows = [(verb.strip()[:60], text.strip()[:LONGEST_TEXT]) for verb, text in value or ()]
        kept = [{"verb": verb, "text": text} for verb, text in rows if verb or text]
        return kept[:MOST_ASKS]


class DraftPurpose(forms.MultipleChoiceField):
    """The ticks of the board; one it no longer has is dropped in silence."""

    def to_python(self, value: Any) -> list[str]:
        return [key for key in super().to_python(value) if self.valid_value(key)]


@dataclass(frozen=True)
class Row:
    """A field of the cover sheet with what draws it; people are shown, not typed, here."""

    field: CoverField
    bound: BoundField | None = None
    text: BoundField | None = None
    asks: tuple[dict[str, str], ...] = ()


@dataclass(frozen=True)
class Clash:
    """A field that two people changed: its name, label, and what differs."""

    name: str
    label: str
    spans: tuple[Span, ...]
    theirs: str
    mine: str


class CoverForm(MergingForm):
    """All fields of a paper's cover sheet. Fields are called after their keys, cover_summary."""

    def __init__(
        self,
        *args: Any,
        paper: Paper,
        rules: Rules,
        now: datetime,
        enclosure: Enclosure | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.paper, self.rules, self.enclosure, self.now = paper, rules, enclosure, now
        self.hide_optional = True
        for field in self.typed_fields:
            self.fields[_name(field.key)] = _made(field, rules)
            if field.kind == "purpose":
                self.fields[_text_name(field.key)] = _text_field("Purpose in words", "")
            elif field.kind in covers.PICKED:
                self._offer_parts(field)
        self.initial = {**self.filled_from(paper), **self.initial}

    @property
    def typed_fields(self) -> list[CoverField]:
        """The fields of the board that are typed here; the title always is."""
        fields = [field for field in self.rules.cover_fields if field.kind not in PRINTED]
        if any(field.key == covers.TITLE for field in fields):
            return fields
        return [CoverField(covers.TITLE, "Title", "line", required=True), *fields]

    def filled_from(self, row: Any) -> dict[str, Any]:
        """Initial values by the names of the inputs, with digests of what is stored.

        A cover that nobody began shows what the agenda says already.
        """
        shown = super().filled_from(row)
        if not row.cover:
            shown |= {_name(key): value for key, value in self._from_agenda().items()}
        for field in self.typed_fields:
            value = shown.get(_name(field.key))
            if field.kind == "purpose":
                value = value or {}
                shown[_text_name(field.key)] = value.get("text", "")
                shown[_name(field.key)] = value.get("ticks", [])
            elif field.kind == "date" and not value:
                shown[_name(field.key)] = self.day
            elif field.kind in covers.PICKED:
                shown[_name(field.key)] = [part["key"] for part in covers.parts(value)]
        return shown

    @property
    def day(self) -> date | None:
        """The day of the meeting."""
        return self.enclosure.item.meeting.date if self.enclosure else None

    def _offer_parts(self, field: CoverField) -> None:
        """What a field of plans offers: what was released, and what the cover names already."""
        offered: Any = self.fields[_name(field.key)]
        named = [(each["key"], each["words"]) for each in covers.parts(self._named(field))]
        if field.kind == "places":
            offered.choices = self._places(dict(named))
            return
        groups = links.released_choices(self.now)
        known = {key for _, rows in groups for key, _ in rows}
        kept = [row for row in named if row[0] not in known]
        offered.choices = [*groups, *([("Named before", kept)] if kept else [])]

    def _places(self, named: dict[str, str]) -> list[tuple[str, str]]:
        """The released places, each once by its name; that of the cover or item stands for it."""
        keys = [UUID(key) for key in named]
        if self.enclosure and not keys:
            keys = links.named_by(self.enclosure.item.key, links.CONCERNS)
        known = {str(key): name for key, name in released_places(self.now, named=keys)}
        return [*(named | known).items()]

    def _named(self, field: CoverField) -> Any:
        return self.paper.cover.get(field.key)

    def _from_agenda(self) -> dict[str, Any]:
        if self.enclosure is None:
            return {}
        item = self.enclosure.item
        return covers.defaults(
            self.rules,
            day=None,
            purposes=item.purposes,
            asks=item.asked,
            supports=self._of_item(item.key, "supports", links.SUPPORTS),
            places=self._of_item(item.key, "places", links.CONCERNS),
        )

    def _of_item(self, item: UUID, kind: str, rel: str) -> list[dict[str, str]]:
        """What the agenda item names, in the public words; nothing where no field asks it."""
        if all(field.kind != kind for field in self.rules.cover_fields):
            return []
        named = links.released_names(links.named_by(item, rel), self.now)
        return [{"key": str(key), "words": words} for key, words in named.items()]

    def values_of(self, row: Any) -> dict[str, Any]:
        return {_name(field.key): self._stored(field, row) for field in self.typed_fields}

    def _stored(self, field: CoverField, row: Paper) -> Any:
        value = row.title if field.key == covers.TITLE else row.cover.get(field.key)
        return bodies.clean(value or "") if field.kind == "rich" else value

    def mine(self) -> dict[str, Any]:
        """What was typed, as the cover keeps it; a clash given up to the other is left out."""
        given_up = self.data.getlist("theirs") if hasattr(self.data, "getlist") else ()
        return {
            _name(field.key): self._kept(field)
            for field in self.typed_fields
            if _name(field.key) not in given_up
        }

    def _kept(self, field: CoverField) -> Any:
        value = self.cleaned_data.get(_name(field.key))
        if field.kind == "date":  # the day of the meeting is not stored: it may move
            return value.isoformat() if value and value != self.day else ""
        if field.kind == "purpose":
            text = self.cleaned_data.get(_text_name(field.key), "").strip()
            return covers.tidy({"ticks": value, "text": text})
        if field.kind in covers.PICKED:
            return self._picked(field, value or [])
        return value

    def _picked(self, field: CoverField, keys: list[str]) -> Any:
        """The parts that were ticked, with their words; text of old stays until one is."""
        stored = self._named(field)
        if not keys and isinstance(stored, str):
            return stored
        offered: Any = self.fields[_name(field.key)]
        return [{"key": key, "words": offered.names[key]} for key in keys]

    def save(self, by: Any, now: datetime, *, acting_for: str = "") -> bool:
        """Write title and cover; False on a clash, whose texts are then in `clashes`."""

        def write(row: Any, values: dict[str, Any]) -> None:
            typed = {name.removeprefix(PREFIX): value for name, value in values.items()}
            title = typed.pop(covers.TITLE, row.title)
            cover = covers.tidy({**row.cover, **typed})
            row.write(row.version, by, now, acting_for=acting_for, title=title, cover=cover)

        return not self.merge_into(self.paper, write)

    def rows(self) -> Iterator[Row]:
        """The cover sheet in the board's order, each field with its inputs."""
        typed = {field.key for field in self.typed_fields}
        if not any(field.key == covers.TITLE for field in self.rules.cover_fields):
            yield Row(self.typed_fields[0], self[_name(covers.TITLE)])
        for field in self.rules.cover_fields:
            if field.key not in typed:
                yield Row(field)
            elif field.kind == "asks":
                yield Row(field, self[_name(field.key)], asks=self._ask_rows(field))
            elif field.kind == "purpose":
                yield Row(field, self[_name(field.key)], self[_text_name(field.key)])
            else:
                yield Row(field, self[_name(field.key)])

    def _ask_rows(self, field: CoverField) -> tuple[dict[str, str], ...]:
        """What is asked, and room for one more."""
        value = self[_name(field.key)].value() or []
        rows = [
            row if isinstance(row, dict) else dict(zip(("verb", "text"), row, strict=True))
            for row in value
        ]
        filled = [row for row in rows if row.get("verb") or row.get("text")]
        return (*filled, {"verb": "", "text": ""})

    def without_ask(self, at: int) -> None:
        """Take one row out of what was sent."""
        field = next(field for field in self.typed_fields if field.kind == "asks")
        self.data = self.data.copy()
        for part in ("verb", "text"):
            name = f"{_name(field.key)}_{part}"
            rows = self.data.getlist(name)
            self.data.setlist(name, rows[:at] + rows[at + 1 :])

    def clash_rows(self) -> list[Clash]:
        """Both texts of every clash, to choose between them."""
        return [
            Clash(name, str(self.fields[name].label), words(theirs, mine), theirs, mine)
            for name, (theirs, mine) in getattr(self, "clashes", {}).items()
        ]

    def spoken(self, name: str, value: Any) -> str:
        kinds = {_name(field.key): field.kind for field in self.typed_fields}
        return covers.words(kinds[name], value, self.rules)


PREFIX = "cover_"


def _name(key: str) -> str:
    return f"{PREFIX}{key}"


def _text_name(key: str) -> str:
    return f"{PREFIX}{key}_text"


def _text_field(label: str, hint: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def _made(field: CoverField, rules: Rules) -> forms.Field:
    """The form field for a field of the board."""
    label = field.label if field.required else f"{field.label} (optional)"
    said: dict[str, Any] = {"label": label, "help_text": field.hint, "required": False}
    if field.key == covers.TITLE:
        return forms.CharField(**{**said, "required": True}, max_length=LONGEST_LINE)
    if field.kind == "line":
        return forms.CharField(**said, max_length=LONGEST_LINE)
    if field.kind == "rich":
        return RichField(**said)
    if field.kind == "date":
        return NHSDateField(**said)
    if field.kind == "tick":
        return forms.BooleanField(**said)
    if field.kind == "asks":
        return DraftAsks(**said)
    if field.kind == "supports":
        return PartsField(**said)
    if field.kind == "places":
        return PlacesField(**said)
    if field.kind == "purpose":
        choices = [(tick.key, tick.label) for tick in rules.purposes]
        return DraftPurpose(**said, choices=choices, widget=forms.CheckboxSelectMultiple)
    return _text_field(label, field.hint)
