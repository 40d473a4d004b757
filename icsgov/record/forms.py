"""Forms of the public record: they have pages of their own, apart from what is read."""

from django import forms

from icsgov.boards.saving import VersionedForm
from icsgov.nhsuk.forms import Hinted
from icsgov.nhsuk.guarded import GuardedForm
from icsgov.record.models import Subscription, Term


class FollowForm(GuardedForm):
    """An address that wants to hear what is new, and how often."""

    email = forms.EmailField(
        label="E-mail address",
        help_text="We send one letter with a link. Nothing else comes before you follow it.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    how = forms.ChoiceField(
        label="How often",
        choices=[
            (Subscription.How.AT_ONCE.value, Hinted("As soon as it is published", "")),
            (
                Subscription.How.DAILY.value,
                Hinted("Once a day", "In the morning, if there is anything new"),
            ),
        ],
        initial=Subscription.How.AT_ONCE,
        widget=forms.RadioSelect,
    )


class TermForm(VersionedForm):
    """A short form and what it stands for."""

    class Meta:
        model = Term
        fields = ("short", "full", "meaning")
        widgets = {"meaning": forms.Textarea(attrs={"rows": 2})}
