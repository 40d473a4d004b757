"""Choosing what to take from a cover sheet that came as a Word form."""

from typing import Any

from django import forms

from meetings.form_reading import Offer


class TakeForm(forms.Form):
    """The fields to take; those about which there is no doubt are ticked."""

    take = forms.MultipleChoiceField(label="What to take", required=False)

    def __init__(self, *args: Any, offered: Offer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = offered
        field = self.fields["take"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(side.key, side.label) for side in offered.sides]

    @property
    def ticked(self) -> list[str]:
        """What is ticked on the page."""
        if self.is_bound:
            return list(self["take"].value() or [])
        return [side.key for side in self.offered.sides if side.is_sure]
