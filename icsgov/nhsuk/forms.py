"""Form fields, widgets and the renderer that draws every Django form as NHS components."""

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.forms import renderers
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_date
from django.utils.functional import cached_property

from icsgov.nhsuk import dates

WIDGET_TEMPLATES = Path(__file__).parent / "widgets"


class NHSRenderer(renderers.DjangoTemplates):
    """Draws forms, formsets, fields and Django's own widgets in NHS markup."""

    form_template_name = "nhsuk/form.html"
    formset_template_name = "nhsuk/formset.html"
    field_template_name = "nhsuk/field.html"

    @cached_property
    def engine(self) -> Any:
        django_templates = Path(renderers.__file__).parent / "templates"
        return self.backend(
            {
                "APP_DIRS": True,
                "DIRS": [WIDGET_TEMPLATES, django_templates],
                "NAME": "nhsforms",
                "OPTIONS": {"builtins": ["icsgov.nhsuk.templatetags.nhsuk"]},
            }
        )


def render_form(
    request: HttpRequest,
    template: str,
    form: forms.BaseForm,
    context: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """The page of a form: 200 while it is being filled in, 422 when what was sent is not valid."""
    status = 422 if form.is_bound and form.errors else 200
    return render(request, template, {"form": form, **(context or {})}, status=status)


class Hinted(str):
    """A choice's label with a line under it: ``Hinted("Public", "Anyone can read it")``."""

    hint: str

    def __new__(cls, label: str, hint: str = "") -> "Hinted":
        made = super().__new__(cls, label)
        made.hint = hint
        return made


class GroupedCheckboxes(forms.CheckboxSelectMultiple):
    """Checkboxes in groups that are folded, except those in which something is ticked."""

    template_name = "django/forms/widgets/grouped_checkboxes.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["groups"] = [
            {
                "name": group,
                "options": options,
                "ticked": sum(1 for option in options if option["selected"]),
            }
            for group, options, _ in context["widget"]["optgroups"]
        ]
        return context


class DateParts(NamedTuple):
    """A date as it was typed, kept so that a wrong one can be shown again."""

    day: str
    month: str
    year: str


class NHSDateWidget(forms.Widget):
    """Day, month and year in three text inputs; a month may be typed as a word."""

    template_name = "django/forms/widgets/nhs_date.html"
    use_fieldset = True

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, None, attrs)
        shared = context["widget"]["attrs"]
        context["widget"]["parts"] = [
            {
                "name": f"{name}-{part}",
                "label": part.capitalize(),
                "value": text,
                "width": 4 if part == "year" else 2,
                "attrs": {
                    **shared,
                    "id": f"{shared.get('id', name)}-{part}",
                    "inputmode": "numeric",
                },
            }
            for part, text in self._parts(value)._asdict().items()
        ]
        return context

    @staticmethod
    def _parts(value: Any) -> DateParts:
        if isinstance(value, str):
            value = parse_date(value)
        if isinstance(value, datetime.date):
            return DateParts(str(value.day), str(value.month), str(value.year))
        return value or DateParts("", "", "")

    def value_from_datadict(self, data: Any, files: Any, name: str) -> DateParts | None:
        parts = DateParts(*(str(data.get(f"{name}-{part}", "")) for part in DateParts._fields))
        return parts if any(part.strip() for part in parts) else None

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return not any(f"{name}-{part}" in data for part in DateParts._fields)

    def id_for_label(self, id_: str) -> str:
        return f"{id_}-day" if id_ else id_


class NHSDateField(forms.DateField):
    """A date typed as day, month and year; errors say which of them is missing or wrong."""

    widget = NHSDateWidget

    def to_python(self, value: Any) -> datetime.date | None:
        if not isinstance(value, DateParts):
            return super().to_python(value)
        missing = [name for name, text in value._asdict().items() if not text.strip()]
        if missing:
            raise self._error(f"must include a {' and a '.join(missing)}", "incomplete")
        try:
            month = dates.month_number(value.month) or 0
            return datetime.date(self._year(value.year), month, int(value.day))
        except (ValueError, OverflowError):
            raise self._error("must be a real date, like 24 7 2023", "invalid") from None

    def _year(self, text: str) -> int:
        if len(text.strip()) != 4:
            raise self._error("must have a year of 4 numbers, like 2023", "invalid")
        return int(text)

    def _error(self, words: str, code: str) -> ValidationError:
        return ValidationError(f"{self.label or 'The date'} {words}", code=code)


class NHSTimeField(forms.TimeField):
    """A time typed as people write it: "3.10pm", "3pm", "15:10", "midday"."""

    widget = forms.TextInput
    default_error_messages = {"invalid": "Enter a time like 3.10pm or 15:10"}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "For example, 3.10pm")
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> datetime.time | None:
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value)
        time = dates.parse_time(value)
        if time is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return time

    def prepare_value(self, value: Any) -> Any:
        return dates.time_words(value) if isinstance(value, datetime.time) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"class": "nhsuk-input--width-5", **super().widget_attrs(widget)}


class MultipleFileInput(forms.ClearableFileInput):
    """A file input that takes several files at once."""

    allow_multiple_selected = True


class MultipleFileField(forms.FileField):
    """Several files in the order they were chosen; cleans to a list."""

    widget = MultipleFileInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files: Sequence[Any] = data if isinstance(data, list | tuple) else [data]
        cleaned = [super(MultipleFileField, self).clean(file, initial) for file in files or [None]]
        return [file for file in cleaned if file]
