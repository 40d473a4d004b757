"""The form for the recording of a meeting: its address, and when each item begins in it."""

import re
from collections.abc import Mapping, Sequence
from datetime import time
from typing import Any, Final
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from icsgov.nhsuk.dates import time_words
from icsgov.nhsuk.forms import NHSTimeField
from icsgov.record.watching import clock
from meetings.models import Recording
from meetings.recordings import DAY, Item

TYPED: Final = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):([0-5]?\d)")


class PlaceField(forms.CharField):
    """A place in a recording, typed as 12:30 or 1:12:30; cleans to seconds, None where empty."""

    def to_python(self, value: Any) -> Any:
        words = str(value or "").strip()
        if not words:
            return None
        found = TYPED.fullmatch(words)
        hours, minutes, seconds = (int(part or 0) for part in found.groups()) if found else (0,) * 3
        total = hours * 3600 + minutes * 60 + seconds
        if not found or total >= DAY or (found[1] and minutes > 59):
            raise ValidationError("Enter a time in the recording like 12:30 or 1:12:30")
        return total

    def prepare_value(self, value: Any) -> Any:
        return clock(value) if isinstance(value, int) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"class": "nhsuk-input--width-5", **super().widget_attrs(widget)}


class RecordingForm(forms.Form):
    """Where to watch a meeting; one field for each item of the released agenda."""

    hide_optional = True
    read = forms.IntegerField(widget=forms.HiddenInput, required=False)
    address = forms.URLField(
        label="Web address of the recording",
        help_text="Anyone must be able to open it without signing in. It begins with https://",
        max_length=500,
        assume_scheme="https",
    )
    begins = NHSTimeField(
        label="Clock time at which the recording begins",
        help_text="For example, 3.10pm. With it we work out the times that the room noted.",
        required=False,
    )

    def __init__(
        self, *args: Any, items: Sequence[Item], row: Recording | None, begins: time, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.items = items
        begins = (row.begins if row else None) or begins
        self.initial = {"read": row.version if row else 0, "begins": begins}
        if row:
            self.initial["address"] = row.address
        stored: Mapping[str, int] = row.times if row else {}
        for item in items:
            self.fields[_name(item)] = PlaceField(
                label=f"{item.label} {item.title}".strip(),
                help_text=_noted(item),
                required=False,
            )
            worked_out = None if row else item.seconds(begins)
            self.initial[_name(item)] = stored.get(str(item.key), worked_out)

    def clean_address(self) -> str:
        address: str = self.cleaned_data["address"]
        parts = urlsplit(address)
        if parts.scheme != "https" or parts.username or parts.password:
            raise ValidationError("Enter an address that begins with https:// and holds no name")
        allowed = settings.RECORDING_HOSTS
        host = parts.hostname or ""
        if allowed and not any(host == each or host.endswith(f".{each}") for each in allowed):
            raise ValidationError(f"Recordings can be on these sites: {', '.join(allowed)}")
        return address

    @property
    def times(self) -> dict[str, int]:
        """The seconds that were typed, by the keys of items."""
        said = {str(item.key): self.cleaned_data[_name(item)] for item in self.items}
        return {key: seconds for key, seconds in said.items() if seconds is not None}

    def work_out(self) -> None:
        """Fill in what the room noted where nothing is typed, from the clock time that is typed."""
        data: Any = self.data
        self.data = data = data.copy()
        begins = self.cleaned_data.get("begins")
        for item in self.items:
            seconds = item.seconds(begins)
            if seconds is not None and not data.get(_name(item)):
                data[_name(item)] = clock(seconds)

    @property
    def places(self) -> list[forms.BoundField]:
        """The field of each item."""
        return [self[_name(item)] for item in self.items]


def _noted(item: Item) -> str:
    return f"Begun at {time_words(item.began)}, as noted in the room." if item.began else ""


def _name(item: Item) -> str:
    return f"at-{item.key}"
