"""Meetings and what was before them: Meeting, Location, AgendaItem, Paper, Consultation."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from icsgov.record.api import addresses, files, things
from icsgov.record.api.people import BODY
from icsgov.record.api.shapes import (
    AGENDA_ITEM,
    MEETING,
    ORGANIZATION,
    PAPER,
    ROWS,
    Object,
    board_keys,
    links,
    webs,
)
from icsgov.record.kinds import AGENDA, MINUTES, NOTICE
from icsgov.record.models import Entry, EntryLink, Release, ReleaseFile
from icsgov.record.watching import Recording, recordings

STATES = {
    "planned": "scheduled",
    "held": "held",
    "closed": "held",
    "cancelled": "cancelled",
    "postponed": "postponed",
}


def instant(day: date | None, clock: str, zone: str = "") -> datetime | None:
    """The instant of a clock time on a meeting's day; None where either is not stated."""
    if day is None or not clock:
        return None
    at = time.fromisoformat(clock)
    return datetime.combine(day, at, ZoneInfo(zone or settings.TIME_ZONE))


def shape_meetings(found: Mapping[UUID, list[Entry]], now: datetime) -> dict[UUID, Object]:
    """Meetings with place, files and agenda (a fixed number of queries)."""
    entries = [row for rows in found.values() for row in rows]
    packs = [row for row in entries if row.release.kind == AGENDA]
    items = shape_items_of(packs, now)
    minutes = _minutes(found, now)
    released = files.released([*packs, *minutes.values()], "pack")
    boards, films = board_keys(entries), recordings(found, now)
    return {
        key: _meeting(key, rows, items.get(key, []), minutes.get(key), released, boards)
        | {"recording": films[key].address if key in films else None}
        for key, rows in found.items()
    }


def _minutes(found: Mapping[UUID, Any], now: datetime) -> dict[UUID, Entry]:
    """The live minutes of these meetings (1 query)."""
    live = Release.objects.for_public(now).live(now).filter(kind=MINUTES, subject__in=found)
    rows = Entry.objects.filter(release__in=live, seq=0).select_related("release")
    return {row.release.subject: row for row in rows}


def _meeting(
    key: UUID,
    rows: Sequence[Entry],
    items: list[Object],
    minutes: Entry | None,
    released: Iterable[ReleaseFile],
    boards: Mapping[int | None, UUID],
) -> Object:
    notice = next((row for row in rows if row.release.kind == NOTICE), None)
    pack = next((row for row in rows if row.release.kind == AGENDA), None)
    facts = notice or pack or rows[-1]
    data, zone = facts.data, facts.data.get("zone", "")
    board = boards.get(facts.release.board_id)
    own = {row.release_id: files.file(row) for row in released}
    pack_file = own.get(pack.release_id) if pack else None
    state = facts.state or "planned"
    return {
        "name": facts.title,
        "meetingState": STATES.get(state, state),
        "cancelled": state == "cancelled",
        "start": instant(facts.on, data.get("starts", ""), zone),
        "end": instant(facts.on, data.get("ends", ""), zone),
        "location": location(key, facts),
        "organization": [ORGANIZATION.url(board)] if board else [],
        "resultsProtocol": own.get(minutes.release_id) if minutes else None,
        "auxiliaryFile": [pack_file] if pack_file else None,
        "agendaItem": items or None,
        "mode": data.get("mode") or None,
        "how_to_attend": data.get("how_to_attend") or None,
        "private_session": data.get("private_session") or None,
        "minutes_state": minutes.state if minutes else None,
        "web": addresses.absolute(f"/{facts.release.path}/"),
    }


def location(key: UUID, facts: Entry) -> Object | None:
    """Where a meeting is, by the meeting's key; None where that is not stated."""
    venue = facts.data.get("venue")
    if not venue:
        return None
    return {
        "id": addresses.url("locations", key),
        "type": addresses.oparl("Location"),
        "created": facts.release.effective_at,
        "modified": facts.release.effective_at,
        "description": venue,
        "bodies": [addresses.url(BODY)],
        "meetings": [MEETING.url(key)],
    }


def shape_items_of(packs: Sequence[Entry], now: datetime) -> dict[UUID, list[Object]]:
    """The agenda items of packs, by the meeting's key."""
    if not packs:
        return {}
    rows = [row for row in things.within(packs, *ROWS) if row.thing]
    shaped = shape_items({row.thing: [row] for row in rows if row.thing}, now)
    made: dict[UUID, list[Object]] = {}
    for row in rows:
        if row.thing:
            base = {
                "id": AGENDA_ITEM.url(row.thing),
                "type": AGENDA_ITEM.type,
                "created": row.release.effective_at,
                "modified": row.release.effective_at,
            }
            made.setdefault(row.release.subject, []).append(base | shaped[row.thing])
    return made


