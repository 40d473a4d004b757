"""Tags for the minutes on the desk."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from meetings.forms.minutes_steps import ClearForm
from meetings.minuting import printing
from meetings.minuting.book import Line

register = template.Library()


@register.filter
def spoken(line: Line) -> SafeString:
    """A paragraph as it will read, the speakers' names in front."""
    html = printing.with_names(line.row.text, line.names)
    return mark_safe(html)  # noqa: S308 -- bodies.clean let nothing else by


@register.filter
def remark_in(line: Line, form: ClearForm) -> str:
    """What the chair typed beside a paragraph."""
    return str(form.data.get(f"remark-{line.row.key}", ""))
