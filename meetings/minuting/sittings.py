"""When a part of a meeting was in fact opened and closed, as its minutes say it."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from django.db import transaction

from meetings.models import Meeting, MeetingPart

Times = tuple[time | None, time | None]


def times_of(meeting: Meeting, part: int) -> Times:
    """When a part was opened and closed. Part 2 has times of its own, which Part 1 never shows."""
    if part == 1:
        return meeting.opened, meeting.closed
    row = meeting.parts.filter(number=part).first()
    return (row.opened, row.closed) if row else (None, None)


@transaction.atomic
def note(meeting: Meeting, part: int, times: Mapping[str, Any], by: Any, now: datetime) -> None:
    """Write `opened` or `closed` of a part, or both."""
    if part == 1:
        meeting.save_at(meeting.version, by, now, **times)
        return
    row = MeetingPart.objects.get(meeting=meeting, number=part)
    before = {name: getattr(row, name) for name in times}
    if before == dict(times):
        return
    MeetingPart.objects.filter(pk=row.pk).update(**times)
    before, after = ({f"part 2 {k}": v for k, v in each.items()} for each in (before, times))
    meeting.record_change("edited", by, now, before=before, after=after)
