"""Fields for formatted text. Without JavaScript they are plain boxes that take HTML or words."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from meetings import bodies


class RichText(forms.Textarea):
    """A text area that static/js/editor.js turns into an editor: "full" or "short"."""

    def __init__(self, kind: str = "short", rows: int = 4) -> None:
        super().__init__(attrs={"rows": rows, "data-editor": kind})


class RichField(forms.CharField):
    """Formatted text; cleans to the HTML that may be kept."""

    def __init__(self, *, kind: str = "short", rows: int = 4, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(widget=RichText(kind, rows), strip=False, **kwargs)

    def to_python(self, value: Any) -> str:
        try:
            return bodies.from_typed(super().to_python(value) or "")
        except bodies.TooMuch as error:
            raise ValidationError(str(error)) from error
