"""Questions from the public as the record has them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, QuerySet
from django.http import Http404

from icsgov.record.kinds import AGENDA, QUESTION
from icsgov.record.models import Entry, EntryLink, Release

STATES: Final = {
    "accepted": "Waiting for an answer",
    "answered": "Answered",
    "merged": "Answered with another question",
    "rejected": "Not taken",
}
ABOUT: Final = "about"


@dataclass(frozen=True)
class Item:
    """The agenda item that a question is about, as it was released."""

    key: UUID | None
    title: str
    url: str


def register(now: datetime, **where: Any) -> QuerySet[Entry]:
    """The questions that anybody may read, the last asked first."""
    live = Release.objects.for_public(now).live(now).filter(kind=QUESTION, **where)
    rows = Entry.objects.filter(release__in=live, seq=0).select_related("release")
    return rows.order_by("-on", "-data__number", "-pk")


def counts(rows: QuerySet[Entry]) -> dict[str, int]:
    """How many of these questions are in each state (1 query)."""
    return dict(rows.order_by().values_list("state").annotate(Count("pk")))


def question(slug: str, now: datetime) -> Release:
    """The question at this address, withdrawn or not; 404 where there never was one."""
    known = Release.objects.known(now).filter(kind=QUESTION, path=f"questions/{slug}")
    last = known.order_by("-number").first()
    if last is None:
        raise Http404
    return last


def items(questions: Iterable[Entry], now: datetime) -> dict[UUID, Item]:
    """What each of these questions is about, by the question's key (2 queries).

    Only items of agendas that anybody may read: the title of a draft stays a draft's.
    """
    rows = EntryLink.objects.filter(entry__in=[each.pk for each in questions], rel=ABOUT)
    about = dict(rows.values_list("entry__thing", "to"))
    live = Release.objects.for_public(now).live(now).filter(kind=AGENDA)
    found = Entry.objects.filter(release__in=live, thing__in=set(about.values()))
    known = {each.thing: _item(each) for each in found.select_related("release")}
    return {asked: known[to] for asked, to in about.items() if asked and to in known}


def _item(entry: Entry) -> Item:
    called = " ".join(filter(None, (entry.label, entry.title)))
    return Item(entry.thing, called, f"/{entry.release.path}/#{entry.anchor}")


def of_meeting(path: str, now: datetime) -> list[Entry]:
    """The questions of a meeting, in the order they came (1 query)."""
    rows = register(now).filter(data__meeting=path).exclude(state="merged")
    return list(rows.order_by("on", "data__number", "pk"))
