"""Dropping many files on a meeting, and saying which paper each is for."""

from typing import Any

from django import forms

from icsgov.nhsuk.forms import MultipleFileField
from icsgov.press.limits import LIMITS
from meetings.dropping import Sorting
from meetings.forms.papers import MEGABYTES, check_size
from meetings.models import DropFile, Paper


class DropForm(forms.Form):
    """Files for the papers of a meeting, in any order."""

    uploads = MultipleFileField(
        label="Files",
        allow_empty_file=True,  # the door refuses it by name, and takes the others
        help_text=f"Up to {LIMITS.files_per_request} at once, {MEGABYTES} MB each. A zip, or an "
        "e-mail saved from Outlook (.msg or .eml), is opened and its files are listed.",
    )

    def clean_uploads(self) -> list[Any]:
        files = self.cleaned_data["uploads"]
        for file in files:
            check_size(file)
        return list(files)


class SortForm(forms.Form):
    """For each file the paper it goes to, or none."""

    def __init__(self, *args: Any, sorting: Sorting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sorting = sorting
        self.hide_optional = True
        for row in sorting.rows:
            choices = [("", "Leave it out for now")]
            choices += [
                (match.target.key, _named(match.target.letter, match.target.title))
                for match in row.matches
            ]
            self.fields[row.field] = forms.ChoiceField(
                label=f"Which paper is “{row.file.filename}” for?",
                choices=choices,
                required=False,
                initial=row.initial,
            )

    def rows(self) -> list[tuple[Any, forms.BoundField]]:
        """Each file with its field."""
        return [(row, self[row.field]) for row in self.sorting.rows]

    @property
    def chosen(self) -> dict[DropFile, Paper]:
        """The files that go somewhere."""
        said = self.cleaned_data
        return {
            row.file: self.sorting.papers[said[row.field]]
            for row in self.sorting.rows
            if said.get(row.field)
        }


def _named(letter: str, title: str) -> str:
    return f"{letter}: {title}" if letter else title
