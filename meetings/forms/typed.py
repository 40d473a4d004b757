"""Fields for several short lines under one name, and for somebody the system does not know."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from icsgov.boards.models import Person

MOST = 20


class ListedInputs(forms.Widget):
    """Several inputs of one name."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        return list(data.getlist(name)) if hasattr(data, "getlist") else data.get(name, [])

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data


class TypedList(forms.Field):
    """Lines in order, empty ones left out. “RD/KW” in one input is two of them."""

    widget = ListedInputs

    def to_python(self, value: Any) -> list[str]:
        typed = [part.strip() for line in value or () for part in _parts(str(line))]
        lines = [line for line in typed if line]
        if len(lines) > MOST:
            raise ValidationError(f"Enter {MOST} at most")
        return lines


def _parts(line: str) -> list[str]:
    """Initials may be typed as they print: RD/KW. A name from the list may hold a stroke."""
    parts = line.split("/")
    return parts if all(len(part.strip()) <= 4 for part in parts) else [line]


class PairedInputs(forms.Widget):
    """Two inputs for each line: what the board is to do, and the words of it."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[tuple[str, str]]:
        if not hasattr(data, "getlist"):
            return data.get(name, [])
        verbs, texts = data.getlist(f"{name}_verb"), data.getlist(f"{name}_text")
        return list(zip(verbs, texts, strict=False))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return f"{name}_text" not in data


class AsksField(forms.Field):
    """What the board is asked to do, in order: verb and words."""

    widget = PairedInputs

    def to_python(self, value: Any) -> list[tuple[str, str]]:
        asks = [(verb.strip(), text.strip()) for verb, text in value or ()]
        asks = [ask for ask in asks if any(ask)]
        if any(not (verb and text) for verb, text in asks):
            raise ValidationError("Enter both what the board is asked to do and the words of it")
        if any(len(verb) > 30 for verb, _ in asks):
            raise ValidationError("What the board is asked to do is a word or two, such as approve")
        if len(asks) > MOST:
            raise ValidationError(f"Enter {MOST} at most")
        return asks


class NewPerson(forms.Form):
    """Somebody the system does not know yet."""

    new_honorific = forms.CharField(label="Title, such as Cllr", required=False, max_length=40)
    new_given_names = forms.CharField(label="First names", required=False, max_length=100)
    new_family_name = forms.CharField(label="Family name", required=False, max_length=100)
    new_title = forms.CharField(label="Job title as printed", required=False, max_length=300)
    new_email = forms.EmailField(label="E-mail address", required=False)
    NEW = ("new_honorific", "new_given_names", "new_family_name", "new_title", "new_email")

    def new_person(self) -> Person | None:
        """The unsaved person that was described, if one was."""
        said = {name.removeprefix("new_"): self.cleaned_data.get(name) or "" for name in self.NEW}
        said.pop("title")
        if not any(said.values()):
            return None
        for name in ("given_names", "family_name"):
            if not said[name]:
                self.add_error(f"new_{name}", f"Enter their {name.replace('_', ' ')}")
        return Person(**said)

    def suggest_new(self, typed: str) -> None:
        """Put a name that nobody has into the fields for somebody new."""
        given, _, family = typed.rpartition(" ")
        if given and not any(self.data.get(self.add_prefix(name)) for name in self.NEW):
            data: Any = self.data.copy()
            data[self.add_prefix("new_given_names")] = given
            data[self.add_prefix("new_family_name")] = family
            self.data = data

    @property
    def has_new(self) -> bool:
        """Whether something was typed, or suggested, about somebody new."""
        return any(self.data.get(self.add_prefix(name)) for name in self.NEW)

    @property
    def new_fields(self) -> list[forms.BoundField]:
        """The fields about somebody new, to be drawn together."""
        return [self[name] for name in self.NEW]
