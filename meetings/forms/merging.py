"""Forms that know what they were filled from, so that two people's changes can be told apart."""

from collections.abc import Callable
from typing import Any

from django import forms

from icsgov.ledger.models import Conflict, Versioned
from meetings import merging
from meetings.merging import Merged

Write = Callable[[Versioned, dict[str, Any]], object]


class MergingForm(forms.Form):
    """A form that carries a digest of every value it was filled from (meetings/merging.py).

    `values_of` gives the values of a row under the names of the form's `mine`.
    """

    read = forms.JSONField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.clashes: dict[str, tuple[str, str]] = {}

    def clean_read(self) -> dict[str, Any]:
        """The digests by field; what a browser never sends counts as nothing read."""
        read = self.cleaned_data["read"]
        return read if isinstance(read, dict) else {}

    def values_of(self, row: Any) -> dict[str, Any]:
        """What stands in the row, under the names of `mine`."""
        return {name: getattr(row, name) for name in self.fields if name != "read"}

    def mine(self) -> dict[str, Any]:
        """What was typed."""
        return {name: value for name, value in self.cleaned_data.items() if name != "read"}

    def filled_from(self, row: Any) -> dict[str, Any]:
        """Initial values for a row, with the digests of them."""
        values = self.values_of(row)
        return {**values, "read": merging.digests(values)}

    def merge_into(self, row: Any, write: Write) -> dict[str, tuple[Any, Any]]:
        """Write what was typed over the row as it is now; the clashes, if there are any.

        A field that somebody else changed meanwhile, and this form did not, stays theirs. With a
        clash nothing is written: the form shows both texts, and saving it again writes its own.
        """
        while True:
            theirs = type(row)._default_manager.get(pk=row.pk)
            stored = self.values_of(theirs)
            merged = merging.merge(self.cleaned_data.get("read") or {}, stored, self.mine())
            if merged.clashes:
                return self._clash(merged, stored)
            try:
                write(theirs, merged.values)
            except Conflict:  # somebody was between our reading and our writing: read again
                continue
            return {}

    def _clash(self, merged: Merged, stored: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
        """Both texts in words; where they clash, the form now counts as filled from theirs."""
        clashing = {name: stored[name] for name in merged.clashes}
        read = {**(self.cleaned_data.get("read") or {}), **merging.digests(clashing)}
        data: Any = self.data.copy()
        data[self.add_prefix("read")] = self.fields["read"].prepare_value(read)
        self.data = data
        self.clashes = {
            name: (self.spoken(name, theirs), self.spoken(name, mine))
            for name, (theirs, mine) in merged.clashes.items()
        }
        return self.clashes

    def spoken(self, name: str, value: Any) -> str:
        """A value in words, for whoever has to choose between two."""
        field = self.fields.get(name)
        choices = dict(getattr(field, "choices", ()) or ())
        if isinstance(value, list | tuple):
            return "\n".join(str(choices.get(each, each)) for each in value)
        return str(choices.get(value, "" if value is None else value))

    @property
    def clash_sides(self) -> dict[str, tuple[str, str]]:
        """Both texts of each clash, theirs first, by the label of the field."""
        return {str(self.fields[name].label): sides for name, sides in self.clashes.items()}
