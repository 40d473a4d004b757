"""Filters of the reading room."""

from django import template

register = template.Library()


@register.filter
def reading_time(minutes: int) -> str:
    """ "about 1 hour 20 minutes"; "a few minutes" for less than five."""
    hours, rest = divmod(minutes, 60)
    if not hours and rest < 5:
        return "a few minutes"
    said = [f"{hours} hour{'s' if hours > 1 else ''}"] if hours else []
    said += [f"{rest} minutes"] if rest else []
    return "about " + " ".join(said)


@register.filter
def bare(label: str) -> str:
    """The number of an item within a sentence: "2" for "2."."""
    return label.rstrip(".")
