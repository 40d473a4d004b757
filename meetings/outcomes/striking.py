"""What was recorded by mistake is struck: it keeps its number, and readers find the reason."""

from datetime import datetime
from typing import Any

from django.db import transaction

from meetings.models import Action, Decision, ProposedOutcome
from meetings.outcomes import releasing


@transaction.atomic
def strike(thing: Decision | Action, reason: str, by: Any, now: datetime) -> None:
    """Take back a decision or an action; its number is never given again.

    It leaves registers, threads and logs; where readers had it a notice says why. The ask that a
    decision confirmed is open again. Raises AlreadyStruck where somebody did so before.
    """
    model: Any = type(thing)
    row = model.objects.select_for_update().get(pk=thing.pk)
    row.strike(reason, by, now)
    if isinstance(row, Decision):
        ProposedOutcome.objects.filter(decision=row).update(decision=None)
    releasing.refresh(row, by, now, why=f"It was recorded by mistake. {reason}")
