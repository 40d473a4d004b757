"""The components of the NHS design system, drawn by the Jinja macros of nhsuk-frontend-jinja.

They have an environment of their own, so that no other template meets Jinja. The macros test for
parameters that were not given, which only ChainableUndefined allows; the strictness it gives up
is won back here: a parameter that a component does not know is an error.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import jinja2
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from markupsafe import Markup

LOADER = jinja2.PackageLoader("nhsuk_frontend_jinja")
ENVIRONMENT = jinja2.Environment(
    loader=LOADER, autoescape=True, undefined=jinja2.ChainableUndefined
)
MACRO = re.compile(r"{%-? macro (\w+)\(")
PARAMETER = re.compile(r'params\.(?:get\("(\w+)"|(\w+))')


class UnknownComponent(LookupError):
    """No macro of that name."""


class UnknownParameter(TypeError):
    """The component has no parameter of that name."""


def render(
    component: str, params: Mapping[str, Any], caller: SafeString | None = None
) -> SafeString:
    """The HTML of a component ("error-summary") with its parameters, as the NHS names them.

    Text is escaped; only SafeStrings may bring markup, in the parameters ending in "html".
    Raises UnknownComponent or UnknownParameter.
    """
    unknown = params.keys() - parameters(component)
    if unknown:
        raise UnknownParameter(f"{component} has no parameter {', '.join(sorted(unknown))}.")
    extra = {} if caller is None else {"caller": lambda: Markup.escape(caller)}
    return mark_safe(_macro(component)(_clean_mapping(params), **extra).strip())  # noqa: S308


def icon(name: str) -> SafeString:
    """An NHS icon ("tick", "cross", "arrow-right" …) as SVG that assistive technology skips."""
    macro: Any = ENVIRONMENT.get_template("nhsuk/macros/icon.jinja").module
    return mark_safe(str(macro.nhsukIcon(name)).strip())  # noqa: S308


@cache
def components() -> dict[str, str]:
    """Every component's name ("date-input") with the folder that holds it."""
    return {
        _kebab(name): path.rsplit("/", 1)[0]
        for path in ENVIRONMENT.list_templates()
        if path.startswith("nhsuk/components/") and path.endswith("/macro.jinja")
        for name in MACRO.findall(_source(path))
    }


@cache
def parameters(component: str) -> frozenset[str]:
    """The names of the parameters that a component looks at; raises UnknownComponent."""
    source = _source(f"{_folder(component)}/template.jinja")
    return frozenset(first or second for first, second in PARAMETER.findall(source))


@cache
def _macro(component: str) -> Callable[..., str]:
    module = ENVIRONMENT.get_template(f"{_folder(component)}/macro.jinja").module
    name = re.sub(r"-(\w)", lambda match: match.group(1).upper(), component)
    macro: Callable[..., str] = getattr(module, name)
    return macro


def _folder(component: str) -> str:
    try:
        return components()[component]
    except KeyError:
        raise UnknownComponent(f"The NHS design system has no component “{component}”.") from None


def _source(path: str) -> str:
    return LOADER.get_source(ENVIRONMENT, path)[0]


def _kebab(name: str) -> str:
    return re.sub(r"[A-Z]", lambda match: f"-{match.group().lower()}", name)


def _clean_mapping(params: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _clean(key, value) for key, value in params.items() if value is not None}


def _clean(key: str, value: object) -> Any:
    """The value as the macros may have it: they print "…html" and string attributes unescaped."""
    if isinstance(value, Promise):
        value = str(value)
    if isinstance(value, Mapping):
        return _clean_mapping(value)
    if isinstance(value, str):
        return _clean_text(key, value)
    if isinstance(value, list | tuple):
        return [_clean(key, part) for part in value]
    return value


def _clean_text(key: str, value: str) -> str:
    if key == "attributes" and not hasattr(value, "__html__"):
        raise UnknownParameter("attributes must be a mapping of names to values.")
    if key.lower().endswith("html"):
        return Markup.escape(value)
    if key.lower().endswith("text"):
        return str.__str__(value)
    return Markup.escape(value) if hasattr(value, "__html__") else value
