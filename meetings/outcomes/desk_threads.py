"""The thread on the desk: drafts included, as far as the reader may see each thing."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse

from meetings.models import AgendaItem, Decision, Enclosure, ForwardEntry, Paper
from meetings.outcomes.threads import Day, Step, by_day, connected
from meetings.proofs.outcomes import DECISION, FORWARD

PROMISE, ITEM = "promise", "item"


def of_promises(user: Any, promises: Collection[int], now: datetime) -> list[Day]:
    """The thread of promises, by their ids."""
    return _thread(user, set(promises), set(), now)


def of_items(user: Any, items: Collection[int], now: datetime) -> list[Day]:
    """The thread of agenda items, by their ids."""
    return _thread(user, set(), set(items), now)


def _thread(user: Any, promises: set[int], items: set[int], now: datetime) -> list[Day]:
    """What hangs together, followed both ways (1 query)."""
    seen = ForwardEntry.objects.visible_to(user, now).standing()
    near = seen.filter(Q(pk__in=promises) | Q(item__in=items) | Q(discharged_by__in=items))
    rows = seen.filter(board__in=near.values("board"))
    pairs = [
        ((PROMISE, pk), (ITEM, each))
        for pk, item, keeper in rows.values_list("pk", "item", "discharged_by")
        for each in (item, keeper)
        if each
    ]
    start = {(PROMISE, pk) for pk in promises} | {(ITEM, pk) for pk in items}
    found = connected(start, pairs)
    ids = {kind: {pk for each, pk in found if each == kind} for kind in (PROMISE, ITEM)}
    return by_day(_steps(user, ids[PROMISE], ids[ITEM], now))


def _steps(
    user: Any, promises: Collection[int], items: Collection[int], now: datetime
) -> Iterator[Step]:
    shown = AgendaItem.objects.visible_to(user, now).filter(pk__in=items)
    entries = ForwardEntry.objects.visible_to(user, now).filter(pk__in=promises).for_record()
    kept: dict[int, list[str]] = {}
    for entry in entries:
        yield _promise(entry)
        if entry.discharged_by_id:
            kept.setdefault(entry.discharged_by_id, []).append(entry.title)
    for item in shown.select_related("meeting__board"):
        yield _item(item, tuple(kept.get(item.pk, ())))
    papers = Paper.objects.visible_to(user, now)
    hung = Enclosure.objects.filter(item__in=items, paper__in=papers)
    for enclosure in hung.select_related("paper", "item__meeting__board"):
        yield _paper(enclosure)
    decided = Decision.objects.visible_to(user, now).standing().filter(item__in=items)
    for row in decided.select_related("meeting__board", "item"):
        yield _decision(row)


def _promise(entry: ForwardEntry) -> Step:
    return Step(
        kind=FORWARD,
        title=entry.title,
        url=reverse("desk-promise", kwargs={"key": entry.key}),
        on=entry.origin.date if entry.origin else None,
        board=entry.board.short_name,
        thing=entry.key,
    )


def _item(item: AgendaItem, keeps: tuple[str, ...]) -> Step:
    return Step(
        kind="item",
        title=item.title,
        url=reverse("item", kwargs={"key": item.key}),
        on=item.meeting.date,
        board=item.meeting.board.short_name,
        thing=item.key,
        keeps=keeps,
    )


def _paper(enclosure: Enclosure) -> Step:
    paper, meeting = enclosure.paper, enclosure.item.meeting
    return Step(
        kind="paper",
        title=paper.title if paper else "",
        url=reverse("paper", kwargs={"key": paper.key}) if paper else "",
        on=meeting.date,
        board=meeting.board.short_name,
        thing=paper.key if paper else None,
    )


def _decision(row: Decision) -> Step:
    outcome = row.get_outcome_display()
    return Step(
        kind=DECISION,
        title=f"{row.ref} {outcome}",
        url=reverse("desk-decision", kwargs={"key": row.key}),
        on=row.meeting.date,
        board=row.meeting.board.short_name,
        text=row.words,
        thing=row.key,
    )
