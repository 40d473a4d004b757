"""Meetings and boards in the terms of schema.org, which search engines and calendars read."""

import json
from datetime import date, datetime, time
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from icsgov.record.tree import Node

CONTEXT: Final = "https://schema.org"
STATUS: Final = {"cancelled": "EventCancelled", "postponed": "EventPostponed"}
MODES: Final = {"online": "Online", "hybrid": "Mixed"}
# What ends a script element, or begins a comment in one, is written as JSON can also write it.
ESCAPES: Final = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def block(data: dict[str, Any]) -> SafeString:
    """The data as a block within a page: no script, so that the security policy has no say."""
    words = json.dumps(data, sort_keys=True, ensure_ascii=False).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{words}</script>')  # noqa: S308 (escaped)


def event(facts: Node, path: str) -> dict[str, Any]:
    """A meeting as an Event; what is not stated is left out."""
    data = facts.data
    status, mode = STATUS.get(facts.state, "EventScheduled"), MODES.get(data.get("mode", ""))
    venue = data.get("venue")
    found = {
        "@context": CONTEXT,
        "@type": "Event",
        "@id": address(path),
        "url": address(path),
        "name": _name(facts),
        "startDate": _instant(facts.on, data.get("starts", ""), data.get("zone", "")),
        "endDate": _instant(facts.on, data.get("ends", ""), data.get("zone", "")),
        "eventStatus": f"{CONTEXT}/{status}",
        "eventAttendanceMode": f"{CONTEXT}/{mode or 'Offline'}EventAttendanceMode",
        "location": _locations(venue, mode, path),
        "isAccessibleForFree": True,
        "organizer": _organizer(facts, path),
    }
    return {name: value for name, value in found.items() if value is not None}


def organization(board: Node, path: str, parent: str = "") -> dict[str, Any]:
    """A board as a GovernmentOrganization; `parent` is what the board above is called."""
    data = board.data
    found = {
        "@context": CONTEXT,
        "@type": "GovernmentOrganization",
        "@id": address(path),
        "url": address(path),
        "name": board.title,
        "alternateName": data["short_name"],
        "description": board.text or None,
        "email": data["contact"] or None,
        "foundingDate": data["starts"] or None,
        "dissolutionDate": data["ends"] or None,
        "parentOrganization": {
            "@type": "GovernmentOrganization",
            "name": parent or settings.SYSTEM_NAME,
        },
    }
    return {name: value for name, value in found.items() if value is not None}


def address(path: str) -> str:
    """A page of this site in full."""
    return f"{settings.SITE_URL}/{path}/"


def _locations(venue: str | None, mode: str | None, path: str) -> Any:
    """Where it is; how to join online stands on its page."""
    place = {"@type": "Place", "name": venue, "address": venue} if venue else None
    online = {"@type": "VirtualLocation", "url": address(path)} if mode else None
    found = [each for each in (place, online) if each]
    return found if len(found) > 1 else next(iter(found), None)


def _name(facts: Node) -> str:
    return str(facts.data.get("name") or f"{facts.data['board']} meeting")


def _organizer(facts: Node, path: str) -> dict[str, str]:
    board, _, _ = path.partition("/")
    name = str(facts.data["board"])
    return {"@type": "GovernmentOrganization", "name": name, "url": address(board)}


def _instant(day: date | None, clock: str, zone: str) -> str | None:
    if day is None or not clock:
        return day.isoformat() if day else None
    at = datetime.combine(day, time.fromisoformat(clock), ZoneInfo(zone or settings.TIME_ZONE))
    return at.isoformat()
