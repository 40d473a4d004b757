"""What follows the saving of a paragraph, by the name of the button that was pressed."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from meetings.minuting import paragraphs, writing
from meetings.models import Paragraph

PLACES = {"up": -1, "down": 1}


@transaction.atomic
def follow(row: Paragraph, then: str, by: Any, now: datetime) -> Paragraph | None:
    """Do what `then` says; the paragraph to open next, or none. Raises Refused.

    close; next and add open an empty one behind or at the end; edit:KEY another one; up, down,
    split, merge and remove are done to the paragraph itself. One left empty is taken out.
    """
    row.refresh_from_db()
    if then in PLACES:
        writing.move(row, PLACES[then], by, now)
        return row
    if then == "split":
        return writing.split(row, by, now)
    if then == "merge":
        return writing.merge(row, by, now)
    if then == "remove":
        writing.remove(row, by, now)
        return None
    return _leave(row, then, by, now)


def _leave(row: Paragraph, then: str, by: Any, now: datetime) -> Paragraph | None:
    """Close the paragraph; Enter in an empty one ends the writing."""
    was_empty = writing.tidy(row, by, now)
    if then == "next" and not was_empty:
        return writing.begin(row.section, by, now, after=row)
    if then == "add":
        return writing.begin(row.section, by, now)
    verb, _, key = then.partition(":")
    if verb == "edit":
        standing = paragraphs.standing(row.section)
        return next((each for each in standing if each.key == _uuid(key)), None)
    return None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
