"""The registers on the desk: drafts included, as far as the reader may see them."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404, QueryDict

from icsgov.boards.models import Board
from icsgov.ledger.models import Change
from icsgov.record.models import Release
from icsgov.record.models.releases import Audience
from icsgov.record.tree import Link
from meetings import access as meetings_access
from meetings import outcomes_access as access
from meetings.forms.registers import RegisterForm
from meetings.models import Action, AgendaItem, Decision, ForwardEntry, Meeting
from meetings.outcomes import desk_threads, matters
from meetings.outcomes.matters import Log
from meetings.outcomes.registers import STATES
from meetings.outcomes.threads import Day
from meetings.proofs.outcomes import ACTION, DECISION, Outcome
from strategy import links
from strategy.links import SupportsForm
from strategy.models import Supports

AROUND = timedelta(days=400)
MOST_ITEMS = 200
STRUCK = ("struck", "Taken back: recorded by mistake")


def boards(user: Any, now: datetime) -> list[Board]:
    """The boards whose registers the reader's desk shows; 404 for who has none."""
    found = list(meetings_access.desk_boards(user, now))
    if not found:
        raise Http404
    return found


def kept_board(user: Any, slug: str, now: datetime) -> Board:
    """The board that is named, or the only or first one, for its secretary; else 404."""
    kept = access.kept_boards(user, now)
    found = kept.filter(slug=slug).first() if slug else kept.first()
    if found is None:
        raise Http404
    return found


def _form(
    user: Any, data: QueryDict, kind: str, shown: Sequence[Board], now: datetime, label: str
) -> RegisterForm:
    return RegisterForm(
        data,
        boards=[(board.slug, board.name) for board in shown],
        states=[*STATES[kind], STRUCK],
        priorities=_priorities(user, kind, now),
        state_label=label,
    )


def _priorities(user: Any, kind: str, now: datetime) -> list[tuple[str, str]]:
    """What things of a kind support, by the names that the public reads (2 queries)."""
    rows: Any = access.decisions(user, now) if kind == DECISION else access.actions(user, now)
    named = Supports.objects.filter(rel=links.SUPPORTS, thing__in=rows.order_by().values("key"))
    keys = set(named.values_list("to", flat=True))
    known = links.released_names(keys, now)
    return sorted(((str(key), name) for key, name in known.items()), key=lambda pair: pair[1])


def actions(
    user: Any, data: QueryDict, shown: Sequence[Board], now: datetime
) -> tuple[RegisterForm, QuerySet[Action]]:
    """The action log with its filters; nothing where these are not valid."""
    form = _form(user, data, ACTION, shown, now, "State")
    rows = access.actions(user, now, struck=_wants_struck(data)).filter(board__in=shown)
    if not form.is_valid():
        return form, rows.none()
    said = form.cleaned_data
    rows = _within(rows, said, "board__slug", "due")
    for word in said["q"].split():
        rows = rows.filter(Q(text__icontains=word) | Q(owners__name__icontains=word))
    if said["state"] == "open":
        rows = rows.open()
    elif said["state"] == "overdue":
        rows = rows.overdue(now.date())
    elif said["state"]:
        rows = rows.filter(state=said["state"])
    return form, rows.distinct()


def _wants_struck(data: QueryDict) -> bool:
    return data.get("state") == STRUCK[0]


def decisions(
    user: Any, data: QueryDict, shown: Sequence[Board], now: datetime
) -> tuple[RegisterForm, QuerySet[Decision]]:
    """The register of decisions with its filters; nothing where these are not valid."""
    form = _form(user, data, DECISION, shown, now, "Outcome")
    struck = _wants_struck(data)
    rows = access.decisions(user, now, struck=struck)
    if not form.is_valid():
        return form, rows.none()
    said = form.cleaned_data
    rows = _within(rows, said, "meeting__board__slug", "meeting__date")
    for word in said["q"].split():
        found = Q(words__icontains=word) | Q(ref__icontains=word) | Q(item__title__icontains=word)
        rows = rows.filter(found)
    if said["state"] and not struck:
        rows = rows.filter(outcome=said["state"])
    return form, rows


def _within(rows: Any, said: dict[str, Any], board: str, day: str) -> Any:
    """Of one board, between two days, for one priority."""
    wanted = {board: said.get("board"), f"{day}__gte": said["since"], f"{day}__lte": said["until"]}
    rows = rows.filter(**{name: value for name, value in wanted.items() if value})
    if said.get("priority"):
        named = Supports.objects.filter(to=UUID(said["priority"]))
        rows = rows.filter(key__in=named.values("thing"))
    return rows


def history(thing: Outcome) -> list[Change]:
    """What happened to it, the newest first."""
    return list(Change.objects.of(thing).select_related("by__person"))


def is_public(thing: Outcome) -> bool:
    """Whether everybody may read it."""
    heads = Release.objects.of(thing.KIND, thing.key, thing.part).heads()
    return heads.filter(audience=Audience.PUBLIC).exists()


def supported(thing: Outcome, now: datetime) -> tuple[Link, ...]:
    """What it supports and which places it is about, as links of a node."""
    return links.links_of([thing.key], now).get(thing.key, ())


def supports_form(user: Any, sent: QueryDict | None, thing: Outcome, now: datetime) -> SupportsForm:
    """The picker of what it supports and is about."""
    return SupportsForm(sent, thing=thing, user=user, now=now)


def meetings_around(row: Action, now: datetime) -> list[Meeting]:
    """The meetings that may close or carry over an action: of a year past, and those to come."""
    since = row.board.today(now) - AROUND
    rows = row.board.meetings.filter(date__gte=since).exclude(state="cancelled")
    return list(rows.select_related("board").order_by("date", "starts", "pk"))


def log_for(user: Any, meeting: Meeting, part: int, now: datetime) -> Log:
    """Matters arising, as far as the reader's desk shows the actions."""
    seen = access.actions(user, now).filter(board=meeting.board, part=part)
    return matters.log_of(meeting, part, only=set(seen.values_list("key", flat=True)))


def out_of(things: Sequence[Outcome]) -> set[UUID]:
    """Which of these some reader has (1 query)."""
    heads = Release.objects.filter(subject__in=[thing.key for thing in things]).heads()
    return set(heads.values_list("subject", flat=True))


def coming(board: Board, after: date | None, now: datetime) -> list[Meeting]:
    """The meetings of a board that are planned, from today or behind a day on."""
    first = board.today(now)
    rows = board.meetings.coming(first).select_related("board")
    return [each for each in rows if after is None or each.date > after]


def keepers(user: Any, row: ForwardEntry, now: datetime) -> list[AgendaItem]:
    """The items that could keep a promise: of meetings after it was made, the last first."""
    rows = AgendaItem.objects.visible_to(user, now).filter(
        meeting__board=row.board, part=row.part, kind__in=AgendaItem.NUMBERED
    )
    if row.origin is not None:
        rows = rows.filter(meeting__date__gt=row.origin.date)
    found = rows.select_related("meeting__board").order_by("-meeting__date", "rank")
    return list(found[:MOST_ITEMS])


def thread_of(user: Any, row: ForwardEntry, now: datetime) -> list[Day]:
    """The thread of a promise as far as the reader's desk shows it."""
    return desk_threads.of_promises(user, {row.pk}, now)


def thread_of_items(user: Any, items: Sequence[AgendaItem | None], now: datetime) -> list[Day]:
    """The thread of agenda items as far as the reader's desk shows it."""
    return desk_threads.of_items(user, {item.pk for item in items if item}, now)
