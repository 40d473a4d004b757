"""Why something is taken down for good; readers see it in the place of what was there."""

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
