"""What is picked for an ask in the room. It is a suggestion: a person confirms it afterwards."""

from datetime import datetime
from typing import Any

from django.db import transaction

from meetings.models import AgendaItem, ProposedOutcome
from meetings.outcomes.asking import WHOLE, asks_of


class Settled(Exception):
    """A decision was confirmed for this ask: what is picked now would come too late."""

    def __init__(self, outcome: ProposedOutcome) -> None:
        super().__init__(f"{outcome.decision} was confirmed for this ask.")
        self.outcome = outcome


@transaction.atomic
def pick(
    item: AgendaItem, position: int, choice: str, words: str, by: Any, now: datetime
) -> ProposedOutcome:
    """What came of an ask; picking again replaces it, and picking the same changes nothing.

    `position` counts the asks from 1 (meetings/outcomes/asking.py); 0 is the item as a whole.
    Raises LookupError for an ask that the item has not, ValueError for an unknown choice and
    Settled where a decision was confirmed meanwhile.
    """
    if choice not in ProposedOutcome.Pick.values:
        raise ValueError(f"“{choice}” is no outcome.")
    AgendaItem.objects.select_for_update().get(pk=item.pk)
    known = item.outcomes.filter(position=position).select_related("decision").first()
    ask = known.ask if known and known.decision_id else _ask(item, position)
    if known is not None and (known.pick, known.words) == (choice, words):
        return known
    if known is not None and known.decision_id:
        raise Settled(known)
    picked = {"ask": ask, "pick": choice, "words": words, "by": by, "at": now}
    row, _ = ProposedOutcome.objects.update_or_create(item=item, position=position, defaults=picked)
    said = " ".join(filter(None, (f"{ask}: {row.get_pick_display()}.", words)))
    item.record_change("picked an outcome", by, now, words=said)
    return row


def _ask(item: AgendaItem, position: int) -> str:
    if position == WHOLE:
        return ""
    for asked in asks_of(item):
        if asked.position == position:
            return asked.words
    raise LookupError(f"“{item}” has no ask {position}.")
