"""What readers have of decisions, actions and promises: instant releases, one for each thing.

A thing that a paragraph of the minutes holds reaches those who have the minutes, with them; after
that every save of it is released in the save's own transaction. An action or promise made by hand
is public once a secretary says so; a decision never is without its paragraph.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from icsgov.boards.models import Board
from icsgov.record.kinds import MINUTES
from icsgov.record.models import Entry, Release
from icsgov.record.models.releases import Audience
from icsgov.record.publish import Line, instant, withdraw
from icsgov.record.tree import Node
from meetings.models import Action, Decision, ForwardEntry, Meeting, Minutes, Paragraph
from meetings.proofs.outcomes import Outcome, node_of, path_of
from strategy.links import links_of

NOT_PUBLIC = "This is not on the public record any more."


@transaction.atomic
def refresh(thing: Outcome, by: Any, now: datetime, *, why: str = NOT_PUBLIC) -> None:
    """Release it anew to whoever may have it; nothing happens when it says the same as before.

    Call it in the transaction of every save. From those who may no longer have it, it is taken;
    the notice in its place says `why`.
    """
    model: Any = type(thing)
    model.objects.select_for_update().get(pk=thing.pk)
    row = model.objects.for_record().get(pk=thing.pk)
    wanted = _audiences(row) if _stands(row) else set()
    for audience in sorted(wanted):
        node = node_of(row, links_of([row.key], now).get(row.key, ()))
        line = Line(_board(row), row.KIND, row.key, path_of(row), row.part, audience)
        instant(line, node, title=_title(node)[:300], by=by, now=now, on=_day(row))
    for head in Release.objects.of(row.KIND, row.key, row.part).heads():
        if head.audience not in wanted:
            withdraw(head, why, by, now)


def _title(node: Node) -> str:
    """What it is called where its words are withdrawn, too: an action by its number alone."""
    return node.ref if node.kind == Action.KIND else f"{node.ref} {node.title}".strip()


def _stands(row: Outcome) -> bool:
    return type(row).objects.standing().filter(pk=row.pk).exists()


def _board(row: Outcome) -> Board:
    return row.meeting.board if isinstance(row, Decision) else row.board


def _day(row: Outcome) -> Any:
    """The day of the meeting it came from."""
    meeting = row.origin if isinstance(row, ForwardEntry) else row.meeting
    return meeting.date if meeting else None


def _audiences(row: Outcome) -> set[str]:
    """Who may have it: those who have the minutes that hold it, and all where that was said."""
    audiences = set(_with_minutes(row.paragraph)) if row.paragraph else set()
    if row.part == 1 and not isinstance(row, Decision) and row.public:
        audiences.add(Audience.PUBLIC)
    return audiences


def _with_minutes(paragraph: Paragraph) -> Iterator[str]:
    """The audiences of the minutes that are out and hold the paragraph."""
    minutes = paragraph.section.minutes
    heads = Release.objects.of(MINUTES, minutes.meeting.key, minutes.part).heads()
    holding = Entry.objects.filter(release__in=heads, thing=paragraph.key)
    yield from heads.filter(pk__in=holding.values("release")).values_list("audience", flat=True)


def release_with(minutes: Minutes, by: Any, now: datetime) -> None:
    """Release what stands in minutes that go out now; call it behind their release."""
    for thing in things_of(minutes):
        refresh(thing, by, now)


@transaction.atomic
def take_back(minutes: Minutes, reason: str, by: Any, now: datetime) -> None:
    """Withdraw what went out with minutes that are withdrawn; call it behind that."""
    for thing in things_of(minutes):
        for head in Release.objects.of(thing.KIND, thing.key, thing.part).heads():
            if head.audience not in _audiences(thing):
                withdraw(head, f"The minutes that hold it were withdrawn. {reason}", by, now)


def gone_with(minutes: Minutes, audience: str) -> Iterator[Release]:
    """Every release of these outcomes to readers who may have them no more."""
    for thing in things_of(minutes):
        if audience not in _audiences(thing):
            rows = Release.objects.of(thing.KIND, thing.key, thing.part)
            yield from rows.filter(audience=audience)


def things_of(minutes: Minutes) -> Iterator[Outcome]:
    """The decisions, actions and promises of a part of a meeting, in their order."""
    about = {"meeting": minutes.meeting, "part": minutes.part}
    yield from Decision.objects.filter(**about).order_by("number")
    yield from Action.objects.filter(**about).order_by("number")
    yield from ForwardEntry.objects.filter(origin=minutes.meeting, part=minutes.part).order_by("pk")


def move_with(meeting: Meeting, by: Any, now: datetime) -> None:
    """A meeting that got another day changes what the promises aimed at it say."""
    aimed = ForwardEntry.objects.filter(target=meeting)
    for entry in aimed.filter(Q(public=True) | ~Q(origin=None)):
        refresh(entry, by, now)


def is_out(thing: Outcome) -> bool:
    """Whether any reader has it."""
    return Release.objects.of(thing.KIND, thing.key, thing.part).heads().exists()
