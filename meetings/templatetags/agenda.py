"""Tags that draw what an agenda shows many times over, each shape of it once."""

from functools import lru_cache
from typing import Any, Final

from django import template
from django.template.base import Template
from django.template.context import Context
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

from meetings.faces import GAPS, Face, FindingShape, RowShape, filled, finding_face, forme, row_face
from meetings.preflight import Finding
from meetings.preparation import SeenRow

register = template.Library()
MOST: Final = 1_000  # shapes kept in each process, 4 kB each


@register.simple_tag(takes_context=True)
def agenda_row(context: Context, seen: SeenRow, agenda_url: str) -> SafeString:
    """A row of the agenda as the reader sees it."""
    face = row_face(
        seen, agenda_url, has_both=context["has_both"], **_standing_out(context["shown"], seen)
    )
    return _drawn("meetings/agenda/_row.html", face, str(context.get("csrf_token", "")))


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
    return _drawn("meetings/agenda/_finding.html", finding_face(finding, may_write))


def _drawn(name: str, face: Face, token: str = "") -> SafeString:
    """A face, whose words are escaped as they are put in; each page has a token of its own."""
    words = {**face.words, "token": token}
    return mark_safe(filled(_forme(_template(name), face.shape), words))  # noqa: S308


def _template(name: str) -> Template:
    loaded: Any = get_template(name)
    found: Template = loaded.template
    return found


@lru_cache(MOST)
def _forme(by: Template, shape: RowShape | FindingShape) -> str:
    """What a template makes of a shape, which is all that it is told."""
    return forme(by.render(Context({"it": shape, "csrf_token": GAPS["token"]})))
