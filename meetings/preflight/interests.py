"""Checks of interests before papers go out: who should not get one, and about whom to decide."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from meetings.declaring.at_items import AtItem, at_items
from meetings.drafts import Draft
from meetings.models import Interest, ItemInterest
from meetings.outline import Row
from meetings.preflight.findings import Blocker, Finding, Mend, Warning, called
from meetings.withholding import undecided


def interest_findings(draft: Draft, now: datetime) -> Iterator[Finding]:
    """What to settle about interests at items with papers (about 5 queries)."""
    rows = {row.item.pk: row for row in draft.rows if any(each.paper for each, _ in row.letters)}
    items = [row.item for row in rows.values()]
    if not items:
        return
    yield from _not_withheld(draft, rows, undecided(items, now))
    for at in at_items(draft.meeting, items):
        yield from _to_decide(draft, rows[at.item.pk], at)


def _not_withheld(
    draft: Draft, rows: dict[int, Row], records: Iterable[ItemInterest]
) -> Iterator[Finding]:
    """It was said that the paper is withheld, and one that came since is not."""
    for record in records:
        sentence = (
            f"{called(rows[record.item_id])}: “paper withheld” is recorded for {record.person}, "
            "and a paper here is not withheld from them. Record it again, or what was done instead."
        )
        yield Blocker("not-withheld", sentence, _mend(draft), record.item.key)


def _to_decide(draft: Draft, row: Row, at: AtItem) -> Iterator[Finding]:
    """A direct interest that bears on the item, and nobody has said what is done about it."""
    names = _names(at)
    if names:
        who = f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]
        has = "have a direct interest" if len(names) > 1 else "has a direct interest"
        sentence = (
            f"{called(row)}: {who} {has} that may bear on it. "
            "Say what is done about it before the papers go out."
        )
        yield Warning("interest-open", sentence, _mend(draft), row.item.key)


def _names(at: AtItem) -> Sequence[str]:
    direct = (each.interest for each in at.open if each.interest.kind != Interest.Kind.INDIRECT)
    return list(dict.fromkeys(str(each.person) for each in direct))


def _mend(draft: Draft) -> Mend:
    where = {"board": draft.meeting.board.slug, "address": draft.meeting.address}
    return Mend("meeting-interests", "Say what is done", where)
