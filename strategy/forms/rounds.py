"""Forms of update rounds: opening one, a lead's answer, asking again."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from icsgov.boards.saving import VersionedForm
from icsgov.nhsuk.forms import NHSDateField
from strategy.models import Part, UpdateRound
from strategy.ratings import LETTERED


class RoundForm(VersionedForm):
    """A round: what it is called, until when, and for which meeting."""

    class Meta:
        model = UpdateRound
        fields = ("title", "closes_on", "meeting")
        field_classes = {"closes_on": NHSDateField}

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_closes_on(self) -> date:
        day: date = self.cleaned_data["closes_on"]
        if day < self.today:
            raise forms.ValidationError("Choose a day that is still to come")
        return day


class AnswerForm(forms.Form):
    """What a lead says: how it stands, in words, and the readings of its metrics."""

    rating = forms.ChoiceField(
        label="How does it stand?",
        widget=forms.RadioSelect,
        choices=LETTERED,
        required=False,
    )
    text = forms.CharField(
        label="What happened since the last update?",
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=5_000,
        error_messages={"required": "Enter what happened"},
    )

    def __init__(self, *args: Any, metrics: Sequence[Part], rated: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not rated:
            del self.fields["rating"]
        for metric in metrics:
            self.fields[f"reading-{metric.key}"] = forms.CharField(
                label=f"Reading: {metric.name}",
                help_text="As you would print it, such as 31.5%.",
                max_length=100,
                required=False,
            )


class AgainForm(forms.Form):
    """What is still missing."""

    words = forms.CharField(
        label="What is still missing?",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2_000,
        error_messages={"required": "Enter what is missing"},
    )
