"""Shapes that stand beside a state's word, so that colour is never alone in saying it."""

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

CIRCLE = '<circle cx="8" cy="8" r="7"/>'
RING = '<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="2"/>'
TRIANGLE = '<path d="M8 1 15.5 15H.5z"/>'
OCTAGON = '<path d="M5 1h6l4 4v6l-4 4H5l-4-4V5z"/>'
DIAMOND = '<path d="M8 0l8 8-8 8-8-8z"/>'
SQUARE = '<path d="M1 1h14v14H1z"/>'


def _letter(letter: str, y: str = "11.5") -> str:
    return (
        f'<text x="8" y="{y}" class="app-shape__letter" text-anchor="middle" font-size="10"'
        f' font-weight="700">{letter}</text>'
    )


def _stroke(path: str) -> str:
    return f'<path class="app-shape__cut" fill="none" stroke-width="2" d="{path}"/>'


SHAPES = {
    "done": CIRCLE + _stroke("m4.5 8.2 2.4 2.4 4.6-5"),
    "doing": RING + '<path d="M8 2a6 6 0 0 1 0 12z"/>',
    "waiting": RING + '<path d="M7 4h2v4l3 2-1 1.6-4-2.6z"/>',
    "attention": TRIANGLE + _stroke("M8 5.5v4.5m0 1.5v2"),
    "blocked": OCTAGON + _stroke("m5 5 6 6m0-6-6 6"),
    "private": '<path d="M3 7V6a5 5 0 0 1 10 0v1h1v8H2V7zm2 0h6V6a3 3 0 0 0-6 0z"/>',
    "plain": '<path d="M2 7h12v2H2z"/>',
    "red": DIAMOND + _letter("R"),
    "amber": TRIANGLE + _letter("A", "13.5"),
    "green": CIRCLE + _letter("G"),
    "blue": SQUARE + _letter("B"),
}


def shape(kind: str) -> SafeString:
    """The SVG of a shape, hidden from assistive technology; KeyError names an unknown kind."""
    return format_html(
        '<svg class="app-shape" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"'
        ' focusable="false" fill="currentColor">{}</svg>',
        mark_safe(SHAPES[kind]),  # noqa: S308 -- constants of this module
    )


def state(word: str, kind: str) -> SafeString:
    """A state as word and shape; `kind` is one of SHAPES."""
    return format_html(
        '<strong class="app-state app-state--{}">{}{}</strong>', kind, shape(kind), word
    )
