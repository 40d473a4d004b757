"""What else a member has to do or to say: actions of theirs, interests that touch an item."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from icsgov.boards.rights import standing
from icsgov.record.models import Entry, Release
from meetings.declaring.matching import match
from meetings.models import Action, Interest, ItemInterest, Meeting


@dataclass(frozen=True)
class Touched:
    """An agenda item and an interest of the reader that it may touch; `told` by the secretary."""

    label: str
    title: str
    words: str
    told: bool


def actions_of(user: Any, now: datetime) -> list[Action]:
    """The reader's own open actions, the first due first, those without a day last."""
    mine = Action.objects.filter(owners__person=standing(user, now).person).values("pk")
    rows = Action.objects.visible_to(user, now).open().filter(pk__in=mine)
    found = list(rows.select_related("board", "meeting"))
    return sorted(found, key=lambda each: (each.due is None, each.due or each.made_on, each.number))


def interests_of(user: Any, now: datetime) -> list[Interest]:
    """What the reader has declared and still holds."""
    seats = standing(user, now)
    rows = Interest.objects.filter(person=seats.person).held(now.date())
    return list(rows)


def touched(
    user: Any, meetings: Collection[Meeting], packs: Collection[Release], now: datetime
) -> dict[UUID, list[Touched]]:
    """Items that the reader's interests touch, by the key of their meeting (3 queries).

    Those that the secretary noted, then those whose words name an organisation of the reader's.
    It is a reminder to think of it, and nothing follows from it.
    """
    found: dict[UUID, list[Touched]] = {meeting.key: [] for meeting in meetings}
    rows = _items(packs)
    released = {row["thing"] for row in rows if row["kind"] != "paper"}
    noted = ItemInterest.objects.filter(
        person=standing(user, now).person, item__meeting__in=meetings
    ).select_related("item__meeting", "interest")
    for each in noted:
        if each.item.key in released:
            found[each.item.meeting.key].append(
                Touched(each.item.label, each.item.title, each.words, told=True)
            )
    interests = interests_of(user, now)
    for subject, label, title, lines in _said(rows):
        told = any(each.title == title for each in found[subject])
        met = (each for each in interests if match(each.organisation, each.words, lines))
        first = None if told else next(met, None)
        if first is not None:
            words = first.organisation or first.words
            found[subject].append(Touched(label, title, words, told=False))
    return found


def _items(packs: Collection[Release]) -> list[dict[str, Any]]:
    kinds = ("item", "paper")
    rows = Entry.objects.filter(release__in=packs, kind__in=kinds).order_by("release_id", "seq")
    fields = ("release__subject", "kind", "thing", "label", "title", "text")
    return list(rows.values(*fields))


def _said(rows: Iterable[dict[str, Any]]) -> list[tuple[UUID, str, str, list[str]]]:
    """Each item with the lines of its own and of its papers' covers."""
    found: list[tuple[UUID, str, str, list[str]]] = []
    for row in rows:
        lines = [row["title"], *row["text"].splitlines()]
        if row["kind"] == "item":
            found.append((row["release__subject"], row["label"], row["title"], lines))
        elif found:
            found[-1][3].extend(lines)
    return found
