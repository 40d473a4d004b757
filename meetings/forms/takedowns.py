"""Why something is taken down for good; readers see it in the place of what was there."""

from typing import Any

from django import forms

from icsgov.record.models import TakeDown


class TakeDownForm(forms.Form):
    """The ground, and what readers are told besides it."""

    hide_optional = True

    ground = forms.ChoiceField(
        label="On what ground?",
        choices=TakeDown.Ground.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the ground."},
    )
    words = forms.CharField(
        label="What readers are told besides the ground",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="It stays for ever where the paper stood. Do not repeat what must go. "
        "You can leave it empty.",
    )


class ReleaseTakeDownForm(TakeDownForm):
    """The same for a release: it alone, or every release of the same thing."""

    ONE, EVERY = "one", "every"

    how_much = forms.ChoiceField(
        label="How much goes?",
        widget=forms.RadioSelect,
        required=False,
        initial=EVERY,
    )

    field_order = ["how_much", "ground", "words"]

    def __init__(self, *args: Any, number: int, others: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not others:
            del self.fields["how_much"]
            return
        choices = [
            (self.EVERY, f"Every release of it: {others + 1}, and all builds"),
            (self.ONE, f"Release {number} alone, for everybody who had it"),
        ]
        self.fields["how_much"].choices = choices

    @property
    def every(self) -> bool:
        """Whether all of them go; one that is alone is every one. Unsaid, only this one goes."""
        alone = "how_much" not in self.fields
        return alone or bool(self.cleaned_data["how_much"] == self.EVERY)
