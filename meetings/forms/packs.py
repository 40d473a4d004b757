"""Forms of the pack: to whom and when it is published, and why it is taken back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError

from icsgov.nhsuk.dates import time_words
from icsgov.nhsuk.forms import Hinted, NHSDateField, NHSTimeField
from icsgov.record.models.releases import Audience
from meetings.dates import NoSuchTime, TwiceThatTime, local_instant

NOW, LATER, NOT = "now", "later", "no"
QUESTIONS = {
    Audience.MEMBERS: "When do members of the board get it?",
    Audience.PUBLIC: "When does the public get it?",
}
CHOICES = (
    (NOW, "At once"),
    (LATER, Hinted("Later", "Give the day and the time below")),
    (NOT, "Not now"),
)


class PublishForm(forms.Form):
    """For each audience its hour; what changed, in words; and whether members are told."""

    hide_optional = True

    words = forms.CharField(
        label="What has changed, in your words",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Readers see it above the list of changes. Members from whom a paper is withheld "
        "see only the list, without that paper. You can leave it empty.",
    )
    tell_members = forms.BooleanField(
        label="Send the members an e-mail", required=False, initial=True
    )

    def __init__(
        self,
        *args: Any,
        audiences: Sequence[Audience],
        zone: ZoneInfo,
        now: datetime,
        follows: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.zone, self.now, self.chosen = zone, now, tuple(audiences)
        if not follows:
            del self.fields["words"]
        for audience in audiences:
            self._add(audience)
        self.order_fields([name for each in audiences for name in _names(each)])

    def _add(self, audience: Audience) -> None:
        when, day, at = _names(audience)
        self.fields[when] = forms.ChoiceField(
            label=QUESTIONS[audience],
            choices=CHOICES,
            widget=forms.RadioSelect,
            error_messages={"required": f"Choose when it is for {_for(audience)}."},
        )
        self.fields[day] = NHSDateField(label=f"Day, if later for {_for(audience)}", required=False)
        self.fields[at] = NHSTimeField(label=f"Time, if later for {_for(audience)}", required=False)

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        hours: dict[str, datetime | None] = {}
        for audience in self.chosen:
            choice = values.get(audience.value)
            if choice == NOW:
                hours[audience.value] = None
            elif choice == LATER:
                hours[audience.value] = self._hour(audience, values)
        if not hours and not self.errors:
            raise ValidationError("Choose who gets the pack.", code="nobody")
        values["hours"] = hours
        return values

    def _hour(self, audience: Audience, values: dict[str, Any]) -> datetime | None:
        """The instant that was typed; its mistakes stand at the field that can mend them."""
        _, day, at = _names(audience)
        for name, words in ((day, "Enter the day"), (at, "Enter the time")):
            if not values.get(name) and name not in self.errors:
                self.add_error(name, f"{words} for {_for(audience)}.")
        if day in self.errors or at in self.errors:
            return None
        instant = local_instant(values[day], values[at], self.zone)
        if isinstance(instant, datetime):
            if instant <= self.now:
                self.add_error(day, "Choose a time that is still to come.")
            return instant
        self.add_error(at, _not_once(instant))
        return None


def _not_once(found: NoSuchTime | TwiceThatTime) -> str:
    if isinstance(found, NoSuchTime):
        return (
            f"The clocks go forward then, and there is no {time_words(found.at)}. "
            f"Choose another time, such as {time_words(found.instead)}."
        )
    return f"The clocks go back then, and it is {time_words(found.at)} twice. Choose another time."


def _names(audience: Audience) -> tuple[str, str, str]:
    return audience.value, f"{audience.value}_day", f"{audience.value}_time"


def _for(audience: Audience) -> str:
    return "members" if audience == Audience.MEMBERS else "the public"


class WithdrawForm(forms.Form):
    """Why a release is taken back; readers see it in the place of the papers."""

    reason = forms.CharField(
        label="Why is it withdrawn?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Whoever could read it sees this in its place.",
        error_messages={"required": "Say why it is withdrawn."},
    )
