"""When a meeting was in fact opened and closed, as its minutes say it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from meetings.models import Meeting, Minutes


@transaction.atomic
def note(minutes: Minutes, said: Mapping[str, Any], by: Any, now: datetime) -> None:
    """Write the times of the meeting, and the style of numbers where it may still change."""
    meeting = Meeting.objects.get(pk=minutes.meeting_id)
    meeting.save_at(meeting.version, by, now, opened=said["opened"], closed=said["closed"])
    minutes.meeting.opened, minutes.meeting.closed = said["opened"], said["closed"]
    if said.get("style") and minutes.is_unreleased:
        minutes.save_at(minutes.version, by, now, style=said["style"])
