"""Bringing a paper to another board: under which item."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from meetings.models import AgendaItem


class ItemChoice(forms.ModelChoiceField):
    """Agenda items with their meeting."""

    def label_from_instance(self, obj: Any) -> str:
        part = ", Part 2" if obj.part > 1 else ""
        return f"{obj.meeting}{part}: {obj.title}"


class BringForm(forms.Form):
    """The item of another board under which a paper goes."""

    item = ItemChoice(
        AgendaItem.objects.none(),
        label="Under which item",
        empty_label="Choose an item",
        to_field_name="key",
    )

    def __init__(self, *args: Any, places: QuerySet[AgendaItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["item"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = places
