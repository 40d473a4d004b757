"""Saving a form's row at the version it was read at; a clash is told, never overwritten."""

from datetime import datetime
from typing import Any

from django import forms

from icsgov.ledger.models import Conflict, Versioned


class VersionedForm(forms.ModelForm):
    """A model form that carries the version of the row that it was filled from."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("version", self.instance.version)

    def _fields(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}

    def save_by(self, by: Any, now: datetime) -> bool:
        """Insert or update the row; False, with an error naming both texts, on a clash."""
        row: Versioned = self.instance
        if row.pk is None:
            row.create_by(by, now)
            return True
        stored = type(row)._default_manager.get(pk=row.pk)
        try:
            stored.save_at(self.cleaned_data["version"] or 0, by, now, **self._fields())
        except Conflict as conflict:
            self._tell(conflict)
            return False
        row.refresh_from_db()
        return True

    def _tell(self, conflict: Conflict) -> None:
        """Say field by field what the other person wrote; the form keeps what was typed here."""
        sent: Any = self.data
        data = sent.copy()
        data[self.add_prefix("version")] = str(conflict.theirs.version)
        self.data = data
        for name, (theirs, _) in conflict.clashes.items():
            shown = theirs if theirs not in (None, "") else "nothing"
            self.add_error(
                name,
                f"Somebody else saved “{shown}” here in the meantime. "
                "Save again to replace it with yours.",
            )
