"""The tags and filters that every template has without loading them."""

import datetime
from collections.abc import Mapping
from typing import Any

from django import forms, template
from django.forms import BaseForm, BoundField
from django.forms.formsets import BaseFormSet
from django.template.base import FilterExpression, NodeList, Parser, Token, token_kwargs
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe

from icsgov.nhsuk import browsers, dates, errors, macros, shapes
from icsgov.nhsuk.forms import NHSDateWidget

register = template.Library()
register.simple_tag(shapes.state, name="state")
register.simple_tag(shapes.shape, name="shape")
register.simple_tag(macros.icon, name="nhs_icon")
register.filter("browser", browsers.browser_words)
register.filter("error_messages", errors.field_messages)
register.filter("all_errors_id", errors.all_errors_id)
register.filter("error_codes", errors.error_codes)


class ComponentNode(template.Node):
    """Draws one NHS component from the parameters of its tag."""

    def __init__(
        self, component: str, params: dict[str, FilterExpression], nodelist: NodeList | None
    ) -> None:
        self.component, self.params, self.nodelist = component, params, nodelist

    def render(self, context: Context) -> SafeString:
        params: dict[str, Any] = {}
        for path, expression in self.params.items():
            _put(params, path.split("__"), expression.resolve(context, ignore_failures=True))
        body = None if self.nodelist is None else mark_safe(self.nodelist.render(context))  # noqa: S308
        return macros.render(self.component, params, body)


def _put(params: dict[str, Any], path: list[str], value: object) -> None:
    """Set ``label__size`` as params["label"]["size"]; ``attributes__hx_get`` as "hx-get"."""
    *parents, name = path
    for parent in parents:
        params = params.setdefault(parent, {})
    if parents[-1:] == ["attributes"]:
        name = name.replace("_", "-")
    if value is not None:
        params[name] = value


@register.tag
def nhs(parser: Parser, token: Token) -> ComponentNode:
    """``{% nhs "button" text="Save" variant="secondary" attributes__hx_post=url %}``."""
    return _component(parser, token, None)


@register.tag
def nhsblock(parser: Parser, token: Token) -> ComponentNode:
    """``{% nhsblock "inset-text" %}…{% endnhsblock %}``: the component around other markup."""
    nodelist = parser.parse(("endnhsblock",))
    parser.delete_first_token()
    return _component(parser, token, nodelist)


def _component(parser: Parser, token: Token, nodelist: NodeList | None) -> ComponentNode:
    tag, name, *rest = token.split_contents()
    component = name.strip("\"'")
    params = token_kwargs(rest, parser)
    if rest:
        raise template.TemplateSyntaxError(f"{tag} {name}: {rest[0]} is no name=value.")
    try:
        unknown = {path.split("__")[0] for path in params} - macros.parameters(component)
    except macros.UnknownComponent as error:
        raise template.TemplateSyntaxError(str(error)) from None
    if unknown:
        raise template.TemplateSyntaxError(
            f"{tag} {name} has no parameter {', '.join(sorted(unknown))}."
        )
    return ComponentNode(component, params, nodelist)


@register.simple_tag
def error_summary(*forms_: BaseForm | BaseFormSet[BaseForm] | None) -> SafeString:
    """``{% error_summary form formset %}``: nothing while there are no errors."""
    found = [error for form in forms_ if form for error in errors.form_errors(form)]
    if not found:
        return SafeString()
    listed: list[Mapping[str, str]] = [
        {"text": error.text, "href": f"#{error.target}"} if error.target else {"text": error.text}
        for error in found
    ]
    return macros.render("error-summary", {"titleText": "There is a problem", "errorList": listed})


@register.filter
def control_kind(field: BoundField) -> str:
    """How a field stands in its form group: checkbox, file, password, date, group or plain."""
    widget = field.field.widget
    if isinstance(widget, NHSDateWidget):
        return "date"
    if field.use_fieldset:
        return "group"
    if isinstance(widget, forms.CheckboxInput):
        return "checkbox"
    kind = getattr(widget, "input_type", "")
    return kind if kind in {"file", "password"} else "plain"


@register.filter(expects_localtime=True)
def nhs_date(day: datetime.date | None) -> str:
    """ "24 July 2023"; "not stated" for none."""
    return dates.date_words(day) if day else "not stated"


@register.filter(expects_localtime=True)
def nhs_weekday(day: datetime.date | None) -> str:
    """ "Monday 24 July 2023"; "not stated" for none."""
    return dates.weekday_words(day) if day else "not stated"


@register.filter(expects_localtime=True)
def nhs_time(time: datetime.time | datetime.datetime | None) -> str:
    """ "3.10pm"; "not stated" for none."""
    return dates.time_words(time) if time else "not stated"


@register.filter
def file_size(size: int) -> str:
    """A number of bytes as "850 kB" or "1.2 MB"; the smallest size said is 1 kB."""
    kilobytes = max(1, round(size / 1000))
    return f"{kilobytes} kB" if kilobytes < 1000 else f"{size / 1_000_000:.1f} MB"


@register.inclusion_tag("components/pdf_link.html")
def pdf_link(href: str, text: str, size: int, pages: int | None = None) -> dict[str, object]:
    """A link to a PDF that says beforehand how large it is: "(PDF, 79 pages, 1.2 MB)"."""
    return {"href": href, "text": text, "size": size, "pages": pages}
