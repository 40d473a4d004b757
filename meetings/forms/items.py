"""Forms for rows of the agenda: adding one with a line, changing everything about one."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms

from icsgov.boards.models import Person
from icsgov.nhsuk.forms import NHSDateField, NHSTimeField
from meetings.directory import Directory, Listed, Unknown, line_of
from meetings.forms.merging import MergingForm
from meetings.forms.typed import AsksField, NewPerson, TypedList
from meetings.models import AgendaItem, Ask, ItemLead
from meetings.presenting import as_printed

Kind = AgendaItem.Kind
# What a row of each kind has besides its kind and title.
HAS = {
    Kind.ITEM: "lines label minutes fixed_time mode purposes slides leads asks",
    Kind.STORY: "lines label minutes fixed_time mode purposes slides leads consent consent_ends",
    Kind.AOB: "lines label minutes fixed_time leads",
    Kind.NOTING: "lines label minutes fixed_time leads",
    Kind.HEADING: "lines",
    Kind.BREAK: "minutes fixed_time",
}
EMPTY: dict[str, Any] = {
    "lines": "",
    "label": "",
    "minutes": 0,
    "fixed_time": None,
    "mode": AgendaItem.Mode.PAPER,
    "purposes": [],
    "slides": "",
    "consent": "",
    "consent_ends": None,
    "leads": [],
    "asks": [],
}


class NewItem(forms.Form):
    """A new row: its title, and the minutes it takes."""

    title = forms.CharField(label="Title of the new row", max_length=300)
    minutes = forms.IntegerField(label="Minutes", required=False, min_value=0, max_value=999)
    kind = forms.ChoiceField(label="Kind of row", choices=Kind, required=False)

    def unsaved(self, meeting: Any, part: int) -> AgendaItem:
        """The row that was described."""
        said = self.cleaned_data
        return AgendaItem(
            meeting=meeting,
            part=part,
            title=said["title"],
            minutes=said["minutes"] or 0,
            kind=said["kind"] or Kind.ITEM,
        )


class ItemForm(MergingForm, NewPerson):
    """Everything about one row. What its kind has not is emptied."""

    hide_optional = True
    title = forms.CharField(label="Title", max_length=300)
    leads = TypedList(label="Lead", required=False)
    minutes = forms.IntegerField(label="Minutes", required=False, min_value=0, max_value=999)
    fixed_time = NHSTimeField(label="Fixed time", required=False, help_text="")
    kind = forms.ChoiceField(label="Kind of row", choices=Kind)
    mode = forms.ChoiceField(label="How it is taken", choices=AgendaItem.Mode, required=False)
    purposes = forms.MultipleChoiceField(
        label="For", required=False, widget=forms.CheckboxSelectMultiple
    )
    lines = forms.CharField(
        label="Lines under the title", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    asks = AsksField(label="The board is asked to", required=False)
    slides = forms.CharField(
        label="Pages to look at",
        required=False,
        max_length=60,
        help_text="For example, slides 10 to 14",
    )
    label = forms.CharField(
        label="Printed number",
        required=False,
        max_length=10,
        help_text="Only where it is not the computed one",
    )
    consent = forms.CharField(
        label="Who agreed to tell this story",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    consent_ends = NHSDateField(label="The consent ends on", required=False)

    def __init__(self, *args: Any, item: AgendaItem, directory: Directory, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", f"id_{item.key.hex[:8]}_%s")
        super().__init__(*args, **kwargs)
        self.item, self.directory = item, directory
        self.auto_id_stem = str(self.auto_id).replace("%s", "")
        self.fields["purposes"].choices = [
            (each.key, each.label) for each in item.meeting.rules.purposes
        ]
        self.initial = self.filled_from(item)
        self.initial["leads"] = [line_of(lead.person) for lead in item.leads.all()]
        self.initial["minutes"] = item.minutes or None
        self.people: list[Listed] = []

    def values_of(self, row: AgendaItem) -> dict[str, Any]:
        values = {name: getattr(row, name) for name in EMPTY if name not in ("leads", "asks")}
        return {
            **values,
            "title": row.title,
            "kind": row.kind,
            "leads": [str(key) for key in row.led_by],
            "asks": [list(ask) for ask in row.asked],
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        kind = cleaned.get("kind", Kind.ITEM)
        for name, empty in EMPTY.items():
            if name not in HAS[kind].split() or cleaned.get(name) in (None, ""):
                cleaned[name] = empty
        if "leads" in HAS[kind].split():
            self._find_people(cleaned)
        return cleaned

    def _find_people(self, cleaned: dict[str, Any]) -> None:
        """Whom the typed leads name; a new person may be among them by the name just given."""
        new = self.new_person()
        for typed in cleaned["leads"]:
            found = self.directory.find(typed)
            if isinstance(found, Listed):
                self.people.append(found)
            elif not (new and isinstance(found, Unknown)):
                self.add_error("leads", found.words)
                self.suggest_new(typed)
        if new:
            self.people.append(Listed(new, line_of(new), cleaned.get("new_title", "")))

    def mine(self) -> dict[str, Any]:
        values = {name: self.cleaned_data[name] for name in ("title", "kind", *EMPTY)}
        keys = dict.fromkeys(str(each.person.key) for each in self.people)
        return {**values, "leads": list(keys), "asks": [list(ask) for ask in values["asks"]]}

    def save(self, by: Any, now: datetime) -> bool:
        """Write the row; False on a clash, whose texts are then in `clashes`."""

        def write(row: Any, values: dict[str, Any]) -> None:
            fields = {name: values[name] for name in values if name not in ("leads", "asks")}
            row.revise(
                row.version,
                by,
                now,
                leads=self._leads(row, values["leads"], by, now),
                asks=[Ask(verb=verb, text=text) for verb, text in values["asks"]],
                **fields,
            )

        return not self.merge_into(self.item, write)

    def _leads(
        self, row: AgendaItem, keys: Sequence[str], by: Any, now: datetime
    ) -> list[ItemLead]:
        """The leads to write: those who lead it already as they are printed, others anew."""
        known = {str(lead.person.key): lead for lead in row.leads.select_related("person")}
        typed = {str(each.person.key): each for each in self.people}
        made = []
        for key in keys:
            lead = known.get(key)
            if lead is None:
                person: Person = typed[key].person
                if person._state.adding:
                    person.create_by(by, now)
                title = typed[key].title or self.directory.title(person)
                lead = as_printed(row.meeting, person, title)
            made.append(lead)
        return made

    @property
    def typed_leads(self) -> list[str]:
        """The inputs for leads: what was typed or stands, and room for one more."""
        return [*filter(str.strip, self["leads"].value() or []), ""]

    @property
    def typed_asks(self) -> list[tuple[str, str]]:
        """The inputs for asks, and room for one more."""
        return [*(ask for ask in self["asks"].value() or [] if any(ask)), ("", "")]

    def spoken(self, name: str, value: Any) -> str:
        if name == "leads":
            people = Person.objects.filter(key__in=value)
            return "\n".join(map(line_of, people)) or "Nobody"
        if name == "asks":
            return "\n".join(f"{verb} {text}" for verb, text in value) or "Nothing"
        return super().spoken(name, value) or "Nothing"
