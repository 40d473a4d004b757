"""What a reader of a register looks for."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from icsgov.nhsuk.forms import NHSDateField

Choices = Sequence[tuple[str, str]]


def query_of(data: QueryDict) -> str:
    """What was asked for, without the number of the page."""
    kept = data.copy()
    kept.pop("page", None)
    return kept.urlencode()


class RegisterForm(forms.Form):
    """Filters of a register, sent in its address; what is empty does not count."""

    q = forms.CharField(label="Words", required=False, max_length=200)
    board = forms.ChoiceField(label="Board", required=False)
    state = forms.ChoiceField(label="Outcome", required=False)
    priority = forms.ChoiceField(label="Priority", required=False)
    borough = forms.ChoiceField(label="Borough or place", required=False)
    since = NHSDateField(label="From", required=False)
    until = NHSDateField(label="To", required=False)

    def __init__(
        self,
        *args: Any,
        boards: Choices,
        states: Choices,
        priorities: Choices = (),
        boroughs: Choices = (),
        state_label: str = "Outcome",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.hide_optional = True
        fields: Any = self.fields
        fields["board"].choices = [("", "All boards"), *boards]
        fields["state"].choices = [("", "Any"), *states]
        fields["state"].label = state_label
        fields["priority"].choices = [("", "Any"), *priorities]
        fields["borough"].choices = [("", "Any"), *boroughs]
        for name, choices in (("priority", priorities), ("borough", boroughs), ("board", boards)):
            if not choices:
                del fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", "The last day must be the first day or later")
        return cleaned

    @property
    def is_open(self) -> bool:
        """Whether anything beyond words is asked for, so that it should be seen."""
        named = ("board", "state", "priority", "borough", "since-day", "until-day")
        return bool(self.errors) or any(self.data.get(name) for name in named)
