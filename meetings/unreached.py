"""Readers whom the last e-mail about a pack did not reach, for the desk's "Needs you now"."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from icsgov.boards.rights import Standing, standing
from icsgov.record.kinds import AGENDA
from icsgov.record.models import Release
from icsgov.work.models import Message
from meetings.models import Meeting
from meetings.preflight.findings import Mend, Warning
from meetings.publishing import PACK_RELEASED
from meetings.timeline import Need

LOST = (Message.State.BOUNCED, Message.State.FAILED)


def unreached(user: Any, now: datetime) -> list[Need]:
    """For secretaries: whom nothing reached about a meeting to come (3 queries)."""
    seats = standing(user, now)
    if not seats.secretary:
        return []
    releases = {release.key: release for release in _coming(seats, now)}
    last = _last(releases)
    lost = [(about, message) for about, message in last.items() if message.state in LOST]
    meetings = Meeting.objects.select_related("board").in_bulk(
        [subject for (subject, _, _), _ in lost], field_name="key"
    )
    return [
        _need(message, releases[message.about], meetings[subject])
        for (subject, _, _), message in lost
    ]


def _coming(seats: Standing, now: datetime) -> QuerySet[Release]:
    """What readers have of meetings to come, of the parts that the secretary reads."""
    kept = Q(board__in=seats.secretary, part=1) | Q(board__in=seats.secretary & seats.part2)
    coming = Meeting.objects.filter(date__gte=timezone.localdate(now)).values("key")
    return Release.objects.readable(now).filter(kept, kind=AGENDA, subject__in=coming)


def _last(releases: dict[UUID, Release]) -> dict[tuple[UUID, int, int | None], Message]:
    """The newest e-mail about each part of a meeting to each reader."""
    rows = Message.objects.filter(kind=PACK_RELEASED, thing__in=list(releases))
    found = {}
    for message in rows.select_related("user__person").order_by("pk"):
        about = releases[message.about]
        found[about.subject, about.part, message.user_id] = message
    return found


def _need(message: Message, release: Release, meeting: Meeting) -> Need:
    where = {
        "board": meeting.board.slug,
        "address": meeting.address,
        "part": release.part,
        "key": release.key,
    }
    words = f"The e-mail about the papers did not reach {message.user}."
    return Need(meeting, Warning("unreached", words, Mend("pack-going-out", "Look at it", where)))
