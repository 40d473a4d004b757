"""Tags that draw what an agenda shows many times over, each once for the same face."""

from collections.abc import Hashable
from functools import lru_cache
from typing import Any, Final

from django import template
from django.template.base import Template
from django.template.context import Context
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

from meetings.faces import finding_face, row_face
from meetings.preflight import Finding
from meetings.preparation import SeenRow

register = template.Library()
MOST: Final = 3_000  # kept in each process, 4 kB each
PLACE: Final = "\0token\0"  # where each page has its own; no title holds a NUL


@register.simple_tag(takes_context=True)
def agenda_row(context: Context, seen: SeenRow, agenda_url: str) -> SafeString:
    """A row of the agenda as the reader sees it."""
    face = row_face(
        seen, agenda_url, has_both=context["has_both"], **_standing_out(context["shown"], seen)
    )
    drawn = _drawn(_template("meetings/agenda/_row.html"), face)
    return mark_safe(drawn.replace(PLACE, str(context.get("csrf_token", ""))))  # noqa: S308


def _standing_out(shown: Any, seen: SeenRow) -> dict[str, str]:
    """Whether the row is open, as is asked for or as it was, and where the focus belongs."""
    if shown.is_plain:
        return {}
    mark = seen.open_mark
    return {
        "open": "kept" if mark in shown.kept else "asked" if mark in shown.asked else "",
        "focus": {seen.handle_mark: "handle", seen.title_mark: "title"}.get(shown.focus, ""),
    }


@register.simple_tag
def agenda_finding(finding: Finding, may_write: bool) -> SafeString:
    """A finding of the check, beside the agenda."""
    return _drawn(_template("meetings/agenda/_finding.html"), finding_face(finding, may_write))


def _template(name: str) -> Template:
    loaded: Any = get_template(name)
    found: Template = loaded.template
    return found


@lru_cache(MOST)
def _drawn(by: Template, face: Hashable) -> SafeString:
    """What a template makes of a face, which is all that it is told."""
    return by.render(Context({"it": face, "csrf_token": PLACE}))
