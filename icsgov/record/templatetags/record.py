"""Tags that draw nodes of the record."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from django import template
from django.template import Context, Engine
from django.utils.safestring import SafeString

from icsgov.nhsuk import dates
from icsgov.record.kinds import kind_of
from icsgov.record.models import Build
from icsgov.record.pages import FileLink, Shelf
from icsgov.record.personal import look
from icsgov.record.tree import Node
from icsgov.record.watching import Recording, Watch

register = template.Library()
PLAIN = "record/partials/plain.html"


@register.simple_tag(takes_context=True)
def draw(context: Context, node: Node, **more: Any) -> SafeString:
    """The node by the template of its kind, which gets `node`, `shelf` and what is given."""
    drawn = Engine.get_default().get_template(kind_of(node.kind).web or PLAIN)
    return drawn.render(Context({"node": node, "shelf": context["shelf"], **more}))


@register.inclusion_tag("record/partials/personal.html", takes_context=True)
def personal(context: Context, build: Build, what: str) -> dict[str, Any]:
    """Whether a build holds what looks like personal data, and the way to look at it and back."""
    found = look(build)
    return {
        "request": context["request"],
        "build": build,
        "what": what,
        "open": len(found.open),
        "answered": len(found.answered),
    }


@register.filter
def watch(recording: Recording, key: Any) -> Watch | None:
    """Where the item with this key is in a recording."""
    return recording.of(key)


@register.filter
def at(found: Mapping[Any, Any] | None, key: Any) -> Any:
    """What is found at a key, if anything."""
    return found.get(key) if found else None


@register.filter
def file_of(shelf: Shelf, node: Node) -> FileLink | None:
    """The file that was released for a node."""
    return shelf.files.get(node.anchor)


@register.filter
def pack_pages(node: Node) -> str:
    """ "page 37" or "pages 37 to 52": where a node stands in the pack; empty where unknown."""
    numbers = [each.pack_page for each in node.of_kind("page") if each.pack_page]
    first, last = (numbers[0], numbers[-1]) if numbers else (node.pack_page, node.pack_page)
    if first == last:
        return f"page {first}" if first else ""
    return f"pages {first} to {last}"


@register.filter
def clock(words: str) -> str:
    """ "3.10pm" for the "15:10" of a tree."""
    return dates.time_words(time.fromisoformat(words)) if words else "not stated"


@register.filter
def day(words: str) -> str:
    """ "24 July 2023" for the "2023-07-24" of a tree."""
    return dates.date_words(date.fromisoformat(words)) if words else "not stated"
