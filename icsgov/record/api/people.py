"""Boards, seats and people as OParl has them: Organization, Membership, Person."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from icsgov.record import lasting
from icsgov.record.api import addresses, things
from icsgov.record.api.shapes import MEMBERSHIP, ORGANIZATION, PERSON, Object, webs
from icsgov.record.kinds import PROFILE
from icsgov.record.models import Entry, Release

BODY = "body"
ROLES = {"chair": "Chair", "member": "Member", "attendee": "In attendance"}


def shape_organizations(found: Mapping[UUID, list[Entry]], now: datetime) -> dict[UUID, Object]:
    """Boards (3 queries)."""
    boards = [rows[-1] for rows in found.values()]
    seats = things.within(boards, "seat")
    today = lasting.today(now)
    shaped = {}
    for key, rows in found.items():
        own = [seat for seat in seats if seat.release_id == rows[-1].release_id]
        shaped[key] = _organization(key, rows[-1], own, today)
    parents = _on_record([board.data["parent"] for board in boards], now)
    return {key: _with_parent(found[key][-1], row, parents) for key, row in shaped.items()}


def _on_record(parents: Iterable[str], now: datetime) -> set[str]:
    """Of these boards those that have a public profile; the system itself has none (1 query)."""
    live = Release.objects.for_public(now).live(now).filter(kind=PROFILE)
    rows = live.filter(subject__in=set(filter(None, parents)))
    return {str(key) for key in rows.values_list("subject", flat=True)}


def _organization(key: UUID, board: Entry, seats: list[Entry], today: date) -> Object:
    data = board.data
    roles = {ROLES[seat.data["role"]] for seat in seats}
    return {
        "body": addresses.url(BODY),
        "name": board.title,
        "shortName": data["short_name"],
        "organizationType": "Board",
        "classification": data["kind"],
        "membership": [MEMBERSHIP.url(seat.thing) for seat in seats if seat.thing],
        "memberCount": sum(_is_held(seat, today) for seat in seats),
        "post": sorted(roles),
        "meeting": addresses.url("organizations", key, "meetings"),
        "startDate": data["starts"] or None,
        "endDate": data["ends"] or None,
        "website": addresses.absolute(f"/{board.release.path}/"),
        "web": addresses.absolute(f"/{board.release.path}/"),
        "purpose": board.text or None,
    }


def _with_parent(board: Entry, shaped: Object, known: set[str]) -> Object:
    parent = board.data["parent"]
    return {**shaped, "subOrganizationOf": ORGANIZATION.url(parent) if parent in known else None}


def _is_held(seat: Entry, today: date) -> bool:
    begun = seat.on is not None and seat.on <= today
    return begun and (not seat.data["ends"] or seat.data["ends"] >= today.isoformat())


def shape_memberships(found: Mapping[UUID, list[Entry]], now: datetime) -> dict[UUID, Object]:
    """Seats (2 queries)."""
    seats = [rows[-1] for rows in found.values()]
    holders = {
        (person.release_id, person.seq - 1): person for person in things.within(seats, "person")
    }
    pages = webs(seats)
    return {
        key: _membership(rows[-1], holders.get((rows[-1].release_id, rows[-1].seq)), pages)
        for key, rows in found.items()
    }


def _membership(seat: Entry, person: Entry | None, pages: Mapping[int, str]) -> Object:
    return {
        "person": PERSON.url(person.thing) if person and person.thing else None,
        "organization": ORGANIZATION.url(seat.release.subject),
        "role": ROLES[seat.data["role"]],
        "votingRight": seat.data["voting"],
        "startDate": seat.on,
        "endDate": seat.data["ends"] or None,
        "standing": seat.data["standing"] or None,
        "constituency": seat.data["constituency"] or None,
        "web": pages.get(seat.pk),
    }


def shape_persons(found: Mapping[UUID, list[Entry]], now: datetime) -> dict[UUID, Object]:
    """People, each with all the seats they hold (2 queries)."""
    rows = [row for each in found.values() for row in each]
    seats = {(seat.release_id, seat.seq + 1): seat for seat in things.within(rows, "seat")}
    pages = webs(list(seats.values()))
    return {
        key: _person(
            each,
            [
                (seats[row.release_id, row.seq], row)
                for row in each
                if (row.release_id, row.seq) in seats
            ],
            pages,
        )
        for key, each in found.items()
    }


def _person(rows: list[Entry], held: list[tuple[Entry, Entry]], pages: Mapping[int, str]) -> Object:
    person = rows[-1]
    return {
        "body": addresses.url(BODY),
        "name": person.title,
        "familyName": person.data["family_name"],
        "givenName": person.data["given_names"],
        "title": [person.data["honorific"]] if person.data["honorific"] else None,
        "affix": person.data["post_nominals"] or None,
        "membership": [_embedded(seat, row, pages) for seat, row in held],
    }


def _embedded(seat: Entry, person: Entry, pages: Mapping[int, str]) -> Object:
    """A membership inside a person; its days are those of the release that shows it."""
    return {
        "id": MEMBERSHIP.url(seat.thing or ""),
        "type": MEMBERSHIP.type,
        "created": seat.release.effective_at,
        "modified": seat.release.effective_at,
        **_membership(seat, person, pages),
    }
