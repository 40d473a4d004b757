"""Forms of editions: taking one back."""

from django import forms


class WithdrawForm(forms.Form):
    """Why an edition is taken back; readers see it in the place of the plan."""

    reason = forms.CharField(
        label="Why is it withdrawn?",
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Everybody who looks for it will read this.",
        error_messages={"required": "Say why it is withdrawn"},
    )
