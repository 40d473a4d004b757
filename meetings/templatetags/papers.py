"""Tags for the text of papers."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from icsgov.record.pages import Shelf
from meetings import bodies

register = template.Library()
# A wide table scrolls by itself, also by keyboard, and leaves the page as narrow as it is.
SCROLLS = '<div class="app-table" tabindex="0" role="group" aria-label="Table">'


@register.simple_tag
def rich_text(html: str, shelf: Shelf, prefix: str) -> SafeString:
    """Cleaned text of the record as part of a page: pictures, notes by number, wide tables."""
    pictured = bodies.with_pictures(html, lambda sha256: shelf.images.get(sha256, ""))
    noted = bodies.with_notes(pictured, f"{prefix}-note")
    scrolling = noted.replace("<table", f"{SCROLLS}<table").replace("</table>", "</table></div>")
    return mark_safe(scrolling)  # noqa: S308 -- the proof keeps only what bodies.clean lets by
