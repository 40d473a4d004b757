"""Chairs agree the agenda as they read it; secretaries record that they did."""

from datetime import datetime
from typing import Any

from django.db import transaction

from icsgov.boards.models import Person
from meetings.drafts import Draft
from meetings.models import Agreement


@transaction.atomic
def agree(draft: Draft, person: Person, by: Any, now: datetime, *, evidence: str = "") -> Agreement:
    """Keep a chair's word on this very agenda; any change of it is shown from then on."""
    made = Agreement.objects.create(
        meeting=draft.meeting,
        part=draft.part.number,
        person=person,
        evidence=evidence,
        agenda_sha256=draft.agreed_sha256,
        at=now,
    )
    words = f"{person} agreed the agenda of Part {draft.part.number}"
    after = {"agenda": draft.agreed_sha256, "evidence": evidence}
    draft.meeting.record_change("agreed", by, now, words=words, after=after)
    return made
