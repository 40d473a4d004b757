"""Forms for plans and their parts; each carries the version of the row it was filled from."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from icsgov.boards.models import Board, Person
from icsgov.boards.saving import VersionedForm
from icsgov.nhsuk.forms import NHSDateField
from strategy.models import Part, Plan
from strategy.sorts import Field, Sort

NAMES = (("list", "In lists"), ("navigation", "In navigation"), ("heading", "As a heading"))


class PlanForm(VersionedForm):
    """What a plan is; `boards` are those for which the reader may keep one."""

    class Meta:
        model = Plan
        fields = (
            "board",
            "title",
            "address",
            "kind",
            "status",
            "about",
            "period",
            "starts",
            "ends",
            "review",
            "review_on",
            "source",
        )
        field_classes = {
            "starts": NHSDateField,
            "ends": NHSDateField,
            "review_on": NHSDateField,
        }

    def __init__(self, *args: Any, boards: QuerySet[Board], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        board: Any = self.fields["board"]
        board.queryset = boards
        if self.instance.pk:
            del self.fields["address"]  # it is permanent


class OwnerForm(forms.Form):
    """Somebody who may write a plan: a person with an account who does not own it yet."""

    person = forms.ModelChoiceField(
        Person.objects.none(),
        label="Name somebody",
        help_text="Only people with an account are listed.",
        to_field_name="key",
        empty_label="Choose a person",
        error_messages={"required": "Choose a person"},
    )

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person: Any = self.fields["person"]
        rows = Person.objects.filter(account__is_active=True)
        person.queryset = rows.exclude(plans__plan=plan)


class PartForm(VersionedForm):
    """A part, with the questions of its sort."""

    class Meta:
        model = Part
        fields = ("number", "name", "text", "on", "across")
        field_classes = {"on": NHSDateField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sort = self.instance.kind
        self._keep_asked(sort)
        for field in sort.fields:
            self.fields[f"data-{field.name}"] = _asked(field)
            self.initial[f"data-{field.name}"] = self.instance.data.get(field.name, "")
        for where, label in NAMES if sort.variants else ():
            self.fields[f"names-{where}"] = forms.CharField(label=label, required=False)
            self.initial[f"names-{where}"] = self.instance.names.get(where, "")

    def _keep_asked(self, sort: Sort) -> None:
        """Leave away what the sort has not, and call the rest as the sort does."""
        kept = {
            "number": "Number as printed" if sort.numbered else "",
            "name": sort.name,
            "text": sort.text,
            "on": "Date" if sort.dated else "",
            "across": "For" if sort.across else "",
        }
        for name, label in kept.items():
            self.fields[name].label = label
            if not label:
                del self.fields[name]
        if sort.across:
            across: Any = self.fields["across"]
            rows = self.instance.plan.parts.standing()
            across.queryset = rows.filter(sort__in=sort.across)
            across.required = True
        needed = "name" if sort.name else "text"
        self.fields[needed].required = True

    def _fields(self) -> dict[str, Any]:
        values = super()._fields()
        data = {k[5:]: values.pop(k) for k in list(values) if k.startswith("data-")}
        names = {k[6:]: values.pop(k) for k in list(values) if k.startswith("names-")}
        values["data"] = {name: value for name, value in data.items() if value}
        if self.instance.kind.variants:
            values["names"] = {name: value for name, value in names.items() if value}
        return values

    def fill(self) -> Part:
        """The row as it was typed, for one that is not saved yet."""
        for name, value in self._fields().items():
            setattr(self.instance, name, value)
        part: Part = self.instance
        return part


def _asked(field: Field) -> forms.Field:
    if field.choices:
        return forms.ChoiceField(
            label=field.label, choices=[("", "Not stated"), *field.choices], required=False
        )
    widget = forms.Textarea(attrs={"rows": 3}) if field.ask == "text" else forms.TextInput()
    return forms.CharField(
        label=field.label, help_text=field.hint, required=False, widget=widget, max_length=5_000
    )
