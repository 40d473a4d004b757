"""What was minuted and decided on a withheld paper is withheld with it, until it is public.

The rights of readers ask here (boards.rights.reaches): whoever may not have a paper has no section
of minutes under its item either, and no decision, action or promise that came of it. What the
public has now is nobody's to withhold.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from icsgov.boards.rights import reaches
from icsgov.record.models import Entry, Release
from meetings.models import Action, Decision, Enclosure, ForwardEntry, MinuteSection


@reaches
def business(papers: QuerySet[Any], now: datetime) -> Iterator[QuerySet[Any]]:
    """The keys of sections of minutes and of outcomes under the items of these papers."""
    items = Enclosure.objects.filter(paper__key__in=papers).values("item")
    minuted = Q(paragraph__section__item__in=items)
    struck = Q(struck_from__section__item__in=items)
    under = Q(item__in=items)
    yield _private(MinuteSection.objects.filter(under), now)
    about = Q(papers__key__in=papers)
    yield _private(Decision.objects.filter(under | minuted | struck | about), now)
    yield _private(Action.objects.filter(minuted | struck), now)
    yield _private(ForwardEntry.objects.filter(under | minuted), now)


def _private(rows: QuerySet[Any], now: datetime) -> QuerySet[Any]:
    """Those that no public release holds now."""
    public = Release.objects.for_public(now).live(now)
    there = Entry.objects.filter(thing=OuterRef("key"), release__in=public)
    return rows.exclude(Exists(there)).order_by().values_list("key", flat=True)
