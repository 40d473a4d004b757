"""Withholding a paper from people, and giving it back."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet

from icsgov.boards.models import Person
from icsgov.nhsuk.forms import Hinted


class PeopleField(forms.ModelMultipleChoiceField):
    """People by name, each with the interest of theirs that may bear on the paper."""

    hints: Mapping[int, str] = {}

    def label_from_instance(self, obj: Any) -> Any:
        hint = self.hints.get(obj.pk)
        return Hinted(str(obj), hint) if hint else str(obj)


class WithholdForm(forms.Form):
    """From whom, and why."""

    people = PeopleField(
        Person.objects.none(),
        label="From whom?",
        to_field_name="key",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Select at least one person."},
    )
    reason = forms.CharField(
        label="Why?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For example: director of a company that is bidding for the contract. Only "
        "secretaries and the log of this paper keep it; the person is not shown it.",
        error_messages={"required": "Say why it is withheld."},
    )

    def __init__(
        self, *args: Any, people: QuerySet[Person], hints: Mapping[int, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["people"]
        assert isinstance(field, PeopleField)
        field.queryset = people.order_by("family_name", "given_names")
        field.hints = hints


class GiveBackForm(forms.Form):
    """Why somebody may have the paper after all."""

    words = forms.CharField(
        label="Why may they have it now?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why they may have it now."},
    )
