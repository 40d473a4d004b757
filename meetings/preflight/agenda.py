"""Checks of the agenda itself: its items, their asks and minutes, and who agreed to it."""

from collections import Counter
from collections.abc import Iterable, Iterator

from meetings import covers
from meetings.drafts import Draft
from meetings.models import AgendaItem
from meetings.outline import Row
from meetings.preflight.findings import (
    Blocker,
    Finding,
    Warning,
    called,
    mend_agenda,
    mend_enclosures,
    mend_item,
    mend_meeting,
)

Kind, Mode = AgendaItem.Kind, AgendaItem.Mode


def agenda_findings(draft: Draft) -> Iterator[Finding]:
    """What is wrong with the agenda of a part, its papers left aside."""
    if not draft.rows:
        yield Warning("empty", "The agenda has no items yet.", mend_agenda(draft))
        return
    for row in draft.rows:
        yield from _item(draft, row)
    yield from _letters(draft)
    yield from _initials(draft)
    yield from _room(draft)
    yield from _agreement(draft)


def _item(draft: Draft, row: Row) -> Iterator[Finding]:
    item = row.item
    if row.timed.gap < 0:
        words = f"{called(row)} has a fixed time, and the rows before it run {-row.timed.gap}"
        yield _about(row, "overlap", f"{words} minutes into it.")
    if item.kind == Kind.ITEM and item.mode == Mode.PAPER and not _has_paper(draft, row):
        words = f"{called(row)} has no paper. Add one, or mark the item verbal or “to follow”."
        yield Warning("no-paper", words, mend_enclosures(row), item.key)
    if _decides_nothing(draft, row):
        yield _about(
            row,
            "no-decision",
            f"{called(row)} is ticked for decision, and nothing asks the board to decide.",
        )
    if item.kind == Kind.STORY:
        yield from _story(draft, row)


def _about(row: Row, code: str, sentence: str) -> Warning:
    return Warning(code, sentence, mend_item(row), row.item.key)


def _has_paper(draft: Draft, row: Row) -> bool:
    """Whether a paper hangs on the row, or the row only holds others."""
    return bool(row.letters) or row.item.pk in draft.holders


def _decides_nothing(draft: Draft, row: Row) -> bool:
    rules = draft.meeting.rules
    deciding = {purpose.key for purpose in rules.purposes if purpose.decides}
    if not deciding.intersection(_ticks(draft, row)):
        return False
    fields = [field.key for field in rules.cover_fields if field.kind == "asks"]
    sheets = [each.paper.cover for each, _ in row.letters if each.paper]
    asks = [{"verb": ask.verb, "text": ask.text} for ask in row.item.asks.all()]
    written = [ask for sheet in sheets for name in fields for ask in sheet.get(name, ())]
    return not covers.decides(asks + written)


def _ticks(draft: Draft, row: Row) -> Iterable[str]:
    """The purposes ticked on the item and on the covers of its papers."""
    yield from row.item.purposes
    fields = [field.key for field in draft.meeting.rules.cover_fields if field.kind == "purpose"]
    for each, _ in row.letters:
        for name in fields:
            if each.paper:
                yield from each.paper.cover.get(name, {}).get("ticks", ())


def _story(draft: Draft, row: Row) -> Iterator[Finding]:
    item = row.item
    if item.consent_ends and item.consent_ends < draft.meeting.date:
        sentence = (
            f"{called(row)}: the consent to tell this story ends before the meeting. "
            "Ask again, or take the story off."
        )
        yield Blocker("consent-ended", sentence, mend_item(row), item.key)
    elif not item.consent.strip():
        yield _about(
            row, "no-consent", f"{called(row)}: nobody has noted who agreed to tell this story."
        )


def _letters(draft: Draft) -> Iterator[Finding]:
    letters = Counter(letter for row in draft.rows for _, letter in row.letters)
    for letter in (each for each, count in letters.items() if count > 1):
        yield Warning(
            "same-letter",
            f"Two enclosures have the letter {letter}. Take one of them off and add it again.",
            mend_agenda(draft),
        )


def _initials(draft: Draft) -> Iterator[Finding]:
    initials = Counter(lead.initials for lead in draft.presenters)
    for each in (each for each, count in initials.items() if count > 1):
        yield Warning(
            "same-initials",
            f"Two presenters are printed as {each}. Change how one of them is printed.",
            mend_agenda(draft),
        )


def _room(draft: Draft) -> Iterator[Finding]:
    if draft.over:
        yield Warning(
            "too-long",
            f"The agenda is {draft.over} minutes longer than the meeting.",
            mend_agenda(draft),
        )
    if draft.is_private and not draft.part.reason.strip():
        yield Warning(
            "no-reason",
            "Part 2 has no legal reason for meeting in private.",
            mend_meeting(draft),
        )
    if draft.meeting.mode != "online" and not draft.meeting.venue.strip():
        yield Warning("no-venue", "Nobody has said where the meeting is.", mend_meeting(draft))


def _agreement(draft: Draft) -> Iterator[Finding]:
    of = " of Part 2" if draft.is_private else ""
    for each in draft.agreed:
        name = each.seat.person.full_name
        if each.changed_since:
            yield Warning(
                "agreed-before",
                f"The agenda{of} has changed since {name} agreed it.",
                mend_agenda(draft),
            )
        elif each.agreement is None:
            words = f"{name} has not agreed the agenda{of}."
            yield Warning("not-agreed", words, mend_agenda(draft))
