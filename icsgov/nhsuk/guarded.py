"""Forms that anybody may send: spam is kept out by the form itself, and by no third party.

A field that people do not see must stay empty, and a signed time says when the page was drawn.
The view counts how often somebody sends.
"""

from datetime import datetime, timedelta
from typing import Any, Final

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError

SALT: Final = "icsgov.guarded"
SOONEST = timedelta(seconds=3)
LATEST = timedelta(hours=24)
FILLED = "Leave the hidden field empty. If you cannot see it, your browser filled it in for you."
QUICK = "That was very quick. Check what you wrote, then press the button again."
STALE = "This page was open for a long time. Check what you wrote, then press the button again."


class LeaveEmpty(forms.TextInput):
    """An input that people neither see nor reach; programs fill it in."""

    @property
    def is_hidden(self) -> bool:
        return True

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        kept = {
            "class": "app-leave-empty",
            "tabindex": "-1",
            "autocomplete": "off",
            "aria-hidden": "true",
            "title": "Leave this empty",
        }
        return super().get_context(name, value, {**(attrs or {}), **kept})


class GuardedForm(forms.Form):
    """A form of a page that needs no sign-in. What was typed is kept whatever is wrong."""

    website = forms.CharField(required=False, widget=LeaveEmpty, max_length=200)
    drawn = forms.CharField(required=False, widget=forms.HiddenInput, max_length=200)

    def __init__(self, data: Any = None, *args: Any, now: datetime, **kwargs: Any) -> None:
        self.now = now
        if data is not None and _drawn_at(data.get("drawn", ""), now) is None:
            data = {**data.dict(), "drawn": _signed(now), "was_stale": "1"}
        super().__init__(data, *args, **kwargs)
        self.initial.setdefault("drawn", _signed(now))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("website"):
            raise ValidationError(FILLED, code="filled")
        drawn = _drawn_at(cleaned.get("drawn", ""), self.now)
        if drawn is None or "was_stale" in self.data:
            raise ValidationError(STALE, code="stale")
        if self.now - drawn < SOONEST and not self.errors:
            raise ValidationError(QUICK, code="quick")
        return cleaned


def _signed(now: datetime) -> str:
    return signing.dumps(now.timestamp(), salt=SALT)


def _drawn_at(token: str, now: datetime) -> datetime | None:
    """When the page was drawn; None where that is unknown, too long ago or still to come."""
    try:
        at = datetime.fromtimestamp(float(signing.loads(token, salt=SALT)), now.tzinfo)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return at if timedelta(0) <= now - at <= LATEST else None
