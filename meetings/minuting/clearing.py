"""From the desk to the chair and back: sent, returned with remarks, cleared."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from meetings.models import Minutes, Paragraph, Remark


@transaction.atomic
def send(minutes: Minutes, by: Any, now: datetime) -> None:
    """Send the minutes to the chair; earlier remarks count as dealt with. Raises MoveRefused."""
    minutes.send_to_chair(by, now)
    _remarks(minutes).update(settled_at=now)


@transaction.atomic
def give_back(
    minutes: Minutes, remarks: Mapping[str, str], words: str, by: Any, now: datetime
) -> None:
    """Return the minutes with what the chair says to paragraphs, by their keys.

    Raises MoveRefused where they are not with the chair.
    """
    minutes.take_back(by, now, words=words)
    rows = Paragraph.objects.filter(section__minutes=minutes, removed_at=None)
    for row in rows.filter(key__in=remarks):
        Remark.objects.create(paragraph=row, text=remarks[str(row.key)], by=by, at=now)


def _remarks(minutes: Minutes) -> Any:
    return Remark.objects.filter(paragraph__section__minutes=minutes, settled_at=None)
