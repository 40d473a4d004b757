"""The registers: decisions, actions and what is to come, read from releases alone.

Everybody reads those of the public; in the reading room members find all that their boards have
on record, with what is for members alone and, by their seat, with Part 2.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Any, Final
from uuid import UUID

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, When
from django.http import Http404
from django.utils.text import slugify

from icsgov.record.models import Entry, EntryLink, Release
from icsgov.record.models.releases import Audience
from meetings.models import Action, Decision
from meetings.outcomes.threads import Day, on_record
from meetings.proofs.outcomes import ACTION, DECISION, FORWARD
from meetings.proofs.sitting import DISCHARGES
from strategy.links import CONCERNS, SUPPORTS

ORDERS: Final[Mapping[str, tuple[Any, ...]]] = {
    DECISION: (F("on").desc(), "ref", "pk"),
    ACTION: (F("on").asc(nulls_last=True), "pk"),
    FORWARD: ("settled", F("on").asc(nulls_last=True), "pk"),
}
ENDED: Final = tuple(
    (str(each.value), str(each.label))
    for each in (Action.State.CLOSED, Action.State.MERGED, Action.State.SUPERSEDED)
)
NAMES: Final = {DECISION: "decisions", ACTION: "actions", FORWARD: "forward-plan"}
STATES: Final[Mapping[str, Sequence[tuple[str, str]]]] = {
    DECISION: tuple(Decision.Outcome.choices),
    ACTION: (
        ("open", "Open"),
        ("overdue", "Overdue"),
        *ENDED,
    ),
    FORWARD: (("open", "To come"), ("kept", "Kept"), ("dropped", "Dropped")),
}


def public(now: datetime) -> QuerySet[Release]:
    """What everybody has now."""
    return Release.objects.for_public(now).live(now)


def register(kind: str, live: QuerySet[Release]) -> QuerySet[Entry]:
    """Everything of a kind in these releases, each thing once, in the order of its register."""
    rows = Entry.objects.filter(release__in=_once(live.filter(kind=kind)), seq=0)
    if kind == FORWARD:
        links = EntryLink.objects.filter(rel=DISCHARGES, entry__release__in=live)
        over = Case(When(Q(kept=True) | Q(state="dropped"), then=1), default=0)
        rows = rows.annotate(kept=Exists(links.filter(to=OuterRef("thing")))).annotate(settled=over)
    return rows.select_related("release__board").prefetch_related("links").order_by(*ORDERS[kind])


def _once(releases: QuerySet[Release]) -> QuerySet[Release]:
    """Of what the public and members have, both the same, that of the public."""
    twin = releases.filter(audience=Audience.PUBLIC, kind=OuterRef("kind"))
    is_told = Exists(twin.filter(subject=OuterRef("subject")))
    return releases.exclude(Q(is_told, audience=Audience.MEMBERS))


def chosen(
    rows: QuerySet[Entry], kind: str, wanted: Mapping[str, Any], on: date
) -> QuerySet[Entry]:
    """Those that a reader asked for by board, days, state, priority, borough and words."""
    if wanted.get("board"):
        rows = rows.filter(release__board__slug=wanted["board"])
    if wanted.get("since"):
        rows = rows.filter(on__gte=wanted["since"])
    if wanted.get("until"):
        rows = rows.filter(on__lte=wanted["until"])
    if wanted.get("priority"):
        supports = EntryLink.objects.filter(rel=SUPPORTS, to=UUID(wanted["priority"]))
        rows = rows.filter(pk__in=supports.values("entry"))
    if wanted.get("borough"):
        rows = rows.filter(pk__in=_about(wanted["borough"]))
    for word in wanted.get("q", "").split():
        said = Q(text__icontains=word) | Q(title__icontains=word) | Q(ref__icontains=word)
        rows = rows.filter(said)
    return _in_state(rows, kind, wanted.get("state", ""), on)


def _about(borough: str) -> QuerySet[EntryLink, Any]:
    """What is about a borough, by its name as the releases say it (1 query)."""
    links = EntryLink.objects.filter(rel=CONCERNS)
    names = links.order_by().values_list("words", flat=True).distinct()
    called = [name for name in names if slugify(name) == borough]
    return links.filter(words__in=called).values("entry")


def _in_state(rows: QuerySet[Entry], kind: str, state: str, on: date) -> QuerySet[Entry]:
    if not state:
        return rows
    if kind == ACTION and state == "overdue":
        return rows.filter(state__in=Action.OPEN, on__lt=on)
    if kind == ACTION and state == "open":
        return rows.filter(state__in=Action.OPEN)
    if kind == FORWARD and state != "dropped":
        return rows.filter(Q(kept=state == "kept"), state="open")
    return rows.filter(state=state)


def priorities(kind: str, live: QuerySet[Release]) -> list[tuple[str, str]]:
    """What things of this kind support, by name (1 query)."""
    links = EntryLink.objects.filter(rel=SUPPORTS, entry__release__in=live.filter(kind=kind))
    named = {str(to): words for to, words in links.values_list("to", "words") if words}
    return sorted(named.items(), key=lambda pair: pair[1])


def boroughs(kind: str, live: QuerySet[Release]) -> list[tuple[str, str]]:
    """Which places things of this kind are about, by name (1 query)."""
    links = EntryLink.objects.filter(rel=CONCERNS, entry__release__in=live.filter(kind=kind))
    named = {slugify(words): words for words in links.values_list("words", flat=True) if words}
    return sorted(named.items(), key=lambda pair: pair[1])


Listed = tuple[Any, str]  # an entry of a register, and where it is read


def by_meeting(rows: Iterable[Listed]) -> list[tuple[bool, date | None, list[Listed]]]:
    """Promises by the meeting they are meant for: to come, then kept or dropped."""

    def place(row: Listed) -> tuple[bool, date | None]:
        return bool(row[0].settled), row[0].on

    return [(settled, day, list(each)) for (settled, day), each in groupby(rows, key=place)]


def one(kind: str, path: str, now: datetime) -> Release:
    """What has, or had, this path: as it is now, or the notice of what was withdrawn; else 404."""
    known = Release.objects.known(now).filter(kind=kind)
    subjects = known.filter(path=path).values("subject")
    found = list(known.filter(subject__in=subjects).select_related("board").order_by("-number"))
    if not found:
        raise Http404
    return next((each for each in found if each.is_live(now)), found[0])


def thread(release: Release, now: datetime) -> list[Day]:
    """The thread that a thing stands in, as the public may read it."""
    return on_record(release.subject, public(now))
