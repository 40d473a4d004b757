"""Forms of a call for papers: whom to ask, in which words, up to which day."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from icsgov.nhsuk.forms import NHSDateField
from meetings.calling import Line, Wanted

LONGEST = 3_000


class LastDayForm(forms.Form):
    """Up to which day a link can be used."""

    closes = NHSDateField(
        label="The link can be used up to", help_text="After this day it shows nothing."
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_closes(self) -> date:
        closes: date = self.cleaned_data["closes"]
        if closes < self.today:
            raise forms.ValidationError("The last day must be today or later")
        if (closes - self.today).days > 366:
            raise forms.ValidationError("The last day must be within a year")
        return closes


class CallForm(LastDayForm):
    """Asking all authors of a meeting at once."""

    words = forms.CharField(
        label="What to say to them",
        help_text="The paper, the meeting, the deadline and the link are added to it.",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    wanted = forms.MultipleChoiceField(
        label="Whom to ask", error_messages={"required": "Select at least one author"}
    )
    field_order = ("wanted", "words", "closes")

    def __init__(self, *args: Any, lines: Sequence[Line], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = [each for line in lines for each in line.wanted if each.email]
        field = self.fields["wanted"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(each.value, str(each.role)) for each in self.rows]

    @property
    def ticked(self) -> list[str]:
        """What is ticked on the page: who was not asked yet, or all; then what was sent."""
        if self.is_bound:
            return list(self["wanted"].value() or [])
        return [each.value for each in self.rows if each.link is None or not self.is_mixed]

    @property
    def is_mixed(self) -> bool:
        """Whether some were asked before, and some were not."""
        return len({each.link is None for each in self.rows}) > 1

    @property
    def chosen(self) -> list[Wanted]:
        """The authors to ask."""
        wanted = set(self.cleaned_data["wanted"])
        return [each for each in self.rows if each.value in wanted]