def shape_items(found: Mapping[UUID, list[Entry]], now: datetime) -> dict[UUID, Object]:
    """Rows of agendas, with what was decided under them (8 queries)."""
    rows = [each[-1] for each in found.values()]
    beside = things.within(rows, *ROWS, "paper")
    order = {row.pk: at for at, row in enumerate(row for row in beside if row.kind in ROWS)}
    first: dict[int, int] = {}
    for row in beside:
        first.setdefault(row.release_id, order.get(row.pk, 0))
    papers = [row for row in beside if row.kind == "paper"]
    decided, pages, linked = _decided(found, now), webs(rows), links(rows, now)
    films = recordings({row.release.subject for row in rows}, now)
    return {
        key: _item(each[-1], order[each[-1].pk] - first[each[-1].release_id], beside, papers)
        | decided.get(key, {})
        | {"web": pages.get(each[-1].pk), "links": linked.get(each[-1].pk)}
        | {"recording": _watched(key, each[-1], films)}
        for key, each in found.items()
    }


def _watched(key: UUID, row: Entry, films: Mapping[UUID, Recording]) -> str | None:
    """Where an item can be watched, from its beginning."""
    film = films.get(row.release.subject)
    watch = film.of(key) if film else None
    return watch.url if watch else None


def _item(row: Entry, order: int, beside: Sequence[Entry], papers: Sequence[Entry]) -> Object:
    rows = [each for each in beside if each.kind in ROWS]
    under = [paper for paper in papers if things.above(paper, rows) == row and paper.thing]
    meeting = row.release.subject
    return {
        "meeting": MEETING.url(meeting),
        "number": row.label or None,
        "order": order,
        "name": row.title,
        "public": True,
        "consultation": addresses.url("consultations", meeting, under[0].thing or "")
        if under
        else None,
        "start": instant(row.release.on, row.data.get("time", "")),
        "kind": row.data.get("kind") or row.kind,
        "papers": [PAPER.url(paper.thing) for paper in under if paper.thing] or None,
        "asks": [f"{ask['verb']} {ask['text']}" for ask in row.data.get("asks", ())] or None,
    }


def _decided(found: Mapping[UUID, Any], now: datetime) -> dict[UUID, Object]:
    """The resolution under each item, in the board's words, with its outcome (1 query)."""
    live = Release.objects.for_public(now).live(now).filter(kind="decision")
    rows = EntryLink.objects.filter(rel="decides", to__in=found, entry__release__in=live)
    made: dict[UUID, Object] = {}
    for link in rows.select_related("entry").order_by("entry__release__effective_at", "pk"):
        entry, earlier = link.entry, made.get(link.to, {})
        made[link.to] = {
            "result": "; ".join(
                filter(None, (earlier.get("result"), entry.data.get("outcome", entry.state)))
            ),
            "resolutionText": "\n".join(filter(None, (earlier.get("resolutionText"), entry.text))),
        }
    return made


def shape_papers(found: Mapping[UUID, list[Entry]], now: datetime) -> dict[UUID, Object]:
    """Papers with their files, and the meetings before which they were (a fixed number)."""
    rows = [row for each in found.values() for row in each]
    released = files.released(rows, "paper", "file")
    items = things.within(rows, *ROWS)
    latest = [each[-1] for each in found.values()]
    boards, pages, linked = board_keys(rows), webs(latest), links(latest, now)
    return {
        key: _paper(each, released, items, boards, pages) | {"links": linked.get(each[-1].pk)}
        for key, each in found.items()
    }


def _paper(
    rows: Sequence[Entry],
    released: Sequence[ReleaseFile],
    items: Sequence[Entry],
    boards: Mapping[int | None, UUID],
    pages: Mapping[int, str],
) -> Object:
    paper = rows[-1]
    own = [each for each in released if _belongs(each, paper)]
    main = next((each for each in own if each.role == "paper"), None)
    others = [files.file(each) for each in own if each is not main]
    board = boards.get(paper.release.board_id)
    data = paper.data
    return {
        "body": addresses.url(BODY),
        "name": paper.title,
        "reference": paper.label or None,
        "date": paper.release.on,
        "paperType": data.get("generated") or "paper",
        "mainFile": files.file(main) if main else (others.pop(0) if others else None),
        "auxiliaryFile": others or None,
        "underDirectionOf": [ORGANIZATION.url(board)] if board else None,
        "consultation": [consultation(row, items, boards) for row in rows],
        "authors": [each["name"] for each in data.get("authors", ()) if each.get("name")] or None,
        "asks": [f"{ask['verb']} {ask['text']}" for ask in data.get("asks", ())] or None,
        "text": paper.text or None,
        "web": pages.get(paper.pk),
    }


def _belongs(file: ReleaseFile, paper: Entry) -> bool:
    entry = file.entry
    return (
        entry is not None
        and file.release_id == paper.release_id
        and paper.seq <= entry.seq <= paper.end
    )


def consultation(paper: Entry, items: Sequence[Entry], boards: Mapping[int | None, UUID]) -> Object:
    """A paper before one meeting: its id is made of both keys."""
    item = things.above(paper, items)
    meeting = paper.release.subject
    board = boards.get(paper.release.board_id)
    return {
        "id": addresses.url("consultations", meeting, paper.thing or ""),
        "type": addresses.oparl("Consultation"),
        "created": paper.release.effective_at,
        "modified": paper.release.effective_at,
        "paper": PAPER.url(paper.thing or ""),
        "agendaItem": AGENDA_ITEM.url(item.thing) if item and item.thing else None,
        "meeting": MEETING.url(meeting),
        "organization": [ORGANIZATION.url(board)] if board else None,
        "role": "considered",
    }
