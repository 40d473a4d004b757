"""What a member's note may hold."""

import json
import math
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from icsgov.boards.models import Person
from meetings.models import Note

LONGEST = 20_000  # characters of a note
LONGEST_QUOTE = 8_000
MOST_RECTS = 400
MOST_STROKES = 300
MOST_POINTS = 20_000


class PartsField(forms.CharField):
    """Lists of numbers between 0 and 1, as JSON: parts of a page's width and height."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> Any:
        """The lists; ValidationError for anything else."""
        text = super().clean(value)
        if not text:
            return []
        try:
            return self.checked(json.loads(text))
        except (ValueError, TypeError, RecursionError) as error:
            raise ValidationError("The mark could not be read. Draw it again.") from error

    def checked(self, value: Any) -> Any:
        raise TypeError


def _part(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise TypeError
    if not -0.01 <= value <= 1.01:
        raise ValueError
    return round(min(1.0, max(0.0, float(value))), 5)


class RectsField(PartsField):
    """Rectangles: [left, top, width, height]."""

    def checked(self, value: Any) -> list[list[float]]:
        if not isinstance(value, list) or len(value) > MOST_RECTS:
            raise TypeError
        made = [[_part(side) for side in rect] for rect in value]
        if any(len(rect) != 4 for rect in made):
            raise TypeError
        return made


class InkField(PartsField):
    """Strokes of a pen: lists of [x, y]."""

    def checked(self, value: Any) -> list[list[list[float]]]:
        if not isinstance(value, list) or len(value) > MOST_STROKES:
            raise TypeError
        made = [[[_part(side) for side in point] for point in stroke] for stroke in value]
        if any(len(point) != 2 for stroke in made for point in stroke):
            raise TypeError
        if sum(len(stroke) for stroke in made) > MOST_POINTS or not all(made):
            raise ValueError
        return made


class NoteForm(forms.Form):
    """A new note. Without JavaScript: words, and the words of the paper that they are about."""

    words = forms.CharField(
        label="Your note",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    quote = forms.CharField(
        label="Words of the paper that it is about",
        required=False,
        max_length=LONGEST_QUOTE,
        help_text="Copy them from the paper. Leave this empty for a note on the whole paper.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    before = forms.CharField(required=False, max_length=200, strip=False)
    after = forms.CharField(required=False, max_length=200, strip=False)
    kind = forms.ChoiceField(required=False, choices=Note.Kind)
    page = forms.IntegerField(required=False, min_value=1, max_value=100_000)
    rects = RectsField(required=False)
    ink = InkField(required=False)
    colour = forms.ChoiceField(required=False, choices=Note.Colour)
    width = forms.ChoiceField(required=False, choices=Note.Width)
    key = forms.UUIDField(required=False)
    edition = forms.CharField(required=False, max_length=64)
    pack_page = forms.CharField(required=False, max_length=12)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.errors:
            return given
        given["kind"] = given["kind"] or (Note.Kind.NOTE if given["words"] else Note.Kind.HIGHLIGHT)
        if not any(given[name] for name in ("words", "quote", "rects", "ink")):
            self.add_error("words", "Write a note, or mark some words.")
        if (given["rects"] or given["ink"]) and not given["page"]:
            self.add_error("page", "Say on which page the mark is.")
        if given["kind"] == Note.Kind.INK and not given["ink"]:
            self.add_error("ink", "Draw something first.")
        return given


class WordsForm(forms.Form):
    """The words of a note, changed."""

    words = forms.CharField(
        label="Your note",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
    shared_with: forms.ModelMultipleChoiceField[Person] = forms.ModelMultipleChoiceField(
        label="Share with",
        queryset=None,
        required=False,
        to_field_name="key",
        widget=forms.CheckboxSelectMultiple,
        help_text="Only these members see this note, as long as they may read the paper.",
    )

    def __init__(self, *args: Any, members: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not members:
            del self.fields["shared_with"]
            return
        field = self.fields["shared_with"]
        field.queryset = members
        field.label_from_instance = str


class MarkedForm(forms.Form):
    """A PDF of the papers that was marked elsewhere."""

    file = forms.FileField(
        label="The PDF that you marked",
        help_text="Highlights, pen strokes and comments become notes that only you can read.",
        error_messages={"required": "Choose the PDF that you marked."},
    )
