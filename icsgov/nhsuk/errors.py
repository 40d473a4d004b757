"""What a form's errors say on the page, and where each of them leads."""

from dataclasses import dataclass

from django import forms
from django.forms import BaseForm, BoundField
from django.forms.formsets import BaseFormSet

# Django's own words say neither which field nor what to do.
REQUIRED = "This field is required."
WORDS = {
    "Enter a valid email address.": "Enter an email address like name@example.org",
    "Enter a whole number.": "Enter a whole number, like 20",
}
PICKED = (forms.Select, forms.RadioSelect, forms.CheckboxSelectMultiple, forms.FileInput)


@dataclass(frozen=True)
class FormError:
    """One error: its words and the id of the control that mends it ("" where there is none)."""

    text: str
    target: str


def field_messages(field: BoundField) -> list[str]:
    """The errors of one field in plain words: "Enter meeting title", not "is required"."""
    messages = [str(message) for message in field.errors]
    return [_plain(field) if text == REQUIRED else WORDS.get(text, text) for text in messages]


def form_errors(form: BaseForm | BaseFormSet[BaseForm]) -> list[FormError]:
    """All errors of a form or formset in the order of the page."""
    if isinstance(form, BaseFormSet):
        own = [FormError(str(text), "") for text in form.non_form_errors()]
        return own + [error for member in form for error in form_errors(member)]
    own = [FormError(str(text), all_errors_id(form)) for text in form.non_field_errors()]
    return own + [
        FormError(text, "" if field.is_hidden else control_id(field))
        for field in form
        for text in field_messages(field)
    ]


def error_codes(form: BaseForm) -> set[str]:
    """The codes of the errors that belong to no one field, for a page that explains one of them."""
    return {error.code for error in form.non_field_errors().as_data() if error.code}


def all_errors_id(form: BaseForm) -> str:
    """The id of the place where a form shows errors that belong to no one field."""
    return f"{form.prefix}-all-errors" if form.prefix else "all-errors"


def control_id(field: BoundField) -> str:
    """The id of the first control of a field, also where the field has several."""
    return field.id_for_label or f"{field.auto_id}_0"


def _plain(field: BoundField) -> str:
    label = str(field.label)
    if isinstance(field.field.widget, forms.CheckboxInput):
        return f"Tick “{label}” to continue"
    verb = "Select" if isinstance(field.field.widget, PICKED) else "Enter"
    return f"{verb} {_in_sentence(label)}"


def _in_sentence(label: str) -> str:
    """The label with a small first letter, unless it begins with an abbreviation or a single I."""
    starts_small = label[1:2].islower()
    return label[:1].lower() + label[1:] if starts_small else label
