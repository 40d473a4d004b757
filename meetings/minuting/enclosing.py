"""Draft minutes and the action log stand under the next opening business by themselves."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from meetings.minuting.accepting import next_meetings
from meetings.models import Action, AgendaItem, Enclosure, Meeting, Minutes

SPOKEN = (AgendaItem.Mode.VERBAL, AgendaItem.Mode.PRESENTATION)


@transaction.atomic
def enclose(minutes: Minutes, by: Any, now: datetime) -> Enclosure | None:
    """Put minutes that are out as a draft on the next agenda, once; None where it is not planned.

    With them goes the action log, as matters arising, where the board has any action.
    A secretary may take them off again; they do not come back.
    """
    at = next_meetings(minutes).filter(state=Meeting.State.PLANNED).first()
    item = _opening(at, minutes.part) if at else None
    if item is None or minutes.enclosed_once:
        return None
    made = _put(item, Enclosure.Kind.MINUTES, minutes.meeting)
    actions = Action.objects.standing().filter(board=minutes.meeting.board, part=minutes.part)
    if actions.exists():
        _put(item, Enclosure.Kind.ACTIONS, minutes.meeting)
    if item.mode in SPOKEN:
        item.save_at(item.version, by, now, mode=AgendaItem.Mode.PAPER)
    item.record_change("enclosed", by, now, words=str(minutes))
    Minutes.objects.filter(pk=minutes.pk).update(enclosed_once=True)
    return made


def _put(item: AgendaItem, kind: str, source: Meeting) -> Enclosure:
    """An enclosure behind those that are there."""
    last = item.enclosures.aggregate(last=Max("position"))["last"]
    position = 0 if last is None else last + 1
    return Enclosure.objects.create(item=item, kind=kind, source=source, position=position)


def enclose_last(meeting: Meeting, by: Any, now: datetime) -> None:
    """Put on a newly planned agenda the draft minutes that wait for it."""
    out = Minutes.objects.filter(
        meeting__board=meeting.board, meeting__date__lt=meeting.date, state=Minutes.State.RELEASED
    )
    for minutes in out.select_related("meeting__board"):
        if next_meetings(minutes).first() == meeting:
            enclose(minutes, by, now)


def _opening(meeting: Meeting, part: int) -> AgendaItem | None:
    """The first numbered row, whose business is to take the minutes of the last meeting."""
    rows = meeting.items.filter(part=part, parent=None, kind__in=AgendaItem.NUMBERED)
    return rows.order_by("rank").first()
