"""Filters of the print templates: plain data of a tree, said as boards print it."""

from datetime import date

from django import template

from icsgov.nhsuk import dates

register = template.Library()


@register.filter
def clock(at: str) -> str:
    """15:10 as "15.10"."""
    return at.replace(":", ".")


@register.filter
def day(iso: str) -> str:
    """2023-07-24 as "24 July 2023"."""
    return dates.date_words(date.fromisoformat(iso))


@register.filter
def weekday(iso: str) -> str:
    """2023-07-24 as "Monday 24 July 2023"."""
    return dates.weekday_words(date.fromisoformat(iso))


@register.filter
def heading(level: int) -> str:
    """The HTML heading of a section below its paper's title: h2 to h6."""
    return f"h{min(max(level, 1) + 1, 6)}"


@register.filter
def page_of(pages: dict[str, str], anchor: str) -> str:
    """The number of the page on which something begins; empty until the pack is paged."""
    return pages.get(anchor, "")
