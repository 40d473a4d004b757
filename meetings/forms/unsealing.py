"""What becomes of a private paper at its review, and when its whole Part 2 is looked at again."""

from typing import Any

from django import forms

from icsgov.nhsuk.forms import Hinted, NHSDateField


class DecideForm(forms.Form):
    """Release it, look again on another day, or keep it private for good."""

    choice = forms.ChoiceField(
        label="What becomes of it?",
        widget=forms.RadioSelect,
        choices=[
            (
                "release",
                Hinted("Release it to the public", "You see it once more before it is published."),
            ),
            ("later", Hinted("Look again on another day", "Enter the day below.")),
            ("keep", Hinted("Keep it private for good", "Enter the reason below.")),
        ],
        error_messages={"required": "Choose what becomes of it"},
    )
    review = NHSDateField(
        label="Look again on", required=False, help_text="Only to look again on another day."
    )
    reason = forms.CharField(
        label="Why does it stay private?",
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Only to keep it private for good. It stays with the paper, on the desk.",
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, today: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        choice, day = said.get("choice"), said.get("review")
        if choice == "later" and "review" not in self.errors and not (day and day > self.today):
            self.add_error("review", "Enter a day after today")
        if choice == "keep" and not said.get("reason"):
            self.add_error("reason", "Enter why it stays private")
        return said


class ReviewPartForm(forms.Form):
    """When a Part 2 is looked at again."""

    review = NHSDateField(
        label="Look at this Part 2 again on",
        required=False,
        help_text="Leave it empty when nothing is left to decide.",
    )
