"""How actions and promises are shown: state as word and shape, days that may be missing."""

from datetime import date
from typing import Any

from django import template
from django.utils.safestring import SafeString

from icsgov.nhsuk import dates
from icsgov.nhsuk.shapes import state
from meetings.models import Action

register = template.Library()
SHAPES: dict[str, str] = {
    Action.State.OPEN: "waiting",
    Action.State.UPDATED: "doing",
    Action.State.PROPOSED: "doing",
    Action.State.CLOSED: "done",
    Action.State.STRUCK: "blocked",
}


@register.simple_tag
def action_state(value: str, words: str, due: date | None, today: date | None) -> SafeString:
    """The state of an action; one that is open past its day says so."""
    if value in Action.OPEN and due is not None and today is not None and due < today:
        return state(f"Overdue, {words[:1].lower()}{words[1:]}", "attention")
    return state(words, SHAPES.get(value, "plain"))


@register.filter
def nhs_date_or_none(day: Any) -> str:
    """ "24 July 2023"; nothing for no day."""
    return dates.date_words(day) if day else ""
