"""Tags for the room."""

import uuid

from django import template

register = template.Library()


@register.simple_tag
def tap_key() -> str:
    """A key for a tap, so that a form sent twice is done once."""
    return str(uuid.uuid4())
