"""Forms of the minutes: a paragraph, a matter raised, how it is numbered."""

from datetime import datetime
from typing import Any

from django import forms

from icsgov.record import diff
from meetings import bodies
from meetings.forms.merging import MergingForm
from meetings.forms.rich import RichField
from meetings.minuting import speakers, writing
from meetings.minuting.paragraphs import style_of
from meetings.minuting.speakers import UnknownInitials, Voice
from meetings.models import Minutes, Paragraph
from meetings.numbering import ParagraphStyle


class ParagraphForm(MergingForm):
    """One paragraph: who speaks, what kind it is, the text."""

    heard = forms.CharField(
        label="Who speaks",
        required=False,
        max_length=1000,
        widget=forms.TextInput(attrs={"list": "heard", "autocomplete": "off", "data-heard": ""}),
    )
    printed = forms.CharField(
        label="Number as it is printed",
        required=False,
        max_length=12,
        help_text="Past minutes keep their numbers, also where one is given twice.",
        widget=forms.TextInput(attrs={"class": "nhsuk-input--width-5"}),
    )
    kind = forms.ChoiceField(
        label="Kind of paragraph", choices=Paragraph.Kind.choices, widget=forms.RadioSelect
    )
    text = RichField(label="Text", kind="minutes", rows=5)

    def __init__(self, *args: Any, row: Paragraph, voices: list[Voice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row, self.voices = row, voices
        self.hide_optional = True
        if row.printed is None:
            del self.fields["printed"]
        filled = self.filled_from(row)
        self.initial = {**filled, "heard": speakers.written(filled["heard"]), **self.initial}

    def values_of(self, row: Any) -> dict[str, Any]:
        values = {"heard": list(row.heard), "kind": row.kind, "text": bodies.clean(row.text)}
        return values | ({"printed": row.printed} if "printed" in self.fields else {})

    def clean_heard(self) -> list[str]:
        """The names as they will be printed."""
        try:
            found = speakers.named(self.cleaned_data["heard"], self.voices)
        except UnknownInitials as error:
            raise forms.ValidationError(
                f"Nobody at this meeting has the initials {error.initials}. Enter the name, or "
                "other initials"
            ) from error
        return [each.name for each in found]

    def mine(self) -> dict[str, Any]:
        """What was typed; nothing where the other text was chosen."""
        return {} if self.data.get("theirs") else super().mine()

    def save(self, by: Any, now: datetime) -> bool:
        """Write the paragraph; False on a clash, both sides of which are then in `clashes`."""
        known = {each.name: each for each in self.voices}

        def write(row: Any, values: dict[str, Any]) -> None:
            stored = {**self.values_of(row), **values}
            stored["heard"] = [known.get(name, Voice(name)) for name in stored["heard"]]
            writing.write(row, row.version, by, now, **stored)

        return not self.merge_into(self.row, write)

    def spoken(self, name: str, value: Any) -> str:
        if name == "heard":
            return speakers.written(value)
        return str(value) if name == "text" else super().spoken(name, value)

    def clash_blocks(self) -> list[diff.Block]:
        """Their text against mine, block by block."""
        theirs, mine = self.clashes.get("text", ("", ""))
        return diff.blocks(bodies.blocks(theirs), bodies.blocks(mine))

    @property
    def short_clashes(self) -> dict[str, tuple[str, str]]:
        """Both sides of what clashes besides the text."""
        return {
            str(self.fields[name].label): sides
            for name, sides in self.clashes.items()
            if name != "text"
        }


class MatterForm(forms.Form):
    """What was raised and stood on no agenda."""

    title = forms.CharField(label="Matter raised at the meeting", max_length=300)


class NumbersForm(forms.Form):
    """How paragraphs are numbered."""

    style = forms.ChoiceField(
        label="Numbers",
        choices=[
            (ParagraphStyle.TWO_DIGITS.value, "1.01, 1.02, then 2.01"),
            (ParagraphStyle.PLAIN.value, "1.1, 1.2, then 2.1"),
            (ParagraphStyle.RUNNING.value, "1, 2, 3, through all items"),
        ],
    )

    def __init__(self, *args: Any, minutes: Minutes, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"style": style_of(minutes).value}
