"""Questions that were taken stand in the pack under the item that takes them."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from meetings.models import AgendaItem, Enclosure, Meeting, Question

KIND = Enclosure.Kind.QUESTIONS
SPOKEN = (AgendaItem.Mode.VERBAL, AgendaItem.Mode.PRESENTATION)


@transaction.atomic
def enclose(meeting: Meeting, by: Any, now: datetime) -> None:
    """Put the questions under their item while there are any, and take them off when not.

    A board that has no item for them gets them in the register and the minutes alone.
    """
    printed = Question.objects.printed().filter(meeting=meeting).exists()
    known = Enclosure.objects.filter(item__meeting=meeting, kind=KIND)
    if not printed:
        known.delete()
        return
    item = item_for(meeting)
    if item is None or known.exists():
        return
    last = item.enclosures.aggregate(last=Max("position"))["last"]
    Enclosure.objects.create(item=item, kind=KIND, position=0 if last is None else last + 1)
    if item.mode in SPOKEN:
        item.save_at(item.version, by, now, mode=AgendaItem.Mode.PAPER)
    item.record_change("enclosed", by, now, words="Questions from the public")


def item_for(meeting: Meeting) -> AgendaItem | None:
    """The item under which the board takes questions from the public: by its standing items."""
    titles = [each.title for each in meeting.rules.standing_items if KIND in each.generated]
    rows = meeting.items.filter(part=1, title__in=titles or ["Questions from the public"])
    return rows.in_order().first()
