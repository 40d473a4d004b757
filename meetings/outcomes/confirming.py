"""A suggestion becomes a decision: a person confirms it, and the minutes hold it."""

from datetime import datetime
from html import escape
from typing import Any

from django.db import transaction

from meetings.minuting import paragraphs, skeleton, writing
from meetings.models import AgendaItem, Decision, MinuteSection, Paragraph, ProposedOutcome
from meetings.outcomes.asking import WHOLE, asks_of
from meetings.outcomes.deciding import decide

OUTCOMES = {"approve": "approved", "support": "supported", "endorse": "endorsed", "note": "noted"}
Pick, Outcome = ProposedOutcome.Pick, Decision.Outcome


def suggested(item: AgendaItem, ask: str, picked: ProposedOutcome | None) -> dict[str, str]:
    """Outcome and words to begin with; a person reads and changes them before they count."""
    pick = picked.pick if picked else ""
    verb = ask.partition(" ")[0].lower()
    board = "The board"
    told = picked.words if picked else ""
    if pick in (Pick.AS_ASKED, Pick.CHANGED):
        added = f", {told.rstrip('.')}" if told else ""
        outcome = OUTCOMES.get(verb, Outcome.AGREED.value)
        said = f"{board} agreed to {ask.rstrip('.')}{added}." if ask else f"{board} agreed{added}."
        return {"outcome": outcome, "words": said}
    if pick == Pick.NOTED:
        return {"outcome": Outcome.NOTED, "words": told or f"{board} noted {item.title}."}
    if pick == Pick.DEFERRED:
        return {"outcome": Outcome.DEFERRED, "words": told or f"{board} deferred {item.title}."}
    return {"words": told}


@transaction.atomic
def confirm(
    item: AgendaItem, position: int, outcome: str, words: str, by: Any, now: datetime, **more: Any
) -> Decision:
    """A decision on an ask, with its paragraph in the minutes, which are begun where need be.

    Raises Refused where the minutes are not open, VotesDiffer, and LookupError for no such ask.
    """
    ask = next((each for each in asks_of(item) if each.position == position), None)
    if ask is None and position != WHOLE:
        raise LookupError(f"“{item}” has no ask {position}.")
    section = _section(item, by, now)
    writing.check(section.minutes)
    text = f"<p>{escape(words, quote=False)}</p>"
    kind = Paragraph.Kind.DECISION
    paragraph = paragraphs.add_paragraph(section, kind, text, by, now, made_from=f"ask:{position}")
    if ask is not None and ask.paper is not None:
        more.setdefault("papers", [ask.paper])
    asked = ask.words if ask else ""
    made = decide(
        item.meeting,
        item.part,
        outcome,
        words,
        by,
        now,
        item=item,
        paragraph=paragraph,
        ask=asked,
        **more,
    )
    ProposedOutcome.objects.update_or_create(
        item=item, position=position, defaults={"ask": asked, "decision": made}
    )
    return made


def _section(item: AgendaItem, by: Any, now: datetime) -> MinuteSection:
    """The minutes of the item, or of the item above it."""
    holder = item.parent or item
    rows = MinuteSection.objects.filter(item=holder).select_related("minutes__meeting__board")
    found = rows.first()
    if found is None:
        skeleton.lay(item.meeting, item.part, by, now)
        found = rows.get()
    return found
